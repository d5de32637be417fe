import type { Archive } from '../archive/archive.ts';
import type { Store } from './store.ts';

const registries = new WeakMap<Archive, Map<string, Store<unknown>>>();

/**
 * One store per archive and name, so that two places that look at the same thing share one reading of it.
 * A name stands for one type of value: its hook is the only one that makes it.
 */
export function sharedStore<Value>(
  archive: Archive,
  name: string,
  make: () => Store<Value>,
): Store<Value> {
  const registry = registries.get(archive) ?? new Map<string, Store<unknown>>();
  registries.set(archive, registry);
  const known = registry.get(name) as Store<Value> | undefined;
  if (known !== undefined) return known;
  const store = make();
  registry.set(name, store);
  return store;
}
