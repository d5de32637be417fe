import { useEffect } from 'react';
import { showToast } from '../../ui/toast-queue.ts';
import { useText } from '../../ui/use-text.ts';
import { useSession } from './viewer-context.ts';

/**
 * Says what nothing in sight would say: what a gesture took back; an undo of what somebody else has changed
 * since, or a star that the disk refused, which did not happen. A mark that could not be saved says so itself.
 */
export function useToldDeeds(): void {
  const text = useText();
  const { book } = useSession();
  useEffect(() => {
    let told = book.store.get().announcedCount;
    return book.store.subscribe(() => {
      const { announced, announcedCount, visible } = book.store.get();
      if (announcedCount === told) return;
      told = announcedCount;
      const saysItself = visible.some(({ saving }) => saving.kind === 'failed');
      if (announced === 'taken-back') {
        const redo = { label: text('viewer.redo'), run: () => void book.redo() };
        showToast(text('mark.takenBack'), { action: redo });
      } else if (announced === 'changed-since') showToast(text('mark.changedSince'));
      else if (announced === 'not-saved' && !saysItself) {
        showToast(text('mark.notSaved'), { tone: 'failed' });
      }
    });
  }, [book, text]);
}
