import { type ReactNode, useState } from 'react';
import BookmarkPlus from 'lucide-react/icons/bookmark-plus';
import Pencil from 'lucide-react/icons/pencil';
import { IconButton } from '../ui/button.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { useText } from '../ui/use-text.ts';
import type { FilterBarProps } from './filter-picks.tsx';
import { everything, isSameChoice, withoutFilters } from './list-choice.ts';
import { savedFilterOf } from './saved-filters.ts';
import { useSavedFilters } from './use-saved-filters.ts';

const SaveFilterDialog = lazyPart(
  async () => (await import('./saved-dialogs.tsx')).SaveFilterDialog,
);
const SavedFiltersDialog = lazyPart(
  async () => (await import('./saved-dialogs.tsx')).SavedFiltersDialog,
);

/** Filters under names, one press each; a second press shows everything again. */
export function SavedChips({ choice, query, onRecall }: FilterBarProps): ReactNode {
  const text = useText();
  const saved = useSavedFilters();
  const [isManaging, setIsManaging] = useState(false);
  const current = savedFilterOf(saved.all, choice, query);
  return (
    <>
      {saved.all.length === 0 ? null : (
        <span className="saved-chips" role="group" aria-label={text('filter.savedTitle')}>
          {saved.all.map((one) => (
            <button
              key={one.id}
              type="button"
              className="filter-tab saved-chip"
              aria-pressed={one === current}
              onClick={() =>
                one === current
                  ? onRecall(withoutFilters(choice), '')
                  : onRecall(one.choice, one.query)
              }
            >
              <bdi>{one.name}</bdi>
            </button>
          ))}
          <IconButton
            icon={Pencil}
            label={text('filter.manage')}
            onPress={() => setIsManaging(true)}
          />
        </span>
      )}
      {isManaging ? (
        <SavedFiltersDialog
          saved={saved.all}
          onRename={saved.rename}
          onRemove={saved.remove}
          onClose={() => setIsManaging(false)}
        />
      ) : null}
    </>
  );
}

/** Saves what is chosen now; there is nothing to save in what has a name already, and in the whole list. */
export function SaveChip({ choice, query }: FilterBarProps): ReactNode {
  const text = useText();
  const saved = useSavedFilters();
  const [isAsking, setIsAsking] = useState(false);
  const isPlain = query.trim() === '' && isSameChoice(choice, everything);
  if (isPlain || savedFilterOf(saved.all, choice, query) !== null) return null;
  return (
    <>
      <button
        type="button"
        className="filter-tab filter-open"
        aria-haspopup="dialog"
        onClick={() => setIsAsking(true)}
      >
        <BookmarkPlus className="icon-small" aria-hidden />
        {text('filter.save')}
      </button>
      {isAsking ? (
        <SaveFilterDialog
          saved={saved.all}
          choice={choice}
          query={query}
          onSave={(name) => saved.add(name, choice, query)}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  );
}
