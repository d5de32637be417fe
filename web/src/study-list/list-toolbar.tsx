import './list-toolbar.css';
import { type ReactNode, useMemo } from 'react';
import CopyCheck from 'lucide-react/icons/copy-check';
import Pin from 'lucide-react/icons/pin';
import Trash from 'lucide-react/icons/trash-2';
import type { StudySummary } from '../archive/archive-types.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { useText } from '../ui/use-text.ts';
import { FilterBar } from './filter-bar.tsx';
import { isOnlyHere } from './find-in-list.ts';
import type { ListChoice } from './list-choice.ts';

interface ListToolbarProps {
  readonly listed: readonly StudySummary[];
  readonly foundCount: number;
  readonly trashCount: number;
  readonly choice: ListChoice;
  readonly onChoose: (choice: ListChoice) => void;
  /** null: studies are opened, not selected. */
  readonly selectedCount: number | null;
  readonly onSelect: (isSelecting: boolean) => void;
  readonly onDiscard: () => void;
  readonly onKeep: () => void;
}

export function ListToolbar(props: ListToolbarProps): ReactNode {
  const text = useText();
  const { listed, foundCount, selectedCount } = props;
  const onlyHereCount = useMemo(() => listed.filter(isOnlyHere).length, [listed]);
  if (selectedCount !== null) return <SelectionToolbar {...props} selectedCount={selectedCount} />;
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
        <Button icon={Pin} isDisabled={selectedCount === 0} onPress={props.onKeep}>
          {text('choose.keepMany')}
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
