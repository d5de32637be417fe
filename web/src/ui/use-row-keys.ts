import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { RowPlaces, RowView } from './use-row-view.ts';
import { rowAfterKey } from './virtual-window.ts';

interface RowKeysParts {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly view: RowView;
  readonly rowCount: number;
  /** Rows take no focus: keys scroll the list itself. */
  readonly isOnlyRead: boolean;
  readonly placeOf?: RowPlaces;
}

/**
 * Answers with the row whose controls the Tab key reaches. Arrow keys, Home, End and the page keys move
 * it. The list hears the keys of the controls in its rows, so it needs no role of its own for them.
 */
export function useRowKeys(parts: RowKeysParts): number {
  const { scroller, view, rowCount, isOnlyRead, placeOf } = parts;
  const [activeIndex, setActiveIndex] = useState(0);
  const active = Math.min(activeIndex, Math.max(0, rowCount - 1));
  const moveByKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const pageRows = Math.max(1, Math.floor(view.heightPx / view.rowPx) - 1);
    const next = rowAfterKey(event.key, active, pageRows, rowCount);
    if (next === null) return;
    event.preventDefault();
    setActiveIndex(next);
    view.focusRow(next, placeOf);
  });
  const followFocus = useEffectEvent((event: FocusEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const index = Number(row?.getAttribute('data-row') ?? Number.NaN);
    if (!Number.isNaN(index)) setActiveIndex(index);
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    if (isOnlyRead) {
      element.setAttribute('tabindex', '0');
      return undefined;
    }
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('keydown', (event) => moveByKey(event), { signal });
    element.addEventListener('focusin', (event) => followFocus(event), { signal });
    return () => listening.abort();
  }, [scroller, isOnlyRead]);
  return active;
}
