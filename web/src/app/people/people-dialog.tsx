import type { ReactNode } from 'react';
import Lock from 'lucide-react/icons/lock';
import { lockArchive } from '../../archive/lock-archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useLockState } from '../../live/use-lock-state.ts';
import type { Person } from '../../archive/archive-types.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useText } from '../../ui/use-text.ts';
import { PeoplePicker } from './people-picker.tsx';

interface PeopleDialogProps {
  readonly onClose: () => void;
  /** Has been chosen already, and has a passphrase of their own. */
  readonly chosen?: Person;
}

/** Hands the device over, or locks it. */
export function PeopleDialog({ onClose, chosen }: PeopleDialogProps): ReactNode {
  const text = useText();
  const archive = useArchive();
  const hasLock = useLockState() === 'unlocked';
  return (
    <Dialog title={text('people.title')} onClose={onClose}>
      <PeoplePicker onPicked={onClose} {...(chosen === undefined ? {} : { chosen })} />
      <div className="people-lock">
        <p className="muted">{text(hasLock ? 'people.lockWords' : 'people.noLockWords')}</p>
        {hasLock ? (
          <Button icon={Lock} onPress={() => lockArchive(archive)}>
            {text('people.lockNow')}
          </Button>
        ) : (
          <LinkButton href="/settings">{text('people.setLock')}</LinkButton>
        )}
      </div>
    </Dialog>
  );
}
