import './list-toolbar.css';
import { type ReactNode, useMemo } from 'react';
import CopyCheck from 'lucide-react/icons/copy-check';
import Trash from 'lucide-react/icons/trash-2';
import type { StudySummary } from '../archive/archive-types.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { lazyAfterPaint, lazyPart } from '../ui/lazy-part.tsx';
import { type TextOf, useText } from '../ui/use-text.ts';
import { wordsLoaded } from '../ui/words-loaded.ts';
import { isOnlyHere } from './find-in-list.ts';
import type { ShownList } from './use-study-list.ts';

/** The list comes first; its place is kept, so that nothing moves when the filters come. */
const FilterBar = lazyAfterPaint(
  async () => (await Promise.all([import('./filter-bar.tsx'), wordsLoaded]))[0].FilterBar,
  () => <div className="filter-bar-place" />,
);

const SelectionToolbar = lazyPart(
  async () =>
    (await Promise.all([import('./selection-toolbar.tsx'), wordsLoaded]))[0].SelectionToolbar,
  () => <div className="filter-bar-place" />,
);

interface ListToolbarProps {
  readonly list: ShownList;
  /** null: studies are opened, not selected. */
  readonly chosen: readonly StudySummary[] | null;
  /** Selected too, and not in view. */
  readonly hiddenCount: number;
  readonly onSelect: (isSelecting: boolean) => void;
  readonly onSelectAll: () => void;
  readonly onDiscard: () => void;
}

export function ListToolbar(props: ListToolbarProps): ReactNode {
  const text = useText();
  const { list, chosen } = props;
  const { listed, found, trashCount } = list;
  const onlyHereCount = useMemo(() => listed.filter(isOnlyHere).length, [listed]);
  if (chosen !== null) {
    return <SelectionToolbar {...props} chosen={chosen} foundCount={found?.studies.length ?? 0} />;
  }
  const undatedCount = found?.undatedCount ?? 0;
  return (
    <div className="list-toolbar">
      <FilterBar
        listed={listed}
        choice={list.choice}
        onChoose={list.choose}
        query={list.words}
        onRecall={list.recall}
        countOf={list.countOf}
      />
      <p className="list-toolbar-count" role="status">
        {found === null ? null : foundWords(found.studies.length, listed.length, text)}
        {onlyHereCount === 0 ? null : ` · ${text('choose.onlyHere', { count: onlyHereCount })}`}
        {undatedCount === 0 ? null : ` · ${text('filter.undatedLeft', { count: undatedCount })}`}
      </p>
      <div className="list-toolbar-tools">
        {trashCount === 0 ? null : (
          <LinkButton variant="quiet" icon={Trash} href="/trash">
            {text('list.trashCount', { count: trashCount })}
          </LinkButton>
        )}
        <Button variant="quiet" icon={CopyCheck} onPress={() => props.onSelect(true)}>
          {text('list.select')}
        </Button>
      </div>
    </div>
  );
}

function foundWords(found: number, count: number, text: TextOf): string {
  return found === count ? text('list.count', { count }) : text('list.found', { found, count });
}
