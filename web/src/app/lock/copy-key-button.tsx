import { type ReactNode, useState } from 'react';
import Copy from 'lucide-react/icons/copy';
import type { Archive } from '../../archive/archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { useText } from '../../ui/use-text.ts';
import { clearCopiedKey } from './copied-key.ts';

type CopyState = 'none' | 'copied' | 'refused' | 'cleared';

interface KeyCopy {
  readonly state: CopyState;
  readonly copy: () => void;
}

/** Copies a recovery key, and takes it out of the clipboard again after a minute or when the lock closes. */
export function useKeyCopy(recoveryKey: string): KeyCopy {
  const archive = useArchive();
  const [state, setState] = useState<CopyState>('none');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(recoveryKey);
    } catch {
      return setState('refused');
    }
    setState('copied');
    clearWithLock(archive, recoveryKey, () => setState('cleared'));
  };
  return { state, copy: () => void copy() };
}

/** Outlives the sheet: it is closed before the minute is over. */
function clearWithLock(archive: Archive, recoveryKey: string, onEnd: () => void): void {
  const copied = clearCopiedKey(recoveryKey, () => {
    leave();
    onEnd();
  });
  const leave = archive.subscribeLock(() => {
    if (archive.lockState() === 'locked') copied.endNow();
  });
}

export function CopyKeyButton({ state, copy }: KeyCopy): ReactNode {
  const text = useText();
  return (
    <Button icon={Copy} onPress={copy}>
      {text(state === 'copied' ? 'ui.copied' : 'ui.copy')}
    </Button>
  );
}

/** What becomes of the copy, as nobody sees a clipboard. */
export function CopyKeyWords({ state }: Pick<KeyCopy, 'state'>): ReactNode {
  const text = useText();
  return (
    <p className="muted recovery-copy" role="status">
      {state === 'none' ? '' : text(`recovery.copy.${state}`)}
    </p>
  );
}
