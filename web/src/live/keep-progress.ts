import { useSyncExternalStore } from 'react';
import { createStore } from './store.ts';

/** What is being done for a kept study, in instances. */
export interface KeepProgress {
  readonly phase: 'fetching' | 'verifying';
  readonly done: number;
  readonly total: number;
}

const store = createStore<ReadonlyMap<string, KeepProgress>>(new Map());

export const keepProgress = {
  set(key: string, progress: KeepProgress): void {
    store.set(new Map(store.get()).set(key, progress));
  },
  end(key: string): void {
    const next = new Map(store.get());
    if (next.delete(key)) store.set(next);
  },
};

/** What is being done right now to have kept studies here, by study key. */
export function useKeepProgress(): ReadonlyMap<string, KeepProgress> {
  return useSyncExternalStore(store.subscribe, store.get);
}
