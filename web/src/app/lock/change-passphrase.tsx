import { type FormEvent, type ReactNode, useState } from 'react';
import { changePassphrase } from '../../archive/lock.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast-queue.ts';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { isUsable, NewPassphraseFields, noPassphrase } from './new-passphrase.tsx';

/** Another passphrase for the same keys; nothing is encrypted anew, the recovery key stays. */
export function ChangePassphrase({ onDone }: { readonly onDone: () => void }): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(noPassphrase);
  const [state, setState] = useState<'idle' | 'running' | { readonly error: string }>('idle');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (state === 'running' || !isUsable(next)) return;
    setState('running');
    const changed = await changePassphrase(archive, current, next.first);
    if (!changed.ok) {
      setState({ error: failureText(changed.failure) });
      return;
    }
    showToast(text('setLock.changed'));
    onDone();
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        takesFocus
        type="password"
        label={text('setLock.current')}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        error={typeof state === 'object' ? state.error : null}
      />
      <NewPassphraseFields value={next} onChange={setNext} />
      <div className="form-actions">
        <Button onPress={onDone}>{text('ui.cancel')}</Button>
        <Button
          type="submit"
          variant="primary"
          isPending={state === 'running'}
          isDisabled={current === '' || !isUsable(next)}
        >
          {text('setLock.changeConfirm')}
        </Button>
      </div>
    </form>
  );
}
