import { useEffect, useState } from 'react';
import { readGuarded, type Guarded } from '../archive/person-passphrase.ts';
import { watchDatabase } from '../archive/watch-database.ts';
import { useArchive } from './archive-provider.tsx';

/** Who has a passphrase of their own; known while locked too. null until it was read. */
export function useGuarded(): readonly Guarded[] | null {
  const archive = useArchive();
  const [guarded, setGuarded] = useState<readonly Guarded[] | null>(null);
  useEffect(() => {
    return watchDatabase(
      () => archive.db.keyring.toCollection().primaryKeys(),
      () => {
        void readGuarded(archive).then((read) => read.ok && setGuarded(read.value));
      },
    );
  }, [archive]);
  return guarded;
}
