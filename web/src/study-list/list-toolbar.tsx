import './list-toolbar.css';
import { type ReactNode, useMemo } from 'react';
import CopyCheck from 'lucide-react/icons/copy-check';
import Trash from 'lucide-react/icons/trash-2';
import type { StudySummary } from '../archive/archive-types.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { lazyAfterPaint, lazyPart } from '../ui/lazy-part.tsx';
import { useText } from '../ui/use-text.ts';
import { isOnlyHere } from './find-in-list.ts';
import type { ListChoice } from './list-choice.ts';

/** The list comes first; its place is kept, so that nothing moves when the filters come. */
const FilterBar = lazyAfterPaint(
  async () => (await import('./filter-bar.tsx')).FilterBar,
  () => <div className="filter-bar-place" />,
);

const SelectionToolbar = lazyPart(
  async () => (await import('./selection-toolbar.tsx')).SelectionToolbar,
  () => <div className="filter-bar-place" />,
);

interface ListToolbarProps {
  readonly listed: readonly StudySummary[];
  readonly foundCount: number;
  readonly trashCount: number;
  readonly choice: ListChoice;
  readonly onChoose: (choice: ListChoice) => void;
  /** null: studies are opened, not selected. */
  readonly chosen: readonly StudySummary[] | null;
  readonly onSelect: (isSelecting: boolean) => void;
  readonly onDiscard: () => void;
}

export function ListToolbar(props: ListToolbarProps): ReactNode {
  const text = useText();
  const { listed, foundCount, chosen } = props;
  const onlyHereCount = useMemo(() => listed.filter(isOnlyHere).length, [listed]);
  if (chosen !== null) return <SelectionToolbar {...props} chosen={chosen} />;
  return (
    <div className="list-toolbar">
      <FilterBar listed={listed} choice={props.choice} onChoose={props.onChoose} />
      <p className="list-toolbar-count" role="status">
        {foundCount === listed.length
          ? text('list.count', { count: listed.length })
          : text('list.found', { found: foundCount, count: listed.length })}
        {onlyHereCount === 0 ? null : ` · ${text('choose.onlyHere', { count: onlyHereCount })}`}
      </p>
      <div className="list-toolbar-tools">
        {props.trashCount === 0 ? null : (
          <LinkButton variant="quiet" icon={Trash} href="/trash">
            {text('list.trashCount', { count: props.trashCount })}
          </LinkButton>
        )}
        <Button variant="quiet" icon={CopyCheck} onPress={() => props.onSelect(true)}>
          {text('list.select')}
        </Button>
      </div>
    </div>
  );
}
