import { useSyncExternalStore } from 'react';
import { useArchive } from '../live/archive-provider.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useText } from '../ui/use-text.ts';
import { type ImportSession, readImportSession, subscribeImportSession } from './import-session.ts';
import { type Picked, type PickedFile, type PickKind, pickFiles } from './picked-files.ts';

export function useImportSession(): ImportSession {
  return useSyncExternalStore(subscribeImportSession, readImportSession);
}

export interface AddFiles {
  /** Imports what was dropped or pasted. */
  readonly add: (picked: Picked) => void;
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
  const add = (picked: Picked): void => {
    if (picked.files.length + picked.unread.length === 0) {
      showToast(text('import.nothingPicked'));
      return;
    }
    const begin = async (): Promise<void> => {
      // Where room cannot be told, the store refuses file by file.
      if (!(await hasRoom(picked.files).catch(() => true))) return;
      if (readImportSession().isRunning) showToast(text('import.queued'));
      onStarted();
      const { addBatch } = await import('./import-queue.ts');
      const count = await addBatch(archive, picked);
      if (count > 0) showToast(text('import.skipped', { count }));
    };
    void begin().catch(() => showToast(text('import.notBegun')));
  };
  return {
    add,
    pick: (kind) =>
      void pickFiles(kind).then((files) => {
        // Cancelled: no word about it.
        if (files.length > 0) add({ files, unread: [] });
      }),
  };
}
