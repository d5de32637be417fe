import { useSyncExternalStore } from 'react';
import { useArchive } from '../live/archive-provider.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useText } from '../ui/use-text.ts';
import {
  addBatch,
  type ImportSession,
  readImportSession,
  subscribeImportSession,
} from './import-session.ts';
import { type PickedFile, type PickKind, pickFiles } from './picked-files.ts';

export function useImportSession(): ImportSession {
  return useSyncExternalStore(subscribeImportSession, readImportSession);
}

export interface AddFiles {
  /** Imports what was dropped or pasted. */
  readonly add: (files: readonly PickedFile[]) => void;
  /** Lets the person pick first. */
  readonly pick: (kind: PickKind) => void;
}

/** `onStarted`: the way to the screen that shows the progress. `hasRoom` is asked before anything is read. */
export function useAddFiles(
  onStarted: () => void,
  hasRoom: (files: readonly PickedFile[]) => Promise<boolean>,
): AddFiles {
  const archive = useArchive();
  const text = useText();
  const add = (files: readonly PickedFile[]): void => {
    if (files.length === 0) {
      showToast(text('import.nothingPicked'));
      return;
    }
    void hasRoom(files).then((fits) => {
      if (!fits) return;
      if (readImportSession().isRunning) showToast(text('import.queued'));
      void addBatch(archive, files).then((count) => {
        if (count > 0) showToast(text('import.skipped', { count }));
      });
      onStarted();
    });
  };
  return {
    add,
    pick: (kind) =>
      void pickFiles(kind).then((files) => {
        // Cancelled: no word about it.
        if (files.length > 0) add(files);
      }),
  };
}
