/** `lock`: the same person may come back. `hand-over`: another has come. */
export type ForgetReason = 'lock' | 'hand-over';

const forgetting = new Set<(reason: ForgetReason) => void>();

/**
 * Has `forget` called when the device is handed to another person, and when the lock closes: for what a
 * module holds in memory that one person must not see of another. Once, at the top of a module. What
 * components hold goes by itself: the screens are made anew.
 */
export function forgetAtHandOver(forget: (reason: ForgetReason) => void): void {
  forgetting.add(forget);
}

/** Forgets what modules hold of the person who has used the device until now. */
export function forgetPersonTraces(reason: ForgetReason): void {
  for (const forget of forgetting) forget(reason);
}
