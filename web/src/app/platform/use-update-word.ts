import { useEffect, useSyncExternalStore } from 'react';
import { showToast } from '../../ui/toast-queue.ts';
import { useText } from '../../ui/use-text.ts';
import { readAppUpdate, subscribeAppUpdate } from '../app-update.ts';
import { useRoute } from '../route.ts';

/** Says once, to one who reads a study, that a newer version waits until it is closed; nothing is offered there. */
export function useUpdateWord(): void {
  const text = useText();
  const { isWaiting } = useSyncExternalStore(subscribeAppUpdate, readAppUpdate);
  const isReading = useRoute().screen === 'study';
  useEffect(() => {
    if (isWaiting && isReading) showToast(text('update.afterStudy'));
    // Another study that is opened meanwhile is another reading.
  }, [isWaiting, isReading, text]);
}
