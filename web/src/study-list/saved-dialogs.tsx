import './saved-dialogs.css';
import { type ReactNode, useId, useState } from 'react';
import Trash from 'lucide-react/icons/trash-2';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useWording } from '../ui/use-text.ts';
import { choiceWords } from './choice-words.ts';
import type { ListChoice } from './list-choice.ts';
import { isSameName, nameLengthMax, type SavedFilter } from './saved-filters.ts';

interface SaveFilterDialogProps {
  readonly saved: readonly SavedFilter[];
  readonly choice: ListChoice;
  readonly query: string;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for a name, and says what will be found under it. */
export function SaveFilterDialog(props: SaveFilterDialogProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const { saved, choice, query, onSave, onClose } = props;
  const parts = choiceWords(choice, query, wording);
  const [proposed] = useState(parts.join(' · ').slice(0, nameLengthMax));
  const [name, setName] = useState(proposed);
  const formId = useId();
  const taken = saved.find((one) => isSameName(one.name, name));
  return (
    <Dialog
      title={text('filter.saveTitle')}
      onClose={onClose}
      hasTyped={name !== proposed}
      actions={
        <>
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <button
            type="submit"
            form={formId}
            className="button button-primary"
            disabled={name.trim() === ''}
          >
            {text(taken === undefined ? 'filter.saveConfirm' : 'filter.replace')}
          </button>
        </>
      }
    >
      <form
        id={formId}
        className="saved-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          onSave(name);
          onClose();
        }}
      >
        <TextField
          label={text('filter.name')}
          value={name}
          onChange={setName}
          maxLength={nameLengthMax}
          takesFocus
          {...(taken === undefined
            ? {}
            : { description: text('filter.taken', { name: taken.name }) })}
        />
        <p className="muted">{text('filter.saveWords', { what: parts.join(' · ') })}</p>
      </form>
    </Dialog>
  );
}

interface SavedFiltersDialogProps {
  readonly saved: readonly SavedFilter[];
  readonly onRename: (filter: SavedFilter, name: string) => void;
  readonly onRemove: (filter: SavedFilter) => void;
  readonly onClose: () => void;
}

/** Other names for what was saved, and the end of it. */
export function SavedFiltersDialog(props: SavedFiltersDialogProps): ReactNode {
  const { text } = useWording();
  const { saved, onRename, onRemove, onClose } = props;
  return (
    <Dialog
      title={text('filter.savedTitle')}
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {text('list.selectDone')}
        </Button>
      }
    >
      {saved.length === 0 ? <p className="muted">{text('filter.noneSaved')}</p> : null}
      <ul className="saved-list">
        {saved.map((one) => (
          <SavedLine
            key={one.id}
            filter={one}
            others={saved.filter(({ id }) => id !== one.id)}
            onRename={onRename}
            onRemove={onRemove}
          />
        ))}
      </ul>
    </Dialog>
  );
}

interface SavedLineProps extends Pick<SavedFiltersDialogProps, 'onRename' | 'onRemove'> {
  readonly filter: SavedFilter;
  readonly others: readonly SavedFilter[];
}

function SavedLine({ filter, others, onRename, onRemove }: SavedLineProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const [name, setName] = useState(filter.name);
  const isTaken = others.some((one) => isSameName(one.name, name));
  const isNew = name.trim() !== '' && name.trim() !== filter.name && !isTaken;
  return (
    <li>
      <form
        className="saved-line"
        onSubmit={(event) => {
          event.preventDefault();
          if (isNew) onRename(filter, name);
        }}
      >
        <TextField
          label={text('filter.name')}
          value={name}
          onChange={setName}
          maxLength={nameLengthMax}
          error={isTaken ? text('filter.takenOther') : null}
          description={choiceWords(filter.choice, filter.query, wording).join(' · ')}
        />
        <div className="saved-line-deeds">
          {isNew ? <Button type="submit">{text('filter.rename')}</Button> : null}
          <IconButton
            icon={Trash}
            label={text('filter.remove', { name: filter.name })}
            onPress={() => onRemove(filter)}
          />
        </div>
      </form>
    </li>
  );
}
