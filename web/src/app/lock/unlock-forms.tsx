import { type FormEvent, type ReactNode, useState } from 'react';
import { resetPassphrase, unlockWithPassphrase } from '../../archive/lock.ts';
import { type Guarded, unlockAsPerson } from '../../archive/person-passphrase.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { isUsable, NewPassphraseFields, noPassphrase } from './new-passphrase.tsx';
import { ThrottleWords, useThrottle } from './use-throttle.tsx';

/** `person`: whose own passphrase it is; null for the one that opens the device for everybody. */
export function PassphraseForm({ person }: { readonly person: Guarded | null }): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const throttle = useThrottle();
  const [passphrase, setPassphrase] = useState('');
  const [isShown, setIsShown] = useState(false);
  const [state, setState] = useState<'idle' | 'running' | { readonly error: string }>('idle');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (state === 'running' || passphrase === '' || throttle.waitS > 0) return;
    setState('running');
    const unlocked =
      person === null
        ? await unlockWithPassphrase(archive, passphrase)
        : await unlockAsPerson(archive, person.personId, passphrase);
    if (unlocked.ok) {
      throttle.right();
      return;
    }
    if (unlocked.failure.code === 'PASSPHRASE_WRONG') throttle.wrong();
    setState({ error: failureText(unlocked.failure) });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        takesFocus
        type={isShown ? 'text' : 'password'}
        label={
          person === null
            ? text('lock.passphrase')
            : text('lock.personTile', { initials: person.initials })
        }
        autoComplete="current-password"
        value={passphrase}
        onChange={setPassphrase}
        error={typeof state === 'object' ? state.error : null}
      />
      <ThrottleWords throttle={throttle} />
      <Switch isSelected={isShown} onChange={setIsShown}>
        {text('lock.showPassphrase')}
      </Switch>
      <Button
        type="submit"
        variant="primary"
        isDisabled={passphrase === '' || throttle.waitS > 0}
        isPending={state === 'running'}
      >
        {text(state === 'running' ? 'lock.unlocking' : 'lock.unlock')}
      </Button>
    </form>
  );
}

/** Who comes with the recovery key has no passphrase any more: the new one is set in the same step. */
export function RecoveryForm(): ReactNode {
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
