import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import LockOpen from 'lucide-react/icons/lock-open';
import Sparkles from 'lucide-react/icons/sparkles';
import { Chip } from '../ui/chip.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useText } from '../ui/use-text.ts';
import { readAppUpdate, subscribeAppUpdate, takeUpdate } from './app-update.ts';
import { readOfflineReadiness, subscribeOfflineReadiness } from './offline-readiness.ts';

export function NotLockedChip({ href }: { readonly href: string }): ReactNode {
  const text = useText();
  return (
    <Chip tone="only-here" icon={LockOpen} href={href}>
      {text('app.notLocked')}
    </Chip>
  );
}

/** In the list alone: an update is never offered, let alone taken, while a study is being read. */
export function UpdateChip(): ReactNode {
  const text = useText();
  const { isWaiting } = useSyncExternalStore(subscribeAppUpdate, readAppUpdate);
  useOfflineReadyToast();
  if (!isWaiting) return null;
  const update = async (): Promise<void> => {
    const busy = await takeUpdate();
    if (busy !== null) {
      showToast(text(busy === 'study' ? 'app.updateBusyStudy' : 'app.updateBusyWork'));
    }
  };
  return (
    <button type="button" className="chip chip-link update-chip" onClick={() => void update()}>
      <Sparkles className="icon-small" aria-hidden />
      <span className="chip-label">{text('app.updateReady')}</span>
    </button>
  );
}

const toldKey = 'satchel.offline-told';

/** Told once on a device; after that the settings say it. */
function useOfflineReadyToast(): void {
  const text = useText();
  const { state } = useSyncExternalStore(subscribeOfflineReadiness, readOfflineReadiness);
  useEffect(() => {
    if (state !== 'ready' || localStorage.getItem(toldKey) !== null) return;
    localStorage.setItem(toldKey, 'yes');
    showToast(text('app.offlineReadyToast'));
  }, [state, text]);
}
