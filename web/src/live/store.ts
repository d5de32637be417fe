/** A value that others watch; the same reference as long as nothing changed. */
export interface Store<Value> {
  readonly get: () => Value;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface WritableStore<Value> extends Store<Value> {
  readonly set: (value: Value) => void;
}

/** `onFirst` is called when the first listener comes and answers with what to do when the last has gone. */
export function createStore<Value>(
  initial: Value,
  onFirst: () => () => void = () => () => undefined,
): WritableStore<Value> {
  let value = initial;
  let onLast: (() => void) | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      onLast ??= onFirst();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        onLast?.();
        onLast = null;
      };
    },
  };
}
