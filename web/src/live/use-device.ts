import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import { readDevice, type Device } from '../archive/device.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

/** This device and its server; null until read, and while locked. */
export function useDevice(): Device | null {
  const store = deviceStore(useArchive());
  return useSyncExternalStore(store.subscribe, store.get);
}

function deviceStore(archive: Archive): Store<Device | null> {
  return sharedStore(archive, 'device', () =>
    liveStore<void, Device | null>({
      archive,
      empty: null,
      prepare: () => Promise.resolve(),
      watch: () =>
        Promise.all([
          archive.db.setting.toArray(),
          archive.db.meta.get('install'),
          archive.db.meta.get('loss'),
        ]),
      async read() {
        const device = await readDevice(archive);
        return device.ok ? device.value : unchanged;
      },
    }),
  );
}
