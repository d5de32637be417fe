import { useEffect, useState } from 'react';
import { useArchive } from '../../live/archive-provider.tsx';
import { savedViewOf, type SavedView } from '../state/saved-view.ts';
import type { TextLevel } from '../state/viewer-state.ts';
import { leftViewsOfPerson, readLeftViews, saveLeftView } from './left-views.ts';
import { useSession } from './viewer-context.ts';

/** How a study opens for the person who uses the device. */
export interface Opening {
  /** As they left it without closing it: the page was ended. */
  readonly view: SavedView | null;
  readonly textLevel: TextLevel | null;
}

/** Reads how a study was left; null until it is known. */
export function useOpening(studyKey: string): Opening | null {
  const archive = useArchive();
  const [opening, setOpening] = useState<Opening | null>(null);
  useEffect(() => {
    let isWanted = true;
    void readLeftViews(archive).then(({ textLevel, studies }) => {
      const view = studies.find(([key]) => key === studyKey)?.[1] ?? null;
      if (isWanted) setOpening({ view, textLevel });
    });
    return () => {
      isWanted = false;
    };
  }, [archive, studyKey]);
  return opening;
}

/** At most once in this time: a scroll through a stack must not wait for the disk. */
const everyMs = 700;

/**
 * Keeps how the study looks, sealed, as long as it is open, and forgets it when the person leaves the study by
 * their own will: the next time it opens as for the first time. Who comes back after their page was ended, or
 * after somebody else has used the device, finds it as it was.
 */
export function useKeepView(studyKey: string): void {
  const archive = useArchive();
  const { study } = useSession();
  useEffect(() => {
    const { panes } = study;
    const { pathname } = location;
    const name = leftViewsOfPerson(archive);
    let timer = 0;
    let kept = '';
    let saving: Promise<void> = Promise.resolve();
    const textLevel = (): TextLevel => panes.state.active.model.state.textLevel;
    const save = (): void => {
      clearTimeout(timer);
      timer = 0;
      const view = savedViewOf(panes);
      const words = JSON.stringify([view, textLevel()]);
      if (words === kept) return;
      kept = words;
      const level = textLevel();
      saving = saving.then(async () => saveLeftView(archive, await name, studyKey, view, level));
    };
    const saveSoon = (): void => {
      if (timer === 0) timer = window.setTimeout(save, everyMs);
    };
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') save();
    };
    const unsubscribe = panes.subscribe(saveSoon);
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('pagehide', save);
    return () => {
      unsubscribe();
      save();
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', save);
      // Locked: the address stays, and so does the view.
      if (location.pathname === pathname) return;
      const level = textLevel();
      void saving.then(async () => {
        // Handed over: the view waits for who left it.
        if ((await leftViewsOfPerson(archive)) !== (await name)) return;
        await saveLeftView(archive, await name, studyKey, null, level);
      });
    };
  }, [archive, study, studyKey]);
}
