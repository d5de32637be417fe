import { useLayoutEffect, useSyncExternalStore } from 'react';
import { forgetAtHandOver, forgetPersonTraces } from '../live/hand-over.ts';
import { createStore } from '../live/store.ts';
import type { People } from '../live/use-people.ts';
import { closeAllToasts } from '../ui/toast-queue.ts';
import { beginEra, isNobodysStep, navigate, ownerOfSteps, ownSteps } from './route.ts';

interface Seat {
  readonly personId: string;
  /** Nobody else uses this device: then nothing has to be put away. */
  readonly isAlone: boolean;
  /** Where they were when the lock closed. */
  readonly place: string | null;
}

/** Whose screens this page shows, or has shown before the lock closed; an opaque id. */
const seat = createStore<Seat | null>(null);

forgetAtHandOver(closeAllToasts);

/** The lock has closed: where several use the device, the address names no study any more. */
export function leaveSeat(): void {
  const left = seat.get();
  if (left === null || left.isAlone) return;
  seat.set({ ...left, place: location.pathname + location.search });
  navigate('/', { replace: true });
}

/**
 * Whose screens may be drawn now. At a hand-over null until what the one before has left is put away: it
 * then begins at the list. Who comes back after the lock finds the place where they were.
 */
export function useSeat({ current, all }: People): string | null {
  const id = current?.id ?? null;
  const isAlone = all.length < 2;
  const seated = useSyncExternalStore(seat.subscribe, seat.get);
  useLayoutEffect(() => {
    if (id === null) return;
    const before = seat.get();
    const owner = before?.personId ?? ownerOfSteps();
    const isUnknown = before === null && !isAlone && isNobodysStep();
    if (isUnknown || (owner !== null && owner !== id)) {
      forgetPersonTraces('hand-over');
      beginEra();
    } else if (typeof before?.place === 'string') navigate(before.place, { replace: true });
    ownSteps(id);
    seat.set({ personId: id, isAlone, place: null });
  }, [id, isAlone]);
  // Back after the lock: the place is being gone to.
  return seated?.personId === id && seated.place === null ? id : null;
}
