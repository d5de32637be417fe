import { type FormEvent, type ReactNode, useState } from 'react';
import type { Person } from '../../archive/archive-types.ts';
import { removePersonPassphrase, setPersonPassphrase } from '../../archive/person-passphrase.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast-queue.ts';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { isUsable, NewPassphraseFields, noPassphrase } from '../lock/new-passphrase.tsx';
import { initialsOf } from './initials.ts';

interface OwnPassphraseDialogProps {
  readonly person: Person;
  readonly isGuarded: boolean;
  readonly onClose: () => void;
}

/** A passphrase of a person's own: set, changed, replaced where it is forgotten, or removed. */
export function OwnPassphraseDialog(props: OwnPassphraseDialogProps): ReactNode {
  const { person, isGuarded, onClose } = props;
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(noPassphrase);
  const [state, setState] = useState<'idle' | 'running' | { readonly error: string }>('idle');
  const { name } = person;
  const initials = initialsOf(name);
  const run = async (isRemoval: boolean): Promise<void> => {
    setState('running');
    const guard = { personId: person.id, initials };
    const done = isRemoval
      ? await removePersonPassphrase(archive, current, person.id)
      : await setPersonPassphrase(archive, current, guard, next.first);
    if (!done.ok) {
      setState({ error: failureText(done.failure) });
      return;
    }
    showToast(text(isRemoval ? 'people.ownRemoved' : 'people.ownSaved', { name }));
    onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (state !== 'running' && current !== '' && isUsable(next)) void run(false);
  };
  return (
    <Dialog
      title={text('people.ownTitle')}
      onClose={onClose}
      hasTyped={current + next.first !== ''}
    >
      <form className="form" onSubmit={submit}>
        <p className="muted">{text('people.ownWords', { name, initials })}</p>
        <TextField
          takesFocus
          type="password"
          label={text('people.ownCurrent', { name })}
          description={text('people.ownForgotten')}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={typeof state === 'object' ? state.error : null}
        />
        <NewPassphraseFields value={next} onChange={setNext} />
        <div className="form-actions">
          {isGuarded ? (
            <Button
              isDisabled={current === '' || state === 'running'}
              onPress={() => void run(true)}
            >
              {text('people.ownRemove')}
            </Button>
          ) : null}
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={state === 'running'}
            isDisabled={current === '' || !isUsable(next)}
          >
            {text('people.ownSet')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
