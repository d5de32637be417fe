import { type ComponentType, lazy } from 'react';
import { wordsLoaded } from './words-loaded.ts';

/** A screen whose code, and whose words, come when it is first shown. */
export function lazyScreen<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return lazy(async () => {
    const [screen] = await Promise.all([load(), wordsLoaded]);
    return { default: screen };
  });
}
