import { useSyncExternalStore } from 'react';
import type { LockState } from '../archive/archive-types.ts';
import { useArchive } from './archive-provider.tsx';

export function useLockState(): LockState {
  const archive = useArchive();
  return useSyncExternalStore(archive.subscribeLock, archive.lockState);
}
