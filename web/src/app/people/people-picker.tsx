import './people.css';
import { type ReactNode, useState } from 'react';
import KeyRound from 'lucide-react/icons/key-round';
import UserCheck from 'lucide-react/icons/user-check';
import UserPlus from 'lucide-react/icons/user-plus';
import type { Person } from '../../archive/archive-types.ts';
import { savePerson, setCurrentPerson } from '../../archive/people.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useGuarded } from '../../live/use-guarded.ts';
import { usePeople } from '../../live/use-people.ts';
import { Button } from '../../ui/button.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { type PersonDraft, PersonForm } from '../person-form.tsx';
import { initialsOf } from './initials.ts';
import { OwnPassphrase } from './own-passphrase.tsx';

interface PeoplePickerProps {
  /** Somebody has said who they are. */
  readonly onPicked: () => void;
  /** Has been chosen elsewhere, and has a passphrase of their own. */
  readonly chosen?: Person;
}

/** Everybody who uses this device, each a tile; and the way to one more. */
export function PeoplePicker({ onPicked, chosen }: PeoplePickerProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const { all, current } = usePeople();
  const guarded = useGuarded();
  const [step, setStep] = useState<'tiles' | 'new' | Person>(chosen ?? 'tiles');
  const [error, setError] = useState<string | null>(null);
  const back = (): void => setStep('tiles');
  const pick = async (person: Person): Promise<void> => {
    setError(null);
    if (person.id === current?.id) {
      onPicked();
      return;
    }
    if (guarded?.some(({ personId }) => personId === person.id) === true) {
      setStep(person);
      return;
    }
    const set = await setCurrentPerson(archive, person.id);
    if (set.ok) onPicked();
    else setError(failureText(set.failure));
  };
  if (step === 'new') return <NewPerson onBack={back} onPicked={onPicked} />;
  if (step !== 'tiles') return <OwnPassphrase person={step} onBack={back} onPicked={onPicked} />;
  return (
    <>
      {error === null ? null : (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <ul className="people-tiles" aria-label={text('people.title')}>
        {all.map((person) => (
          <li key={person.id}>
            <PersonTile
              person={person}
              isCurrent={person.id === current?.id}
              isGuarded={guarded?.some(({ personId }) => personId === person.id) === true}
              onPress={() => void pick(person)}
            />
          </li>
        ))}
      </ul>
      <Button icon={UserPlus} onPress={() => setStep('new')}>
        {text('people.add')}
      </Button>
    </>
  );
}

interface PersonTileProps {
  readonly person: Person;
  readonly isCurrent: boolean;
  readonly isGuarded: boolean;
  readonly onPress: () => void;
}

function PersonTile({ person, isCurrent, isGuarded, onPress }: PersonTileProps): ReactNode {
  const text = useText();
  return (
    <button
      type="button"
      className="person-tile"
      aria-current={isCurrent ? 'true' : undefined}
      onClick={onPress}
    >
      <span className="person-mark" aria-hidden>
        {initialsOf(person.name)}
      </span>
      <span className="person-tile-words">
        <span className="person-tile-name">{person.name}</span>
        <span className="muted">{person.profession}</span>
      </span>
      {isCurrent ? (
        <span className="person-tile-state">
          <UserCheck className="icon-small" aria-hidden />
          {text('people.current')}
        </span>
      ) : null}
      {isGuarded ? (
        <span className="person-tile-state">
          <KeyRound className="icon-small" aria-hidden />
          <span className="visually-hidden">{text('people.guarded')}</span>
        </span>
      ) : null}
    </button>
  );
}

interface NewPersonProps {
  readonly onBack: () => void;
  readonly onPicked: () => void;
}

function NewPerson({ onBack, onPicked }: NewPersonProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [error, setError] = useState<string | null>(null);
  const add = async (draft: PersonDraft): Promise<void> => {
    const saved = await savePerson(archive, draft);
    const set = saved.ok ? await setCurrentPerson(archive, saved.value.id) : saved;
    if (set.ok) onPicked();
    else setError(failureText(set.failure));
  };
  return (
    <PersonForm
      error={error}
      onSubmit={(draft) => void add(draft)}
      actions={
        <div className="form-actions">
          <Button onPress={onBack}>{text('ui.cancel')}</Button>
          <Button type="submit" variant="primary">
            {text('people.begin')}
          </Button>
        </div>
      }
    />
  );
}
