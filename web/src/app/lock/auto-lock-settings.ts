/** Kept sealed in the archive, for everybody who uses this device. */
export const autoLockSetting = 'lock.afterMinutes';
export const coverHiddenSetting = 'lock.coverWhenHidden';

/** Minutes without input; 0: never. */
export const autoLockChoices = [1, 2, 5, 15, 0] as const;
export type AutoLockMinutes = (typeof autoLockChoices)[number];

/** Two minutes where nobody has chosen, and for what another version or hand has written. */
export function autoLockMinutesOf(value: unknown): AutoLockMinutes {
  return autoLockChoices.find((choice) => choice === value) ?? 2;
}
