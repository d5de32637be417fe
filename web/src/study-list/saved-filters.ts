import { isSameChoice, type ListChoice, parseListChoice } from './list-choice.ts';

/** Filters, order and search words under a name that a person gave them. */
export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  readonly choice: ListChoice;
  /** What was searched for is often a patient's name: it is kept in a sealed row and nowhere else. */
  readonly query: string;
}

/** The setting of each person that holds them. */
export const savedFiltersSetting = 'list.saved';

export const nameLengthMax = 60;

/** Reads what was kept, whatever version of the app has written it. */
export function parseSavedFilters(value: unknown): readonly SavedFilter[] {
  if (!Array.isArray(value)) return [];
  const ids = new Set<string>();
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { id, name, choice, query } = entry as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string' || typeof name !== 'string' || ids.has(id)) return [];
    ids.add(id);
    const words = typeof query === 'string' ? query : '';
    return [{ id, name, choice: parseListChoice(choice), query: words }];
  });
}

/** Under a name that is taken it replaces what was there, in its place; else it comes last. */
export function withSaved(
  saved: readonly SavedFilter[],
  added: SavedFilter,
): readonly SavedFilter[] {
  const at = saved.findIndex(({ name }) => isSameName(name, added.name));
  return at < 0 ? [...saved, added] : saved.with(at, added);
}

/** Puts one back where it was, as far as that place is still there. */
export function putBack(
  saved: readonly SavedFilter[],
  filter: SavedFilter,
  at: number,
): readonly SavedFilter[] {
  const others = saved.filter(({ id }) => id !== filter.id);
  return others.toSpliced(Math.min(at, others.length), 0, filter);
}

export function isSameName(a: string, b: string): boolean {
  return a.trim().localeCompare(b.trim(), undefined, { sensitivity: 'accent' }) === 0;
}

/** The one that shows exactly this; null when there is none. */
export function savedFilterOf(
  saved: readonly SavedFilter[],
  choice: ListChoice,
  query: string,
): SavedFilter | null {
  const words = query.trim();
  return (
    saved.find((one) => one.query.trim() === words && isSameChoice(one.choice, choice)) ?? null
  );
}
