import type { ImportOutcome } from '../archive/archive-types.ts';

/** Files of an import that came to the same end, for one sentence instead of hundreds of lines. */
export interface OutcomeGroup {
  readonly code: string;
  readonly count: number;
  /** Of the first few, without their folders. */
  readonly names: readonly string[];
}

const namesMax = 3;
/** Said by the heading, or no file that anybody misses. */
const saidElsewhere = new Set(['DICOMDIR', 'CANCELLED']);

/** What was not taken, by its reason: what could not be read, then the most frequent first. */
export function groupsOf(outcomes: readonly ImportOutcome[]): readonly OutcomeGroup[] {
  const groups = new Map<string, { code: string; count: number; names: string[] }>();
  for (const { outcome, code, fileName } of outcomes) {
    const isLeftOut = outcome === 'refused' || outcome === 'ignored';
    if (!isLeftOut || code === null || saidElsewhere.has(code)) continue;
    const group = groups.get(code) ?? { code, count: 0, names: [] };
    group.count += 1;
    const name = fileName.slice(fileName.lastIndexOf('/') + 1);
    // Two hundred times `readme.txt` say no more than once.
    if (group.names.length < namesMax && !group.names.includes(name)) group.names.push(name);
    groups.set(code, group);
  }
  return [...groups.values()].toSorted(
    (a, b) => Number(isUnread(b.code)) - Number(isUnread(a.code)) || b.count - a.count,
  );
}

/** It may be an image, on a medium that is about to be put away. */
function isUnread(code: string | null): boolean {
  return code === 'READ_FAILED' || code === 'FOLDER_UNREADABLE';
}

/** Whether something that was handed over could not be read: nobody knows what it was. */
export function hasUnread(outcomes: readonly ImportOutcome[]): boolean {
  return outcomes.some(({ code }) => isUnread(code));
}

/** The store gave up: whatever came after was not read. */
const storeCodes = new Set(['QUOTA_EXCEEDED', 'STORE_LOST', 'STORE_UNAVAILABLE', 'LOCKED']);

/** Whether an import ended before all that was picked had been looked at. */
export function endedEarly(outcomes: readonly ImportOutcome[]): boolean {
  return outcomes.some(
    ({ outcome, code, restCount = 0 }) =>
      restCount > 0 || outcome === 'cancelled' || (code !== null && storeCodes.has(code)),
  );
}

/** Entries of archives that nobody came to, which have no line of their own. */
export function restCountOf(outcomes: readonly ImportOutcome[]): number {
  return outcomes.reduce((sum, { restCount = 0 }) => sum + restCount, 0);
}
