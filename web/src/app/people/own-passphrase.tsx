import { type FormEvent, type ReactNode, useState } from 'react';
import type { Person } from '../../archive/archive-types.ts';
import { switchToGuarded } from '../../archive/person-passphrase.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { ThrottleWords, useThrottle } from '../lock/use-throttle.tsx';

interface OwnPassphraseProps {
  readonly person: Person;
  readonly onBack: () => void;
  readonly onPicked: () => void;
}

/** Asks a person for their passphrase before the device is handed to them. */
export function OwnPassphrase({ person, onBack, onPicked }: OwnPassphraseProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const throttle = useThrottle();
  const [passphrase, setPassphrase] = useState('');
  const [state, setState] = useState<'idle' | 'running' | { readonly error: string }>('idle');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (state === 'running' || passphrase === '' || throttle.waitS > 0) return;
    setState('running');
    const switched = await switchToGuarded(archive, person.id, passphrase);
    if (switched.ok) {
      throttle.right();
      onPicked();
    } else if (switched.failure.code === 'PASSPHRASE_WRONG') {
      throttle.wrong();
      setState({ error: text('people.ownWrong', { name: person.name }) });
    } else setState({ error: failureText(switched.failure) });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <p className="muted">{text('people.ownHint')}</p>
      <TextField
        takesFocus
        type="password"
        label={text('people.ownPassphrase', { name: person.name })}
        autoComplete="current-password"
        value={passphrase}
        onChange={setPassphrase}
        error={typeof state === 'object' ? state.error : null}
      />
      <ThrottleWords throttle={throttle} />
      <div className="form-actions">
        <Button onPress={onBack}>{text('ui.cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          isPending={state === 'running'}
          isDisabled={passphrase === '' || throttle.waitS > 0}
        >
          {text('people.begin')}
        </Button>
      </div>
    </form>
  );
}
