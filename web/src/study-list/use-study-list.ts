import { useDeferredValue, useMemo, useState } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { useStudies } from '../live/use-studies.ts';
import { type ListChoice, withoutFilters } from './list-choice.ts';
import { readListView, saveListView } from './list-view.ts';
import { type Found, useFound } from './use-found.ts';
import { useListChoice } from './use-list-choice.ts';

export interface ShownList {
  /** All but those in the trash. */
  readonly listed: readonly StudySummary[];
  readonly trashCount: number;
  /** As typed. */
  readonly words: string;
  /** The words that `found` is about: typing stays ahead of finding, so the field never waits. */
  readonly query: string;
  readonly choice: ListChoice;
  /** null until what was chosen is read: another list a moment later would move under the finger. */
  readonly found: Found | null;
  readonly countOf: Found['countOf'];
  readonly search: (words: string) => void;
  readonly choose: (choice: ListChoice) => void;
  readonly recall: (choice: ListChoice, words: string) => void;
  readonly showAll: () => void;
}

/** The studies to be seen, and every way to see others. Another list starts at its top. */
export function useStudyList(): ShownList {
  const all = useStudies();
  const [view, setView] = useState(readListView);
  const query = useDeferredValue(view.query);
  const listed = useMemo(() => all.filter(({ rejection }) => rejection === null), [all]);
  const { choice, isRead, choose } = useListChoice();
  const found = useFound(listed, choice, query);
  const recall = (next: ListChoice, words: string): void => {
    saveListView({ query: words, scrollTopPx: 0 });
    setView(readListView());
    if (next !== choice) choose(next);
  };
  return {
    listed,
    trashCount: all.length - listed.length,
    words: view.query,
    query,
    choice,
    found: isRead && found.isRead ? found : null,
    countOf: found.countOf,
    search: (words) => recall(choice, words),
    choose: (next) => recall(next, view.query),
    recall,
    showAll: () => recall(withoutFilters(choice), ''),
  };
}
