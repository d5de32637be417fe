import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { ArchiveError, fenceStep, PlanStale } from './archive-error.ts';
import { otherKeys } from './key-session.ts';

/** Names of errors that mean: the connection is dead, the database may be well. Browsers drop it at will. */
const connectionErrors = new Set([
  'DatabaseClosedError',
  'InvalidStateError',
  'UnknownError',
  'OpenFailedError',
  'TransactionInactiveError',
  'TimeoutError',
  'AbortError',
]);

/** A worker hears of exchanged keys by a message that may still be on its way. */
const keysOnTheWayMs = 3000;

/**
 * Runs one step against the database. Expected failures come back as values; a dead connection is opened
 * anew once and the step repeated, and so is one whose keys were exchanged under its hands: a step must
 * bear being run after it has succeeded unseen.
 */
export async function attempt<Value>(
  archive: Pick<Archive, 'db' | 'session'>,
  step: string,
  work: () => Promise<Value>,
): Promise<Result<Value, ArchiveFailure>> {
  const { db, session } = archive;
  for (let isSecond = false; ; isSecond = true) {
    const keyId = session.bundle()?.active.keyId;
    try {
      return ok(await work());
    } catch (error) {
      const failure = failureOf(error, step);
      if (failure === null) throw error;
      if (isSecond) return fail(failure);
      const isFenced = failure.code === 'LOCKED' && failure.step === fenceStep;
      if (isFenced && (await otherKeys(session, keyId, keysOnTheWayMs))) continue;
      if (failure.code !== 'STORE_UNAVAILABLE') return fail(failure);
      try {
        db.close({ disableAutoOpen: false });
        await db.open();
      } catch (reopenError) {
        return fail(failureOf(reopenError, step) ?? failure);
      }
    }
  }
}

/** How often a plan is made anew when others write at the same time; each time at least one of them got through. */
const planCountMax = 50;

/** Repeats reading, encrypting and writing until no other writer came between reading and writing. */
export async function replan<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let count = 1; ; count += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isStale(error) || count === planCountMax) throw error;
    }
  }
}

/** The expected failure behind an error of the database or of ours; null for a bug. */
export function failureOf(error: unknown, step: string): ArchiveFailure | null {
  for (const cause of causesOf(error)) {
    if (cause instanceof ArchiveError) return cause.failure;
    // It arrives when the transaction is aborted, not at the request that was too much.
    if (cause.name === 'QuotaExceededError') return { code: 'QUOTA_EXCEEDED', step };
  }
  for (const cause of causesOf(error)) {
    if (connectionErrors.has(cause.name)) {
      return { code: 'STORE_UNAVAILABLE', step, detail: cause.name };
    }
  }
  return null;
}

// A lookup key that somebody else has just taken: their row is found when the plan is made anew.
function isStale(error: unknown): boolean {
  return causesOf(error).some(
    (cause) => cause instanceof PlanStale || cause.name === 'ConstraintError',
  );
}

function causesOf(error: unknown): readonly Error[] {
  const found: Error[] = [];
  const open: unknown[] = [error];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isError(next) || found.includes(next) || found.length > 20) continue;
    found.push(next);
    // Dexie's own errors carry the browser's as `inner`, bulk writes as `failures`.
    const { inner, failures } = next as { readonly inner?: unknown; readonly failures?: unknown };
    open.push(next.cause, inner, ...(Array.isArray(failures) ? failures.slice(0, 5) : []));
  }
  return found;
}

function isError(value: unknown): value is Error {
  return (
    value instanceof Error || (typeof DOMException !== 'undefined' && value instanceof DOMException)
  );
}
