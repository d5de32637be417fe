import { type ReactNode, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import UserCheck from 'lucide-react/icons/user-check';
import UserPlus from 'lucide-react/icons/user-plus';
import type { Person } from '../../archive/archive-types.ts';
import { savePerson, setCurrentPerson } from '../../archive/people.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { usePeople } from '../../live/use-people.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Section } from '../../ui/page.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { type PersonDraft, PersonForm } from '../person-form.tsx';

export function PeopleSection(): ReactNode {
  const text = useText();
  const archive = useArchive();
  const { all, current } = usePeople();
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  return (
    <Section title={text('settings.people')} description={text('settings.peopleWords')}>
      <ul className="people">
        {all.map((person) => (
          <li key={person.id} className="person">
            <span className="person-words">
              <span className="person-name">{person.name}</span>
              <br />
              <span className="muted">{person.profession}</span>
            </span>
            {person.id === current?.id ? (
              <Chip tone="on-server" icon={UserCheck}>
                {text('settings.personCurrent')}
              </Chip>
            ) : (
              <Button onPress={() => void setCurrentPerson(archive, person.id)}>
                {text('settings.personUse', { name: person.name })}
              </Button>
            )}
            <IconButton
              icon={Pencil}
              label={text('settings.personEdit', { name: person.name })}
              onPress={() => setEditing(person)}
            />
          </li>
        ))}
      </ul>
      <div className="settings-actions">
        <Button icon={UserPlus} onPress={() => setEditing('new')}>
          {text('settings.personAdd')}
        </Button>
      </div>
      {editing === null ? null : (
        <PersonDialog
          person={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

interface PersonDialogProps {
  readonly person: Person | null;
  readonly onClose: () => void;
}

function PersonDialog({ person, onClose }: PersonDialogProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [error, setError] = useState<string | null>(null);
  const save = async (draft: PersonDraft): Promise<void> => {
    const saved = await savePerson(archive, person === null ? draft : { ...draft, id: person.id });
    if (!saved.ok) {
      setError(failureText(saved.failure));
      return;
    }
    // Who adds a person is about to hand the device over.
    if (person === null) await setCurrentPerson(archive, saved.value.id);
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
    >
      <PersonForm
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
