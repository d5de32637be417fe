import type { StudySummary } from '../archive/archive-types.ts';
import { keepStudies, releaseStudies } from '../archive/kept-studies.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { askExport } from '../live/export-request.ts';
import { useKept } from '../live/use-kept.ts';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText } from '../ui/use-text.ts';
import { useFavourites } from './use-list-choice.ts';

type Studies = readonly StudySummary[];

interface StudyDeeds {
  /** Every one of them is: the deed is then the other way round. */
  readonly areStarred: (studies: Studies) => boolean;
  readonly areKept: (studies: Studies) => boolean;
  readonly star: (studies: Studies, isWanted: boolean) => Promise<void>;
  readonly keep: (studies: Studies, isWanted: boolean) => Promise<void>;
  readonly exportThem: (studies: Studies) => void;
}

/** What can be done with one study or many; each says what it has done, and how to take it back. */
export function useStudyDeeds(): StudyDeeds {
  const archive = useArchive();
  const text = useText();
  const failureText = useFailureText();
  const favourites = useFavourites();
  const kept = useKept();
  const tell = (words: string, undo: () => Promise<unknown>): void => {
    showToast(words, { action: { label: text('ui.undo'), run: () => void undo() } });
  };
  return {
    areStarred: (studies) => studies.every(({ key }) => favourites.keys.has(key)),
    areKept: (studies) => keepable(studies).every(({ key }) => kept.has(key)),
    async star(studies, isWanted) {
      // Only what is changed is changed back.
      const keys = studies
        .map(({ key }) => key)
        .filter((key) => favourites.keys.has(key) !== isWanted);
      const done = await favourites.putAll(keys, isWanted);
      if (!done.ok) {
        showToast(failureText(done.failure), { tone: 'failed' });
        return;
      }
      tell(text(isWanted ? 'deed.starred' : 'deed.unstarred', { count: keys.length }), () =>
        favourites.putAll(keys, !isWanted),
      );
    },
    async keep(studies, isWanted) {
      const keys = keepable(studies)
        .map(({ key }) => key)
        .filter((key) => kept.has(key) !== isWanted);
      const [change, changeBack] = isWanted
        ? [keepStudies, releaseStudies]
        : [releaseStudies, keepStudies];
      const done = await change(archive, keys);
      if (!done.ok) {
        showToast(failureText(done.failure), { tone: 'failed' });
        return;
      }
      tell(text(isWanted ? 'choose.keepDone' : 'deed.released', { count: keys.length }), () =>
        changeBack(archive, keys),
      );
    },
    exportThem: (studies) => askExport(studies.map(({ key }) => ({ studyKey: key, series: null }))),
  };
}

/** A sample is part of the app, and there as long as it is. */
function keepable(studies: Studies): Studies {
  return studies.filter(({ isSample }) => !isSample);
}
