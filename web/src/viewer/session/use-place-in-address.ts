import { useEffect, useRef } from 'react';
import { openingStackOf } from '../stack/opening-place.ts';
import { restoreView } from '../state/saved-view.ts';
import { keepLastPlace, takeLastPlace } from './last-place.ts';
import type { Opening } from './use-left-view.ts';
import { useSession } from './viewer-context.ts';

/** So long after the last change the address is written, and at the latest so long after the first: browsers limit how often it may be. */
const settleMs = 300;
const settleMaxMs = 1000;

/**
 * Opens as the person left it when the page was ended, where the address says (`?series=2&frame=57`, counted
 * from 1), else where the study's picture in
 * the list comes from, and keeps the address up to date,
 * so that a reload, a link and the way back lead to the same frame. Numbers only: nothing about a
 * patient is ever part of an address.
 */
export function usePlaceInAddress(thumbnailInstanceId: string | null, opening: Opening): void {
  const { model, study } = useSession();
  // Only the picture at the moment of opening counts: a later one must not move anybody.
  const opened = useRef({ pictured: thumbnailInstanceId, opening });
  useEffect(() => {
    const { pictured, opening: left } = opened.current;
    const { panes } = study;
    const { textLevel } = left;
    if (textLevel !== null) panes.state.active.model.store.set({ textLevel });
    const isBack = left.view !== null && restoreView(panes, left.view);
    const first = panes.state.active.model;
    const { stacks } = first.state;
    const { stackIndex, index } = placeOf(takeLastPlace(location.pathname) ?? location.search);
    // The address of a page that was ended says what its view says: nothing selected there is let go.
    const { state } = first;
    const isThere = stackIndex === state.stackIndex && (index ?? state.index) === state.index;
    if (isBack && (stackIndex === null || isThere)) return;
    const wanted = stackIndex ?? openingStackOf(stacks, pictured);
    first.openStack(Math.min(wanted, Math.max(0, stacks.length - 1)), index ?? undefined);
  }, [study]);
  useEffect(() => {
    let timer = 0;
    let waitsSince = 0;
    let written = '';
    const { pathname } = location;
    // Where the person wants to be: a frame that is still being decoded is shown a moment later.
    const searchNow = (): string =>
      `?series=${String(model.state.stackIndex + 1)}&frame=${String(model.state.index + 1)}`;
    const write = (): void => {
      clearTimeout(timer);
      timer = 0;
      const search = searchNow();
      // The person has left the study meanwhile: its place must not be written onto another address.
      if (search === written || location.pathname !== pathname) return;
      written = search;
      history.replaceState(history.state, '', `${pathname}${search}`);
    };
    const writeSoon = (): void => {
      const now = performance.now();
      if (timer === 0) waitsSince = now;
      clearTimeout(timer);
      timer = window.setTimeout(write, Math.min(settleMs, waitsSince + settleMaxMs - now));
    };
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') write();
    };
    const onEnd = (): void => {
      if (location.pathname === pathname) keepLastPlace(pathname, searchNow());
    };
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('pagehide', onEnd);
    // Back without a reload: it is where it was.
    const onShow = (): void => void takeLastPlace(pathname);
    window.addEventListener('pageshow', onShow);
    const unsubscribe = model.store.subscribe(writeSoon);
    // Another pane has become the active one.
    writeSoon();
    return () => {
      unsubscribe();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', onEnd);
      window.removeEventListener('pageshow', onShow);
    };
  }, [model]);
}

/** Reads the place from an address; null for what is no number, or not there. 0-based. */
export function placeOf(search: string): {
  readonly stackIndex: number | null;
  readonly index: number | null;
} {
  const query = new URLSearchParams(search);
  const indexOf = (name: string): number | null => {
    const text = query.get(name) ?? '';
    return /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) - 1 : null;
  };
  return { stackIndex: indexOf('series'), index: indexOf('frame') };
}
