import { useMemo } from 'react';
import { editSetting, personSettingName } from '../archive/settings.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useCurrentPerson } from '../live/use-person-setting.ts';
import { useSetting } from '../live/use-setting.ts';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText } from '../ui/use-text.ts';
import type { ListChoice } from './list-choice.ts';
import {
  isSameName,
  parseSavedFilters,
  putBack,
  type SavedFilter,
  savedFiltersSetting,
  withSaved,
} from './saved-filters.ts';

interface SavedFilters {
  readonly all: readonly SavedFilter[];
  readonly add: (name: string, choice: ListChoice, query: string) => void;
  readonly rename: (filter: SavedFilter, name: string) => void;
  readonly remove: (filter: SavedFilter) => void;
}

/** What this person has saved; each change can be taken back from the message that tells of it. */
export function useSavedFilters(): SavedFilters {
  const archive = useArchive();
  const text = useText();
  const failureText = useFailureText();
  const setting = personSettingName(useCurrentPerson()?.id ?? 'nobody', savedFiltersSetting);
  const value = useSetting(setting);
  const all = useMemo(() => parseSavedFilters(value), [value]);
  type Change = (saved: readonly SavedFilter[]) => readonly SavedFilter[];
  const edit = async (change: Change): Promise<boolean> => {
    const done = await editSetting(archive, setting, (now) => change(parseSavedFilters(now)));
    if (!done.ok) showToast(failureText(done.failure), { tone: 'failed' });
    return done.ok;
  };
  const tell = async (words: string, change: Change, undo: Change): Promise<void> => {
    if (!(await edit(change))) return;
    showToast(words, { action: { label: text('ui.undo'), run: () => void edit(undo) } });
  };
  return {
    all,
    add(name, choice, query) {
      const added: SavedFilter = { id: crypto.randomUUID(), name: name.trim(), choice, query };
      const before = all.findIndex((one) => isSameName(one.name, name));
      const replaced = all[before];
      void tell(
        text('filter.saved', { name: added.name }),
        (saved) => withSaved(saved, added),
        (saved) => {
          const others = saved.filter(({ id }) => id !== added.id);
          return replaced === undefined ? others : putBack(others, replaced, before);
        },
      );
    },
    rename(filter, name) {
      const called =
        (words: string): Change =>
        (saved) =>
          saved.map((one) => (one.id === filter.id ? { ...one, name: words } : one));
      void tell(
        text('filter.renamed', { name: name.trim() }),
        called(name.trim()),
        called(filter.name),
      );
    },
    remove(filter) {
      const at = all.findIndex(({ id }) => id === filter.id);
      void tell(
        text('filter.removed', { name: filter.name }),
        (saved) => saved.filter(({ id }) => id !== filter.id),
        (saved) => putBack(saved, filter, at),
      );
    },
  };
}
