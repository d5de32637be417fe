import { useMemo, useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import { keptOf, keptStudiesSetting, type KeptStudy } from '../archive/kept-studies.ts';
import { useArchive } from './archive-provider.tsx';
import type { Store } from './store.ts';
import { settingStore } from './use-setting.ts';

/** The setting that holds what is kept. */
export function keptStore(archive: Archive): Store<unknown> {
  return settingStore(archive, keptStudiesSetting);
}

/** By study key, what somebody wants to stay on this device. */
export function useKept(): ReadonlyMap<string, KeptStudy> {
  const store = keptStore(useArchive());
  const value = useSyncExternalStore(store.subscribe, store.get);
  return useMemo(() => keptOf(value), [value]);
}
