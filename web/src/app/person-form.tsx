import { type FormEvent, type ReactNode, useState } from 'react';
import { type Choice, ChoiceGroup } from '../ui/choice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type TextOf, useText } from '../ui/use-text.ts';

const professions = [
  'radiologist',
  'physician',
  'veterinarian',
  'radiographer',
  'chiropractor',
  'podiatrist',
  'nurse',
  'other',
] as const;
type Profession = (typeof professions)[number];

export interface PersonDraft {
  readonly name: string;
  /** In the words of the language it was chosen in: it stands beside every mark as it was written. */
  readonly profession: string;
}

interface PersonFormProps {
  readonly initial?: PersonDraft;
  readonly onSubmit: (draft: PersonDraft) => void;
  /** Buttons; one of them submits. */
  readonly actions: ReactNode;
  readonly error: string | null;
  /** Whether words stand in it that are not those it began with. */
  readonly onTyped?: (hasTyped: boolean) => void;
}

/** Who makes the marks: a name and a profession. */
export function PersonForm({
  initial,
  onSubmit,
  actions,
  error,
  onTyped,
}: PersonFormProps): ReactNode {
  const text = useText();
  const [name, setName] = useState(initial?.name ?? '');
  const [profession, setProfession] = useState<Profession | null>(() =>
    professionOf(initial?.profession, text),
  );
  const [otherWords, setOtherWords] = useState(
    profession === 'other' ? (initial?.profession ?? '') : '',
  );
  const [isNameMissing, setIsNameMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') {
      setIsNameMissing(true);
      return;
    }
    const words =
      profession === null ? '' : profession === 'other' ? otherWords : text(`first.${profession}`);
    onSubmit({ name: name.trim(), profession: words.trim() });
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        takesFocus
        label={text('first.name')}
        description={text('first.nameHint')}
        maxLength={64}
        value={name}
        onChange={(value) => {
          setName(value);
          setIsNameMissing(false);
          onTyped?.(value !== (initial?.name ?? ''));
        }}
        error={isNameMissing ? text('first.nameMissing') : error}
      />
      <ChoiceGroup
        layout="segments"
        label={text('first.profession')}
        choices={professionChoices(text)}
        value={profession}
        onChange={setProfession}
      />
      {profession === 'other' ? (
        <TextField
          label={text('first.professionOther')}
          maxLength={64}
          value={otherWords}
          onChange={setOtherWords}
        />
      ) : null}
      {actions}
    </form>
  );
}

function professionChoices(text: TextOf): readonly Choice<Profession>[] {
  return professions.map((value) => ({ value, label: text(`first.${value}`) }));
}

function professionOf(words: string | undefined, text: TextOf): Profession | null {
  if (words === undefined || words === '') return null;
  return professions.find((value) => text(`first.${value}`) === words) ?? 'other';
}
