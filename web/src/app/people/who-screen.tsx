import '../lock/lock-screen.css';
import type { ReactNode } from 'react';
import Lock from 'lucide-react/icons/lock';
import { lockArchive } from '../../archive/lock-archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useLockState } from '../../live/use-lock-state.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { useText } from '../../ui/use-text.ts';
import { PeoplePicker } from './people-picker.tsx';
import { useHandOverKeys } from './use-hand-over-keys.ts';

/** After the lock was opened by what opens it for everybody: nothing is shown before somebody says who they are. */
export function WhoScreen(): ReactNode {
  const text = useText();
  const archive = useArchive();
  const hasLock = useLockState() === 'unlocked';
  // The question that the other key asks is on the screen already.
  useHandOverKeys(() => undefined);
  return (
    <main className="lock-screen">
      <div className="lock-card">
        <BrandMark className="lock-mark" />
        <h1>{text('people.title')}</h1>
        <p className="muted">{text('people.whoWords')}</p>
        <PeoplePicker onPicked={() => undefined} />
        {hasLock ? (
          <Button variant="quiet" icon={Lock} onPress={() => lockArchive(archive)}>
            {text('people.lockNow')}
          </Button>
        ) : null}
      </div>
    </main>
  );
}
