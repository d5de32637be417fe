import { useSyncExternalStore } from 'react';
import { useArchive } from '../live/archive-provider.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useText } from '../ui/use-text.ts';
import { takeOut } from './dropped-files.ts';
import { type ImportSession, readImportSession, subscribeImportSession } from './import-session.ts';
import { type Picked, type PickedFile, type PickKind, pickFiles } from './picked-files.ts';

export function useImportSession(): ImportSession {
  return useSyncExternalStore(subscribeImportSession, readImportSession);
}

export interface AddFiles {
  /** Imports what was pasted, or came from elsewhere. */
  readonly add: (picked: Picked) => void;
  /** Looks through what was dropped, and imports it; called while the event is going on. */
  readonly drop: (transfer: DataTransfer) => void;
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
      const isAdded = picked.isStopped !== true;
      if (isAdded && !(await hasRoom(picked.files).catch(() => true))) return;
      if (readImportSession().isRunning) showToast(text('import.queued'));
      onStarted();
      const { addBatch } = await import('./import-queue.ts');
      const count = await addBatch(archive, picked);
      if (count > 0) showToast(text('import.skipped', { count }));
    };
    void begin().catch(() => showToast(text('import.notBegun')));
  };
  const drop = (transfer: DataTransfer): void => {
    const dropped = takeOut(transfer);
    // A large folder takes its time: the screen that says how far it is comes at once.
    if (dropped.entries.some(({ isDirectory }) => isDirectory)) onStarted();
    const look = async (): Promise<void> => {
      const { lookThrough } = await import('./look-through.ts');
      const picked = await lookThrough(dropped);
      if (picked === null) showToast(text('import.lookedAway'));
      else add(picked);
    };
    void look().catch(() => showToast(text('import.notBegun')));
  };
  return {
    add,
    drop,
    pick: (kind) =>
      void pickFiles(kind).then((files) => {
        // Cancelled: no word about it.
        if (files.length > 0) add({ files, unread: [] });
      }),
  };
}
