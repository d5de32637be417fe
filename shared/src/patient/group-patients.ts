import type { Demographics } from './demographics.ts';
import { foldedOf, strictFields } from './match-patients.ts';

/** Something that names a patient: a study by its file, or a patient that somebody entered. */
export interface Described {
  readonly key: string;
  readonly demographics: Demographics;
}

/**
 * Puts those into one group that match exactly. Where a group would hold two that contradict each other
 * (one without a birth date matches two with different ones), only those that say the very same stay together.
 * Same groups for any order; each group and all groups in the order of their keys.
 */
export function groupPatients<Item extends Described>(
  items: readonly Item[],
): readonly (readonly Item[])[] {
  const steps = groupingSteps(items);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, with a pause at each step: ten thousand descriptions must not keep a screen waiting. */
export function* groupingSteps<Item extends Described>(
  items: readonly Item[],
): Generator<void, readonly (readonly Item[])[]> {
  const groups: Item[][] = [];
  for (const { demographics } of items) {
    foldedOf(demographics);
    yield;
  }
  for (const sameId of bucketsOf(items, idText)) {
    yield;
    const [first] = sameId;
    if (first === undefined) continue;
    if (foldedOf(first.demographics).id === '') {
      groups.push(...sameId.map((item) => [item]));
      continue;
    }
    for (const sameName of byName(sameId)) {
      groups.push(...(isAtOne(sameName) ? [sameName] : bucketsOf(sameName, strictText)));
    }
  }
  return groups
    .map((group) => group.toSorted(byKey))
    .toSorted((a, b) => (a[0] !== undefined && b[0] !== undefined ? byKey(a[0], b[0]) : 0));
}

function idText({ demographics }: Described): string {
  const { id, issuer } = foldedOf(demographics);
  return `${id}\n${issuer}`;
}

function strictText({ demographics }: Described): string {
  const { strict } = foldedOf(demographics);
  return strictFields.map((field) => strict[field]).join('\n');
}

/** Names that share a component group are one; those without any name are one by themselves. */
function byName<Item extends Described>(items: readonly Item[]): readonly Item[][] {
  const groups: { readonly names: Set<string>; readonly items: Item[] }[] = [];
  for (const item of items) {
    const keys = foldedOf(item.demographics).names;
    const names = new Set(keys.length === 0 ? ['\n'] : keys);
    const met = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    const joined = {
      names: new Set([...names, ...met.flatMap((group) => [...group.names])]),
      items: [...met.flatMap((group) => group.items), item],
    };
    for (const group of met) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups.map((group) => group.items);
}

function isAtOne(items: readonly Described[]): boolean {
  const said = new Map<string, string>();
  for (const { demographics } of items) {
    for (const field of strictFields) {
      const value = foldedOf(demographics).strict[field];
      if (value === '') continue;
      if ((said.get(field) ?? value) !== value) return false;
      said.set(field, value);
    }
  }
  return true;
}

function bucketsOf<Item>(items: readonly Item[], textOf: (item: Item) => string): Item[][] {
  const buckets = new Map<string, Item[]>();
  for (const item of items) {
    const text = textOf(item);
    const bucket = buckets.get(text);
    if (bucket === undefined) buckets.set(text, [item]);
    else bucket.push(item);
  }
  return [...buckets.values()];
}

function byKey(a: Described, b: Described): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
