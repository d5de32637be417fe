/** Whether the install card may be shown, from what is known of this device. */
export interface InstallFacts {
  readonly isInstalled: boolean;
  /** The browser can ask by itself, or a person can be shown how. */
  readonly way: 'prompt' | 'by-hand' | 'none';
  readonly isDismissed: boolean;
  /** Studies of one's own, not the sample. */
  readonly ownStudyCount: number;
  readonly visitCount: number;
}

/** Only after Satchel was of use: studies were added, or somebody came back; never again once put away. */
export function mayOfferInstall(facts: InstallFacts): boolean {
  if (facts.isInstalled || facts.isDismissed || facts.way === 'none') return false;
  return facts.ownStudyCount > 0 || facts.visitCount > 1;
}

/** Runs in a window of its own, from the home screen or the list of programs. */
export function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}

const dismissedKey = 'satchel.install-dismissed';
const visitsKey = 'satchel.visits';

export function isInstallDismissed(): boolean {
  return localStorage.getItem(dismissedKey) !== null;
}

export function dismissInstall(): void {
  localStorage.setItem(dismissedKey, 'yes');
}

/** Counts this tab's visit once, however often it is loaded anew, and answers with all of them. */
export function countVisit(): number {
  const before = Number(localStorage.getItem(visitsKey) ?? '0') || 0;
  if (sessionStorage.getItem(visitsKey) !== null) return before;
  sessionStorage.setItem(visitsKey, 'counted');
  localStorage.setItem(visitsKey, String(before + 1));
  return before + 1;
}
