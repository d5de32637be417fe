import { useCallback, useMemo, useState } from 'react';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { personSettingName, putInSetting, textsOf } from '../archive/settings.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useCurrentPerson, usePersonSetting } from '../live/use-person-setting.ts';
import { useSettingReading } from '../live/use-setting.ts';
import { type ListChoice, parseListChoice } from './list-choice.ts';

interface OwnChoice {
  readonly choice: ListChoice;
  /** False until it was read: a list drawn before that would be another one a moment later. */
  readonly isRead: boolean;
  readonly choose: (choice: ListChoice) => void;
}

/** What this person has chosen to see; what they choose next is kept for them alone. */
export function useListChoice(): OwnChoice {
  const { isRead, value, save } = usePersonSetting('list.choice');
  const [own, setOwn] = useState<ListChoice | null>(null);
  const kept = useMemo(() => parseListChoice(value), [value]);
  const choose = useCallback(
    (choice: ListChoice) => {
      setOwn(choice);
      // Not kept (a full device): it then holds for this visit.
      void save(choice);
    },
    [save],
  );
  return { choice: own ?? kept, isRead: isRead || own !== null, choose };
}

interface Favourites {
  readonly isRead: boolean;
  readonly keys: ReadonlySet<string>;
  readonly putAll: (
    keys: readonly string[],
    isFavourite: boolean,
  ) => Promise<Result<void, ArchiveFailure>>;
}

/** The studies that this person, and nobody else, has starred. */
export function useFavourites(): Favourites {
  const archive = useArchive();
  const name = personSettingName(useCurrentPerson()?.id ?? 'nobody', 'list.favourites');
  const { isRead, value } = useSettingReading(name);
  const keys = useMemo(() => new Set(textsOf(value)), [value]);
  const putAll = useCallback(
    (keys: readonly string[], isFavourite: boolean) =>
      putInSetting(archive, name, keys, isFavourite),
    [archive, name],
  );
  return { isRead, keys, putAll };
}
