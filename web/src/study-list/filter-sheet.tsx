import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useText } from '../ui/use-text.ts';
import {
  ContentPicks,
  type FilterBarProps,
  GroupPick,
  PeriodPick,
  SortPick,
  Switches,
  WhereTabs,
} from './filter-picks.tsx';
import { withoutFilters } from './list-choice.ts';

interface FilterSheetProps extends FilterBarProps {
  readonly onClose: () => void;
}

/** All filters of a phone: tried out here, and said how many studies that leaves, before the list is changed. */
export function FilterSheet({ onClose, ...props }: FilterSheetProps): ReactNode {
  const text = useText();
  const [draft, setDraft] = useState(props.choice);
  const count = props.countOf(draft);
  const parts = { listed: props.listed, choice: draft, onChoose: setDraft };
  return (
    <Dialog
      title={text('filter.title')}
      onClose={onClose}
      isTall
      actions={
        <>
          <Button onPress={() => setDraft(withoutFilters(draft))}>{text('choose.clear')}</Button>
          <Button
            variant="primary"
            onPress={() => {
              props.onChoose(draft);
              onClose();
            }}
          >
            {text('filter.show', { count })}
          </Button>
        </>
      }
    >
      <div className="filter-sheet">
        <div className="filter-sheet-tabs">
          <WhereTabs {...parts} />
          <Switches {...parts} />
        </div>
        <PeriodPick {...parts} />
        <ContentPicks {...parts} />
        <GroupPick {...parts} />
        <SortPick {...parts} />
        <p className="visually-hidden" role="status">
          {text('filter.show', { count })}
        </p>
      </div>
    </Dialog>
  );
}
