import type { ReactNode } from 'react';
import FilterX from 'lucide-react/icons/filter-x';
import SearchX from 'lucide-react/icons/search-x';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/use-text.ts';
import { isFiltering, type ListChoice } from './list-choice.ts';

interface NothingFoundProps {
  readonly query: string;
  readonly choice: ListChoice;
  readonly onClear: () => void;
}

/** Says what left nothing to see, and how to see everything again. */
export function NothingFound({ query, choice, onClear }: NothingFoundProps): ReactNode {
  const text = useText();
  const isSearch = query.trim() !== '';
  const actions = (
    <Button icon={FilterX} onPress={onClear}>
      {text(isFiltering(choice) ? 'choose.clear' : 'list.clearSearch')}
    </Button>
  );
  return (
    <EmptyState
      icon={SearchX}
      title={text(isSearch ? 'list.noneFoundTitle' : 'list.noneFilteredTitle')}
      actions={actions}
    >
      {isSearch ? <p>{text('list.noneFoundWords', { query })}</p> : null}
      {isFiltering(choice) ? <p>{text(emptyKey(choice))}</p> : null}
    </EmptyState>
  );
}

function emptyKey(choice: ListChoice) {
  const isAlone = !isFiltering({ ...choice, where: 'all' });
  if (isAlone && choice.where === 'only-here') return 'list.noneOnlyHere';
  return isAlone && choice.where === 'on-server' ? 'list.noneOnServer' : 'choose.none';
}
