import { createContext, useContext, useSyncExternalStore } from 'react';
import type { MarkBookState } from '../marks/mark-book.ts';
import { useObservable } from '../state/observable.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import type { PaneSetState } from '../state/pane-set.ts';
import type { ViewerSession } from './open-session.ts';

/** Around a pane: that pane; around everything else: the active one. */
export const ViewerContext = createContext<ViewerSession | null>(null);

/** The pane that a part of the viewer belongs to, with what it shares with the others. */
export function useSession(): ViewerSession {
  const session = useContext(ViewerContext);
  if (session === null) throw new Error('ViewerContext is not provided');
  return session;
}

/** A part of the viewer's state; `select` must give the same reference for the same state. */
export function useViewer<Part>(select: (state: ViewerState) => Part): Part {
  return useObservable(useSession().model.store, select);
}

/** A part of how the screen is divided. */
export function usePanes<Part>(select: (state: PaneSetState<ViewerSession>) => Part): Part {
  return useObservable(useSession().study.panes.store, select);
}

export function useMarkBook<Part>(select: (state: MarkBookState) => Part): Part {
  return useObservable(useSession().book.store, select);
}

/** Draws again when values of marks on other frames have been computed. */
export function useMarkValueChanges(): number {
  const { values } = useSession();
  return useSyncExternalStore(values.subscribe, values.version);
}
