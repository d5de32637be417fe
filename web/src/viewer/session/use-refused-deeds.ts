import { useEffect } from 'react';
import { showToast } from '../../ui/toast-queue.ts';
import { useText } from '../../ui/use-text.ts';
import { useSession } from './viewer-context.ts';

/**
 * Says what was asked for and did not happen, where nothing in sight would say it: an undo of what somebody
 * else has changed since, a star that the disk refused. A mark that could not be saved says so itself.
 */
export function useRefusedDeeds(): void {
  const text = useText();
  const { book } = useSession();
  useEffect(() => {
    let told = book.store.get().announcedCount;
    return book.store.subscribe(() => {
      const { announced, announcedCount, visible } = book.store.get();
      if (announcedCount === told) return;
      told = announcedCount;
      const saysItself = visible.some(({ saving }) => saving.kind === 'failed');
      if (announced === 'changed-since') showToast(text('mark.changedSince'));
      else if (announced === 'not-saved' && !saysItself) {
        showToast(text('mark.notSaved'), { tone: 'failed' });
      }
    });
  }, [book, text]);
}
