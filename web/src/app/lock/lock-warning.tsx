import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useText } from '../../ui/use-text.ts';

interface LockWarningProps {
  /** Seconds until the lock closes. */
  readonly leftS: number;
  readonly onStay: () => void;
}

/** An export is being written, and the lock is about to end it: any touch keeps both. */
export function LockWarning({ leftS, onStay }: LockWarningProps): ReactNode {
  const text = useText();
  return (
    <Dialog
      isAlert
      title={text('lockWarning.title')}
      onClose={onStay}
      actions={
        <Button variant="primary" onPress={onStay}>
          {text('lockWarning.stay')}
        </Button>
      }
    >
      <p>{text('lockWarning.words')}</p>
      <p className="muted" role="timer">
        {text('lockWarning.left', { seconds: leftS })}
      </p>
    </Dialog>
  );
}
