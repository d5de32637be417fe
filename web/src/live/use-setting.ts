import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import { readSetting } from '../archive/settings.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

/** A value kept by `saveSetting`; null when there is none, and while locked. The caller checks its shape. */
export function useSetting(name: string): unknown {
  const store = settingStore(useArchive(), name);
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One setting, for those who are no component. */
export function settingStore(archive: Archive, name: string): Store<unknown> {
  return sharedStore(archive, `setting ${name}`, () => {
    let text = '';
    let last: unknown = null;
    return liveStore<void, unknown>({
      archive,
      empty: null,
      prepare: () => Promise.resolve(),
      watch: () => archive.db.setting.toArray(),
      async read() {
        const setting = await readSetting(archive, name);
        if (!setting.ok) return unchanged;
        // The same reference while it says the same, whichever other setting has changed.
        const next = JSON.stringify(setting.value);
        if (next !== text) last = setting.value;
        text = next;
        return last;
      },
      forget() {
        text = '';
        last = null;
      },
    });
  });
}
