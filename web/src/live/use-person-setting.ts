import { useCallback } from 'react';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Person } from '../archive/archive-types.ts';
import { personSettingName, saveSetting } from '../archive/settings.ts';
import { useArchive } from './archive-provider.tsx';
import { usePeople } from './use-people.ts';
import { useSettingReading } from './use-setting.ts';

/** Who is using the device now: the author of every mark; null until somebody has said so. */
export function useCurrentPerson(): Person | null {
  return usePeople().current;
}

export interface PersonSetting {
  /** False until it was read once. */
  readonly isRead: boolean;
  /** null when there is none; the caller checks its shape. */
  readonly value: unknown;
  /** Keeps a value that JSON can carry. */
  readonly save: (value: unknown) => Promise<Result<void, ArchiveFailure>>;
}

/**
 * A value that each person has for themselves (saved filters, favourites, last views); sealed on the disk.
 */
export function usePersonSetting(name: string): PersonSetting {
  const archive = useArchive();
  const fullName = personSettingName(useCurrentPerson()?.id ?? 'nobody', name);
  const { isRead, value } = useSettingReading(fullName);
  const save = useCallback(
    (next: unknown) => saveSetting(archive, fullName, next),
    [archive, fullName],
  );
  return { isRead, value, save };
}
