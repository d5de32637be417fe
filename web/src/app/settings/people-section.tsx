import { type ReactNode, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import KeyRound from 'lucide-react/icons/key-round';
import UserCheck from 'lucide-react/icons/user-check';
import UserPlus from 'lucide-react/icons/user-plus';
import type { Person } from '../../archive/archive-types.ts';
import { savePerson, setCurrentPerson } from '../../archive/people.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useGuarded } from '../../live/use-guarded.ts';
import { useLockState } from '../../live/use-lock-state.ts';
import { usePeople } from '../../live/use-people.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { OwnPassphraseDialog } from '../people/own-passphrase-dialog.tsx';
import { PeopleDialog } from '../people/people-dialog.tsx';
import { type PersonDraft, PersonForm } from '../person-form.tsx';

export function PeopleSection(): ReactNode {
  const text = useText();
  const archive = useArchive();
  const { all, current } = usePeople();
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const hasLock = useLockState() === 'unlocked';
  const guarded = useGuarded();
  const isGuarded = ({ id }: Person): boolean =>
    guarded?.some(({ personId }) => personId === id) === true;
  const [choosing, setChoosing] = useState<Person | null>(null);
  const [added, setAdded] = useState<Person | null>(null);
  const [guarding, setGuarding] = useState<Person | null>(null);
  const switchTo = (person: Person): void => {
    if (isGuarded(person)) setChoosing(person);
    else void setCurrentPerson(archive, person.id);
  };
  return (
    <Section title={text('settings.people')} description={text('settings.peopleWords')}>
      <ul className="people">
        {all.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isCurrent={person.id === current?.id}
            isGuarded={isGuarded(person)}
            onSwitch={() => switchTo(person)}
            onGuard={hasLock ? () => setGuarding(person) : null}
            onEdit={() => setEditing(person)}
          />
        ))}
      </ul>
      <AddedNotice added={added} current={current} onSwitch={switchTo} />
      <div className="settings-actions">
        <Button icon={UserPlus} onPress={() => setEditing('new')}>
          {text('settings.personAdd')}
        </Button>
      </div>
      {choosing === null ? null : (
        <PeopleDialog chosen={choosing} onClose={() => setChoosing(null)} />
      )}
      {guarding === null ? null : (
        <OwnPassphraseDialog
          person={guarding}
          isGuarded={isGuarded(guarding)}
          onClose={() => setGuarding(null)}
        />
      )}
      {editing === null ? null : (
        <PersonDialog
          person={editing === 'new' ? null : editing}
          onAdded={setAdded}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

interface AddedNoticeProps {
  readonly added: Person | null;
  readonly current: Person | null;
  readonly onSwitch: (person: Person) => void;
}

/** Adding somebody hands nothing over: says who goes on, and offers the way to. */
function AddedNotice({ added, current, onSwitch }: AddedNoticeProps): ReactNode {
  const text = useText();
  if (added === null || current === null || added.id === current.id) return null;
  return (
    <Notice
      tone="on-server"
      icon={UserCheck}
      title={text('people.added', { name: added.name })}
      isLive
      actions={
        <Button onPress={() => onSwitch(added)}>
          {text('settings.personUse', { name: added.name })}
        </Button>
      }
    >
      {text('people.addedWords', { name: current.name })}
    </Notice>
  );
}

interface PersonRowProps {
  readonly person: Person;
  readonly isCurrent: boolean;
  readonly isGuarded: boolean;
  readonly onSwitch: () => void;
  /** null where there is no lock that a passphrase of one's own could open. */
  readonly onGuard: (() => void) | null;
  readonly onEdit: () => void;
}

function PersonRow(props: PersonRowProps): ReactNode {
  const { person, isCurrent, isGuarded, onSwitch, onGuard, onEdit } = props;
  const text = useText();
  return (
    <li className="person">
      <span className="person-words">
        <span className="person-name">{person.name}</span>
        <br />
        <span className="muted">{person.profession}</span>
      </span>
      <span className="person-tools">
        {isCurrent ? (
          <Chip tone="on-server" icon={UserCheck}>
            {text('settings.personCurrent')}
          </Chip>
        ) : (
          <Button onPress={onSwitch}>{text('settings.personUse', { name: person.name })}</Button>
        )}
        {onGuard === null ? null : (
          <IconButton
            icon={KeyRound}
            label={text('people.own', { name: person.name })}
            isPressed={isGuarded}
            onPress={onGuard}
          />
        )}
        <IconButton
          icon={Pencil}
          label={text('settings.personEdit', { name: person.name })}
          onPress={onEdit}
        />
      </span>
    </li>
  );
}

interface PersonDialogProps {
  readonly person: Person | null;
  readonly onAdded: (person: Person) => void;
  readonly onClose: () => void;
}

function PersonDialog({ person, onAdded, onClose }: PersonDialogProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [error, setError] = useState<string | null>(null);
  const [hasTyped, setTyped] = useState(false);
  const save = async (draft: PersonDraft): Promise<void> => {
    const saved = await savePerson(archive, person === null ? draft : { ...draft, id: person.id });
    if (!saved.ok) {
      setError(failureText(saved.failure));
      return;
    }
    if (person === null) onAdded(saved.value);
    onClose();
  };
  return (
    <Dialog
      title={
        person === null
          ? text('settings.personAdd')
          : text('settings.personEdit', { name: person.name })
      }
      onClose={onClose}
      hasTyped={hasTyped}
    >
      <PersonForm
        onTyped={setTyped}
        {...(person === null ? {} : { initial: person })}
        error={error}
        onSubmit={(draft) => void save(draft)}
        actions={
          <div className="form-actions">
            <Button onPress={onClose}>{text('ui.cancel')}</Button>
            <Button type="submit" variant="primary">
              {text('ui.save')}
            </Button>
          </div>
        }
      />
    </Dialog>
  );
}
