import type { StudySummary } from '../archive/archive-types.ts';

/** What of a selection deeds are done with. */
export interface SplitSelection {
  /** Selected, and among what the list shows. */
  readonly inView: readonly StudySummary[];
  /** Selected, and left out by words or filters that came later. */
  readonly hiddenCount: number;
}

/** A deed is done with what a person can see, and nothing else; what is hidden stays selected, and is counted. */
export function splitSelection(
  listed: readonly StudySummary[],
  found: readonly StudySummary[],
  selected: ReadonlySet<string> | null,
): SplitSelection {
  if (selected === null || selected.size === 0) return { inView: [], hiddenCount: 0 };
  const isSelected = ({ key }: StudySummary): boolean => selected.has(key);
  const inView = found.filter(isSelected);
  return { inView, hiddenCount: listed.filter(isSelected).length - inView.length };
}
