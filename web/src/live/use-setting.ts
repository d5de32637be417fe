import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import { readSetting } from '../archive/settings.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import type { Store } from './store.ts';

/** A value kept by `saveSetting`; null when there is none, and while locked. The caller checks its shape. */
export function useSetting(name: string): unknown {
  return useSettingReading(name).value;
}

export interface SettingReading {
  /** False until it was read once: what is shown before that would change under a person's eyes. */
  readonly isRead: boolean;
  readonly value: unknown;
}

/** The same, for those who must not take "not read yet" for "there is none". */
export function useSettingReading(name: string): SettingReading {
  const store = settingStore(useArchive(), name);
  const value = useSyncExternalStore(store.subscribe, store.get);
  return { isRead: value !== undefined, value: value ?? null };
}

/** One setting, for those who are no component; undefined until it was read, null where there is none. */
export function settingStore(archive: Archive, name: string): Store<unknown> {
  return sharedStore(archive, `setting ${name}`, () => {
    let text = '';
    let last: unknown;
    return liveStore<void, unknown>({
      archive,
      empty: undefined,
      isEager: true,
      prepare: () => Promise.resolve(),
      watch: () => archive.db.setting.toArray(),
      async read() {
        const setting = await readSetting(archive, name);
        // One that can't be opened is as good as none; a list must not wait for it for ever.
        if (!setting.ok) return last === undefined ? null : unchanged;
        // The same reference while it says the same, whichever other setting has changed.
        const next = JSON.stringify(setting.value);
        if (next !== text) last = setting.value;
        text = next;
        return last;
      },
      forget() {
        text = '';
        last = undefined;
      },
    });
  });
}
