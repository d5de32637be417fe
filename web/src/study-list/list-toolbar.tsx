import './list-toolbar.css';
import { type ReactNode, useMemo } from 'react';
import CopyCheck from 'lucide-react/icons/copy-check';
import Trash from 'lucide-react/icons/trash-2';
import type { StudySummary } from '../archive/archive-types.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { type TextOf, useText } from '../ui/use-text.ts';
import { isOnlyHere, type StudyFilter } from './find-in-list.ts';

interface ListToolbarProps {
  readonly listed: readonly StudySummary[];
  readonly foundCount: number;
  readonly trashCount: number;
  readonly filter: StudyFilter;
  readonly onFilter: (filter: StudyFilter) => void;
  /** null: studies are opened, not selected. */
  readonly selectedCount: number | null;
  readonly onSelect: (isSelecting: boolean) => void;
  readonly onDiscard: () => void;
}

export function ListToolbar(props: ListToolbarProps): ReactNode {
  const text = useText();
  const { listed, foundCount, selectedCount } = props;
  if (selectedCount !== null) return <SelectionToolbar {...props} selectedCount={selectedCount} />;
  return (
    <div className="list-toolbar">
      <FilterTabs {...props} />
      <p className="list-toolbar-count" role="status">
        {foundCount === listed.length
          ? text('list.count', { count: listed.length })
          : text('list.found', { found: foundCount, count: listed.length })}
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

function FilterTabs({ listed, filter, onFilter }: ListToolbarProps): ReactNode {
  const text = useText();
  const onlyHereCount = useMemo(() => listed.filter(isOnlyHere).length, [listed]);
  const serverCount = useMemo(
    () => listed.filter(({ whereabouts }) => whereabouts.serverCount > 0).length,
    [listed],
  );
  // Without a server every study is "only here": two more buttons would say nothing.
  if (serverCount === 0) return null;
  return (
    <div className="filter-tabs" role="group" aria-label={text('list.filter')}>
      {filters(text, listed.length, onlyHereCount, serverCount).map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          className="filter-tab"
          aria-pressed={filter === value}
          onClick={() => onFilter(value)}
        >
          {label} <span className="filter-tab-count">{text('ui.count', { count })}</span>
        </button>
      ))}
    </div>
  );
}

function filters(
  text: TextOf,
  all: number,
  onlyHere: number,
  onServer: number,
): readonly { readonly value: StudyFilter; readonly label: string; readonly count: number }[] {
  return [
    { value: 'all', label: text('list.filterAll'), count: all },
    { value: 'only-here', label: text('list.filterOnlyHere'), count: onlyHere },
    { value: 'on-server', label: text('list.filterOnServer'), count: onServer },
  ];
}

function SelectionToolbar(props: ListToolbarProps & { readonly selectedCount: number }): ReactNode {
  const text = useText();
  const { selectedCount } = props;
  return (
    <div className="list-toolbar">
      <p className="list-toolbar-count list-toolbar-selected" role="status">
        {text('list.selected', { count: selectedCount })}
      </p>
      <div className="list-toolbar-tools">
        <Button variant="secondary" onPress={() => props.onSelect(false)}>
          {text('list.selectDone')}
        </Button>
        <Button
          variant="danger"
          icon={Trash}
          isDisabled={selectedCount === 0}
          onPress={props.onDiscard}
        >
          {text('details.discard')}
        </Button>
      </div>
    </div>
  );
}
