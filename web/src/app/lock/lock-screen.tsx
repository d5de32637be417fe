import './lock-screen.css';
import { type ReactNode, useEffect, useState } from 'react';
import Fingerprint from 'lucide-react/icons/fingerprint-pattern';
import Users from 'lucide-react/icons/users';
import { countDevice } from '../../archive/erase-device.ts';
import { readPasskeys, unlockWithPasskey } from '../../archive/passkey.ts';
import { type Guarded } from '../../archive/person-passphrase.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useGuarded } from '../../live/use-guarded.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { ThemeChoice } from '../settings/theme-choice.tsx';
import { Forgotten } from './forgotten.tsx';
import { UnderCoverNotice, useCoverNews } from './under-cover-notice.tsx';
import { PassphraseForm, RecoveryForm } from './unlock-forms.tsx';

interface LockScreenProps {
  /** The address names a study: it opens after unlocking. Nothing about it is shown here. */
  readonly leadsToStudy: boolean;
}

/** All that is seen of a locked device; it knows nothing about what is behind it. */
export function LockScreen({ leadsToStudy }: LockScreenProps): ReactNode {
  const text = useText();
  const [way, setWay] = useState<'passphrase' | 'recovery' | 'forgotten'>('passphrase');
  const hasPasskey = useHasPasskey();
  const news = useCoverNews();
  const guarded = useGuarded() ?? [];
  const [whose, setWhose] = useState<string | null>(null);
  const person = guarded.find(({ personId }) => personId === whose) ?? null;
  return (
    <main className="lock-screen">
      <div className="lock-card">
        <BrandMark className="lock-mark" />
        <h1>{text('lock.title')}</h1>
        {leadsToStudy ? <p className="muted">{text('lock.thenStudy')}</p> : null}
        {news === null ? null : <UnderCoverNotice news={news} />}
        {way === 'passphrase' ? (
          <>
            {guarded.length === 0 ? null : (
              <WhoseTiles guarded={guarded} whose={person?.personId ?? null} onWhose={setWhose} />
            )}
            <PassphraseForm key={person?.personId ?? ''} person={person} />
          </>
        ) : null}
        {way === 'recovery' ? <RecoveryForm /> : null}
        {way === 'forgotten' ? (
          <Forgotten hasGuarded={guarded.length > 0} onRecovery={() => setWay('recovery')} />
        ) : null}
        <div className="lock-ways">
          {hasPasskey && way === 'passphrase' ? <PasskeyButton /> : null}
          {way === 'passphrase' ? (
            <>
              <Button variant="quiet" onPress={() => setWay('recovery')}>
                {text('lock.withRecovery')}
              </Button>
              <Button variant="quiet" onPress={() => setWay('forgotten')}>
                {text('lock.forgotten')}
              </Button>
            </>
          ) : (
            <Button variant="quiet" onPress={() => setWay('passphrase')}>
              {text('lock.withPassphrase')}
            </Button>
          )}
        </div>
      </div>
      <footer className="lock-foot">
        {/* Counted anew with each image that goes to the server behind the lock. */}
        <Unsent key={news?.images ?? 0} />
        <ThemeChoice />
        <p className="muted">{text('ui.reviewOnly')}</p>
      </footer>
    </main>
  );
}

interface WhoseTilesProps {
  readonly guarded: readonly Guarded[];
  readonly whose: string | null;
  readonly onWhose: (personId: string | null) => void;
}

/** Those with a passphrase of their own, by initials; and the one that opens the device for everybody. */
function WhoseTiles({ guarded, whose, onWhose }: WhoseTilesProps): ReactNode {
  const text = useText();
  return (
    <div className="lock-tiles" role="group" aria-label={text('lock.whose')}>
      <button
        type="button"
        className="lock-tile"
        aria-pressed={whose === null}
        onClick={() => onWhose(null)}
      >
        <Users className="icon" aria-hidden />
        <span>{text('lock.everybody')}</span>
      </button>
      {guarded.map(({ personId, initials }) => (
        <button
          key={personId}
          type="button"
          className="lock-tile"
          aria-pressed={whose === personId}
          aria-label={text('lock.personTile', { initials })}
          onClick={() => onWhose(personId)}
        >
          <span className="lock-tile-initials">{initials}</span>
        </button>
      ))}
    </div>
  );
}

/** How many studies exist on this device alone: a number, and nothing of whose they are. */
function Unsent(): ReactNode {
  const text = useText();
  const archive = useArchive();
  const [count, setCount] = useState(0);
  useEffect(() => {
    void countDevice(archive).then(
      (counted) => counted.ok && setCount(counted.value.onlyHere.studies),
    );
  }, [archive]);
  return count === 0 ? null : <p>{text('lock.unsent', { count })}</p>;
}

function useHasPasskey(): boolean {
  const archive = useArchive();
  const [has, setHas] = useState(false);
  useEffect(() => {
    void readPasskeys(archive).then((read) => setHas(read.ok && read.value.length > 0));
  }, [archive]);
  return has;
}

function PasskeyButton(): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [error, setError] = useState<string | null>(null);
  const unlock = async (): Promise<void> => {
    const unlocked = await unlockWithPasskey(archive);
    if (!unlocked.ok) setError(failureText(unlocked.failure));
  };
  return (
    <>
      {error === null ? null : (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <Button icon={Fingerprint} onPress={() => void unlock()}>
        {text('lock.withPasskey')}
      </Button>
    </>
  );
}
