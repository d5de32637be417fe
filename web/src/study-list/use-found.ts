import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { keptStudiesSetting } from '../archive/kept-studies.ts';
import { usePatients } from '../live/use-patients.ts';
import { useCurrentPerson } from '../live/use-person-setting.ts';
import { useKept } from '../live/use-kept.ts';
import { useSettingReading } from '../live/use-setting.ts';
import { useWording } from '../ui/use-text.ts';
import { findInList } from './find-in-list.ts';
import { chooseStudies, dayOf, type ListChoice } from './list-choice.ts';
import { sortStudies } from './sort-studies.ts';
import { useFavourites } from './use-list-choice.ts';

export interface Found {
  /** What a choice asks about was read: before that nothing may be said to be missing. */
  readonly isRead: boolean;
  readonly studies: readonly StudySummary[];
  /** Left out only because they have no date, while a period is asked for. */
  readonly undatedCount: number;
  /** How many another choice would show, with the same words searched for. */
  readonly countOf: (choice: ListChoice) => number;
}

/** What is to be seen: sorted once per list and order, then filtered, then searched. */
export function useFound(
  listed: readonly StudySummary[],
  choice: ListChoice,
  query: string,
): Found {
  const { language } = useWording();
  const { ofStudy } = usePatients();
  const kept = useKept();
  const isKeptRead = useSettingReading(keptStudiesSetting).isRead;
  const favourites = useFavourites();
  const personId = useCurrentPerson()?.id ?? '';
  const today = useSyncExternalStore(everyMinute, readToday);
  const { sort, isReversed, period } = choice;
  const shownOf = useCallback(
    (study: StudySummary): StudySummary => ofStudy(study.key)?.shown ?? study,
    [ofStudy],
  );
  const sorted = useMemo(
    () => sortStudies(listed, sort, isReversed, language, shownOf),
    [listed, sort, isReversed, language, shownOf],
  );
  const context = useMemo(
    () => ({ personId, kept, favourites: favourites.keys, today }),
    [personId, kept, favourites.keys, today],
  );
  const studies = useMemo(
    () => findInList(chooseStudies(sorted, choice, context), query, choice.where, shownOf),
    [sorted, choice, context, query, shownOf],
  );
  const countOf = useCallback(
    (other: ListChoice) =>
      findInList(chooseStudies(listed, other, context), query, other.where, shownOf).length,
    [listed, context, query, shownOf],
  );
  const undatedCount = useMemo(
    () => (period === '' || period === 'undated' ? 0 : countOf({ ...choice, period: 'undated' })),
    [period, choice, countOf],
  );
  const isRead = (!choice.isKept || isKeptRead) && (!choice.isFavourite || favourites.isRead);
  return { isRead, studies, undatedCount, countOf };
}

/** The day changes under a list that is left open overnight. */
function everyMinute(look: () => void): () => void {
  const timer = setInterval(look, 60_000);
  return () => clearInterval(timer);
}

function readToday(): string {
  return dayOf(new Date());
}
