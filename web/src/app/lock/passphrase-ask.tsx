import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useText } from '../../ui/use-text.ts';

interface PassphraseAskProps {
  readonly words: string;
  readonly confirmLabel: string;
  /** Answers with a sentence when it did not work, null when it did. */
  readonly onPassphrase: (passphrase: string) => Promise<string | null>;
  readonly onCancel: () => void;
}

/** Asks for the passphrase before a change of the lock, though the device is open: somebody may have walked away. */
export function PassphraseAsk(props: PassphraseAskProps): ReactNode {
  const text = useText();
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isRunning || passphrase === '') return;
    setIsRunning(true);
    setError(await props.onPassphrase(passphrase));
    setIsRunning(false);
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <p className="muted">{props.words}</p>
      <TextField
        takesFocus
        type="password"
        label={text('setLock.current')}
        autoComplete="current-password"
        value={passphrase}
        onChange={setPassphrase}
        error={error}
      />
      <div className="form-actions">
        <Button onPress={props.onCancel}>{text('ui.cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          isPending={isRunning}
          isDisabled={passphrase === ''}
        >
          {props.confirmLabel}
        </Button>
      </div>
    </form>
  );
}
