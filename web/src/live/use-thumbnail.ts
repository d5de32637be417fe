import { useSyncExternalStore } from 'react';
import type { Archive } from '../archive/archive.ts';
import type { PreviewKind } from '../archive/archive-rows.ts';
import { readPreview } from '../archive/previews.ts';
import { useArchive } from './archive-provider.tsx';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import { createStore, type Store } from './store.ts';

/** Object URL of an instance's small picture for lists; null while there is none, and when locked. */
export function useThumbnail(instanceId: string | null): string | null {
  return usePicture(instanceId, 'thumbnail');
}

/** Object URL of the picture shown until the frame itself is decoded; few instances have one. */
export function usePreview(instanceId: string | null): string | null {
  return usePicture(instanceId, 'preview');
}

const noPicture = createStore<string | null>(null);

function usePicture(instanceId: string | null, kind: PreviewKind): string | null {
  const archive = useArchive();
  const store = instanceId === null ? noPicture : pictureStore(archive, instanceId, kind);
  return useSyncExternalStore(store.subscribe, store.get);
}

function pictureStore(
  archive: Archive,
  instanceId: string,
  kind: PreviewKind,
): Store<string | null> {
  return sharedStore(archive, `picture ${kind} ${instanceId}`, () =>
    liveStore<void, string | null>({
      archive,
      empty: null,
      prepare: () => Promise.resolve(),
      watch: () => archive.db.preview.get([instanceId, kind]),
      async read() {
        const picture = await readPreview(archive, instanceId, kind);
        if (!picture.ok) return unchanged;
        if (picture.value === null) return null;
        return URL.createObjectURL(picture.value);
      },
      release(url) {
        if (url !== null) URL.revokeObjectURL(url);
      },
    }),
  );
}
