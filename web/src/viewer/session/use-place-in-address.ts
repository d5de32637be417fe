import { useEffect } from 'react';
import { useSession } from './viewer-context.ts';

/** So long after the last change the address is written: browsers limit how often it may be. */
const settleMs = 300;

/**
 * Opens where the address says (`?series=2&frame=57`, counted from 1) and keeps the address up to date,
 * so that a reload, a link and the way back lead to the same frame. Numbers only: nothing about a
 * patient is ever part of an address.
 */
export function usePlaceInAddress(): void {
  const { model } = useSession();
  useEffect(() => {
    const { stackIndex, index } = placeOf(location.search);
    model.openStack(Math.min(stackIndex, Math.max(0, model.state.stacks.length - 1)), index);
    let timer = 0;
    let written = '';
    const write = (): void => {
      const { state } = model;
      const search = `?series=${String(state.stackIndex + 1)}&frame=${String(state.shown.index + 1)}`;
      if (search === written) return;
      written = search;
      history.replaceState(history.state, '', `${location.pathname}${search}`);
    };
    const { pathname } = location;
    const unsubscribe = model.store.subscribe(() => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        // The person has left the study meanwhile: its place must not be written onto another address.
        if (location.pathname === pathname) write();
      }, settleMs);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [model]);
}

/** Reads the place from an address; what is no number, or none, is the beginning. 0-based. */
export function placeOf(search: string): { readonly stackIndex: number; readonly index: number } {
  const query = new URLSearchParams(search);
  const indexOf = (name: string): number => {
    const text = query.get(name) ?? '';
    return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) - 1 : 0;
  };
  return { stackIndex: indexOf('series'), index: indexOf('frame') };
}
