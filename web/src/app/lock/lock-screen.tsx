import './lock-screen.css';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import Fingerprint from 'lucide-react/icons/fingerprint-pattern';
import { resetPassphrase, unlockWithPassphrase } from '../../archive/lock.ts';
import { readPasskeys, unlockWithPasskey } from '../../archive/passkey.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { ThemeChoice } from '../settings/theme-choice.tsx';
import { isUsable, NewPassphraseFields, noPassphrase } from './new-passphrase.tsx';

interface LockScreenProps {
  /** The address names a study: it opens after unlocking. Nothing about it is shown here. */
  readonly leadsToStudy: boolean;
}

/** All that is seen of a locked device; it knows nothing about what is behind it. */
export function LockScreen({ leadsToStudy }: LockScreenProps): ReactNode {
  const text = useText();
  const [way, setWay] = useState<'passphrase' | 'recovery'>('passphrase');
  const hasPasskey = useHasPasskey();
  return (
    <main className="lock-screen">
      <div className="lock-card">
        <BrandMark className="lock-mark" />
        <h1>{text('lock.title')}</h1>
        {leadsToStudy ? <p className="muted">{text('lock.thenStudy')}</p> : null}
        {way === 'passphrase' ? <PassphraseForm /> : <RecoveryForm />}
        <div className="lock-ways">
          {hasPasskey && way === 'passphrase' ? <PasskeyButton /> : null}
          <Button
            variant="quiet"
            onPress={() => setWay(way === 'passphrase' ? 'recovery' : 'passphrase')}
          >
            {text(way === 'passphrase' ? 'lock.withRecovery' : 'lock.withPassphrase')}
          </Button>
        </div>
      </div>
      <footer className="lock-foot">
        <ThemeChoice />
        <p className="muted">{text('ui.reviewOnly')}</p>
      </footer>
    </main>
  );
}

function useHasPasskey(): boolean {
  const archive = useArchive();
  const [has, setHas] = useState(false);
  useEffect(() => {
    void readPasskeys(archive).then((read) => setHas(read.ok && read.value.length > 0));
  }, [archive]);
  return has;
}

function PassphraseForm(): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [passphrase, setPassphrase] = useState('');
  const [isShown, setIsShown] = useState(false);
  const [state, setState] = useState<'idle' | 'running' | { readonly error: string }>('idle');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (state === 'running' || passphrase === '') return;
    setState('running');
    const unlocked = await unlockWithPassphrase(archive, passphrase);
    if (!unlocked.ok) setState({ error: failureText(unlocked.failure) });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        takesFocus
        type={isShown ? 'text' : 'password'}
        label={text('lock.passphrase')}
        autoComplete="current-password"
        value={passphrase}
        onChange={setPassphrase}
        error={typeof state === 'object' ? state.error : null}
      />
      <Switch isSelected={isShown} onChange={setIsShown}>
        {text('lock.showPassphrase')}
      </Switch>
      <Button
        type="submit"
        variant="primary"
        isDisabled={passphrase === ''}
        isPending={state === 'running'}
      >
        {text(state === 'running' ? 'lock.unlocking' : 'lock.unlock')}
      </Button>
    </form>
  );
}

/** Who comes with the recovery key has no passphrase any more: the new one is set in the same step. */
function RecoveryForm(): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [state, setState] = useState<'idle' | 'running' | { readonly error: string }>('idle');
  const isReady = recoveryKey.trim() !== '' && isUsable(passphrase);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (state === 'running' || !isReady) return;
    setState('running');
    const unlocked = await resetPassphrase(archive, recoveryKey, passphrase.first);
    if (!unlocked.ok) setState({ error: failureText(unlocked.failure) });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        takesFocus
        isCode
        label={text('lock.recoveryKey')}
        description={text('lock.recoveryHint')}
        autoComplete="off"
        value={recoveryKey}
        onChange={setRecoveryKey}
        error={typeof state === 'object' ? state.error : null}
      />
      <NewPassphraseFields value={passphrase} onChange={setPassphrase} />
      <Button type="submit" variant="primary" isDisabled={!isReady} isPending={state === 'running'}>
        {text(state === 'running' ? 'lock.unlocking' : 'lock.unlock')}
      </Button>
    </form>
  );
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
