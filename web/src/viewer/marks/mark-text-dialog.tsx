import { useState, type ReactNode } from 'react';
import { markTextLengthMax } from '#shared/annotation/mark.ts';
import { cleanText } from '#shared/sync/mark-op.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useText } from '../../ui/use-text.ts';
import { useMarkBook, useSession, useViewer } from '../session/viewer-context.ts';
import type { VisibleMark } from './mark-book.ts';

/** Asks for the text of the arrow that was just drawn, or whose text is to be changed. */
export function MarkTextDialog(): ReactNode {
  const markId = useViewer((state) => state.textOfMarkId);
  const mark = useMarkBook(({ visible }) => visible.find(({ id }) => id === markId));
  return mark === undefined ? null : <OpenDialog key={mark.id} mark={mark} />;
}

function OpenDialog({ mark }: { readonly mark: VisibleMark }): ReactNode {
  const text = useText();
  const { model, book } = useSession();
  const [typed, setTyped] = useState(mark.text);
  const close = (): void => model.store.set({ textOfMarkId: null });
  return (
    <Dialog title={text('mark.textTitle')} onClose={close} hasTyped={typed !== mark.text}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void book.setText(mark, cleanText(typed));
          close();
        }}
      >
        <TextField
          label={text('mark.textLabel')}
          value={typed}
          onChange={setTyped}
          description={text('mark.textHint', { count: markTextLengthMax })}
          maxLength={markTextLengthMax}
          autoComplete="off"
          takesFocus
        />
        <div className="dialog-actions">
          <Button variant="quiet" onPress={close}>
            {text(mark.text === '' ? 'mark.textSkip' : 'ui.cancel')}
          </Button>
          <Button variant="primary" type="submit">
            {text('mark.textSave')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
