/** Wrong tries since the last right one, and until when (wall clock) no other is taken. */
export interface Tries {
  readonly count: number;
  readonly untilMs: number;
}

export const noTries: Tries = { count: 0, untilMs: 0 };

/** Somebody mistypes. */
const freeTries = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 300_000;

/**
 * Five tries, then waits that double up to five minutes. A fence against one who sits before the screen and
 * guesses; one who has copied the disk is stopped by Argon2id alone.
 */
export function afterWrong({ count }: Tries, nowMs: number): Tries {
  const wrong = count + 1;
  if (wrong < freeTries) return { count: wrong, untilMs: 0 };
  const waitMs = Math.min(firstWaitMs * 2 ** (wrong - freeTries), longestWaitMs);
  return { count: wrong, untilMs: nowMs + waitMs };
}

/** Milliseconds still to wait; a clock that was put back lets nobody wait longer than the longest. */
export function waitMsOf({ untilMs }: Tries, nowMs: number): number {
  return Math.min(Math.max(0, untilMs - nowMs), longestWaitMs);
}

/** What another version or hand has kept is no reason to keep anybody out. */
export function parseTries(kept: string | null): Tries {
  const [count, untilMs] = (kept ?? '').split(' ').map(Number);
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(untilMs)) return noTries;
  return { count: Math.max(0, count ?? 0), untilMs: untilMs ?? 0 };
}
