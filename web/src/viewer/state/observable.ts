import { useSyncExternalStore } from 'react';

/** A value that can be watched; the viewer's state between two drawings. */
export interface Observable<State> {
  get(): State;
  /** Merges a change in; watchers hear of it at once. */
  set(change: Partial<State>): void;
  /** A function of its own, bound to nothing: React is handed it as it is. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createObservable<State extends object>(initial: State): Observable<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/**
 * Reads a part of the state; the component draws again when that part (by identity) has changed.
 * `select` must give the same reference for the same state.
 */
export function useObservable<State extends object, Part>(
  observable: Observable<State>,
  select: (state: State) => Part,
): Part {
  return useSyncExternalStore(observable.subscribe, () => select(observable.get()));
}
