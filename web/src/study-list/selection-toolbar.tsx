import type { ReactNode } from 'react';
import Check from 'lucide-react/icons/check';
import FileDown from 'lucide-react/icons/file-down';
import ListChecks from 'lucide-react/icons/list-checks';
import Pin from 'lucide-react/icons/pin';
import PinOff from 'lucide-react/icons/pin-off';
import Star from 'lucide-react/icons/star';
import StarOff from 'lucide-react/icons/star-off';
import Trash from 'lucide-react/icons/trash-2';
import type { StudySummary } from '../archive/archive-types.ts';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/use-text.ts';
import { useStudyDeeds } from './use-study-deeds.ts';

interface SelectionToolbarProps {
  readonly chosen: readonly StudySummary[];
  /** Selected too, but left out by words or filters: nothing is done with them. */
  readonly hiddenCount: number;
  /** How many the list shows: all of them can be selected at once. */
  readonly foundCount: number;
  readonly onSelectAll: () => void;
  readonly onSelect: (isSelecting: boolean) => void;
  readonly onDiscard: () => void;
}

/** What can be done with several studies at once. */
export function SelectionToolbar(props: SelectionToolbarProps): ReactNode {
  const text = useText();
  const deeds = useStudyDeeds();
  const { chosen, hiddenCount, foundCount, onSelect } = props;
  const isNone = chosen.length === 0;
  const areStarred = !isNone && deeds.areStarred(chosen);
  const areKept = !isNone && deeds.areKept(chosen);
  const isOnlySamples = chosen.every(({ isSample }) => isSample);
  const thenEnd = (deed: Promise<void>): void => void deed.then(() => onSelect(false));
  return (
    <div className="list-toolbar selection-toolbar" role="group" aria-label={text('deed.title')}>
      <p className="list-toolbar-count list-toolbar-selected" role="status">
        {text('list.selected', { count: chosen.length })}
        {hiddenCount === 0 ? null : ` · ${text('deed.hidden', { count: hiddenCount })}`}
      </p>
      <div className="list-toolbar-tools">
        <Button icon={Check} onPress={() => onSelect(false)}>
          {text('list.selectDone')}
        </Button>
        <Button icon={ListChecks} isDisabled={foundCount === 0} onPress={props.onSelectAll}>
          {text('deed.selectAll', { count: foundCount })}
        </Button>
        <Button
          icon={areStarred ? StarOff : Star}
          isDisabled={isNone}
          onPress={() => thenEnd(deeds.star(chosen, !areStarred))}
        >
          {text(areStarred ? 'deed.unstarMany' : 'deed.starMany')}
        </Button>
        <Button
          icon={areKept && !isOnlySamples ? PinOff : Pin}
          isDisabled={isOnlySamples}
          onPress={() => thenEnd(deeds.keep(chosen, !areKept))}
        >
          {text(areKept && !isOnlySamples ? 'deed.releaseMany' : 'choose.keepMany')}
        </Button>
        <Button icon={FileDown} isDisabled={isNone} onPress={() => deeds.exportThem(chosen)}>
          {text('export.open')}
        </Button>
        <Button variant="danger" icon={Trash} isDisabled={isNone} onPress={props.onDiscard}>
          {text('details.discard')}
        </Button>
      </div>
    </div>
  );
}
