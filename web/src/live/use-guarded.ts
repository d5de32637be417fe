import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';
import { readGuarded, type Guarded } from '../archive/person-passphrase.ts';
import { useArchive } from './archive-provider.tsx';

/** Who has a passphrase of their own; known while locked too. null until it was read. */
export function useGuarded(): readonly Guarded[] | null {
  const archive = useArchive();
  const [guarded, setGuarded] = useState<readonly Guarded[] | null>(null);
  useEffect(() => {
    const subscription = liveQuery(() => archive.db.keyring.toCollection().primaryKeys()).subscribe(
      {
        next: () => {
          void readGuarded(archive).then((read) => read.ok && setGuarded(read.value));
        },
        error: () => undefined,
      },
    );
    return () => subscription.unsubscribe();
  }, [archive]);
  return guarded;
}
