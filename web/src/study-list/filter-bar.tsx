import './filter-bar.css';
import { type ReactNode, useState } from 'react';
import ChevronsDownUp from 'lucide-react/icons/chevrons-down-up';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import FilterX from 'lucide-react/icons/filter-x';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { Button, IconButton } from '../ui/button.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { useMedia } from '../ui/use-media.ts';
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
import { everything, isFiltering, type ListChoice, withoutFilters } from './list-choice.ts';
import { SaveChip, SavedChips } from './saved-chips.tsx';
import { useClosedGroups } from './use-closed-groups.ts';

const FilterSheet = lazyPart(async () => (await import('./filter-sheet.tsx')).FilterSheet);

/** Filters that go together, and the order. A phone has them on a sheet behind one button. */
export function FilterBar(props: FilterBarProps): ReactNode {
  const text = useText();
  // On a phone on its side, too: filters in two lines would leave the list none.
  const isNarrow = useMedia('(width < 44rem), (height < 36rem)');
  const { choice, onChoose } = props;
  if (isNarrow) return <FilterLine {...props} />;
  return (
    <div className="filter-bar filter-bar-wide" role="group" aria-label={text('list.filter')}>
      <SavedChips {...props} />
      <WhereTabs {...props} />
      <Switches {...props} />
      <PeriodPick {...props} />
      <ContentPicks {...props} />
      <SaveChip {...props} />
      {isFiltering(choice) ? (
        <Button variant="quiet" icon={FilterX} onPress={() => onChoose(withoutFilters(choice))}>
          {text('choose.clear')}
        </Button>
      ) : null}
      <CloseAllButton grouping={choice.grouping} />
      <GroupPick {...props} />
      <SortPick {...props} />
    </div>
  );
}

/** One line that scrolls: what is filtered by, and what was saved. */
function FilterLine(props: FilterBarProps): ReactNode {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  const count = activeCount(props.choice);
  return (
    <div className="filter-bar" role="group" aria-label={text('list.filter')}>
      <button
        type="button"
        className="filter-tab filter-open"
        aria-pressed={count > 0}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        <SlidersHorizontal className="icon-small" aria-hidden />
        {count === 0 ? text('filter.open') : text('filter.openCount', { count })}
      </button>
      <CloseAllButton grouping={props.choice.grouping} />
      <SavedChips {...props} />
      <SaveChip {...props} />
      {isOpen ? <FilterSheet {...props} onClose={() => setIsOpen(false)} /> : null}
    </div>
  );
}

/** Closes all groups, or opens all. */
function CloseAllButton({ grouping }: Pick<ListChoice, 'grouping'>): ReactNode {
  const text = useText();
  const { closed, save } = useClosedGroups(grouping);
  if (grouping === 'none') return null;
  const { isAllClosed } = closed;
  return (
    <IconButton
      icon={isAllClosed ? ChevronsUpDown : ChevronsDownUp}
      className="filter-close-all"
      label={text(isAllClosed ? 'filter.group.openAll' : 'filter.group.closeAll')}
      onPress={() => save({ isAllClosed: !isAllClosed, except: [] })}
    />
  );
}

/** How many filters are on. */
function activeCount(choice: ListChoice): number {
  const names = [
    'where',
    'isToday',
    'isMine',
    'isKept',
    'isFavourite',
    'modality',
    'species',
  ] as const;
  const isPeriod = choice.period === '' ? 0 : 1;
  return names.filter((name) => choice[name] !== everything[name]).length + isPeriod;
}
