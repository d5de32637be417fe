const sharedKey = 'satchel.last-input';

/** When somebody last touched the app in any window; in localStorage, where a tab that was asleep reads at once what its messages would tell it later. */
export function readLastInput(): number | null {
  try {
    const kept = Number(localStorage.getItem(sharedKey) ?? Number.NaN);
    return Number.isFinite(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Tells all windows that somebody was here, at that time of the wall clock. */
export function keepLastInput(wallMs: number): void {
  try {
    localStorage.setItem(sharedKey, String(wallMs));
  } catch {
    // Refused: each tab then counts its own input.
  }
}

const writingMs = 15 * 60_000;
const everyMs = 20_000;

/** A person copies by hand what is shown once: for some minutes no window locks over it. Returns what ends it. */
export function waitForWriting(): () => void {
  const begunAtMs = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - begunAtMs < writingMs) keepLastInput(Date.now());
    else clearInterval(timer);
  }, everyMs);
  return () => clearInterval(timer);
}
