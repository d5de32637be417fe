import type { ReactNode } from 'react';
import Pin from 'lucide-react/icons/pin';
import Trash from 'lucide-react/icons/trash-2';
import type { StudySummary } from '../archive/archive-types.ts';
import { keepStudies } from '../archive/kept-studies.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText } from '../ui/use-text.ts';

interface SelectionToolbarProps {
  readonly chosen: readonly StudySummary[];
  readonly onSelect: (isSelecting: boolean) => void;
  readonly onDiscard: () => void;
}

/** What can be done with several studies at once. */
export function SelectionToolbar(props: SelectionToolbarProps): ReactNode {
  const text = useText();
  const keepChosen = useKeepMany();
  const { chosen } = props;
  return (
    <div className="list-toolbar">
      <p className="list-toolbar-count list-toolbar-selected" role="status">
        {text('list.selected', { count: chosen.length })}
      </p>
      <div className="list-toolbar-tools">
        <Button variant="secondary" onPress={() => props.onSelect(false)}>
          {text('list.selectDone')}
        </Button>
        <Button
          icon={Pin}
          isDisabled={chosen.length === 0}
          onPress={() => void keepChosen(chosen).then(() => props.onSelect(false))}
        >
          {text('choose.keepMany')}
        </Button>
        <Button
          variant="danger"
          icon={Trash}
          isDisabled={chosen.length === 0}
          onPress={props.onDiscard}
        >
          {text('details.discard')}
        </Button>
      </div>
    </div>
  );
}

function useKeepMany(): (studies: readonly StudySummary[]) => Promise<void> {
  const archive = useArchive();
  const text = useText();
  const failureText = useFailureText();
  return async (studies) => {
    const keys = studies.filter(({ isSample }) => !isSample).map(({ key }) => key);
    const done = await keepStudies(archive, keys);
    if (done.ok) showToast(text('choose.keepDone', { count: keys.length }));
    else showToast(failureText(done.failure), { tone: 'failed' });
  };
}
