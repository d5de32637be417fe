import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { scrollTopFor } from './virtual-window.ts';

export interface RowView {
  readonly scrollTopPx: number;
  readonly heightPx: number;
  /** 0 until it is measured. */
  readonly rowPx: number;
  /** Of the heads of groups; as a row where there are none. */
  readonly headPx: number;
  /** To be called when the list was scrolled. */
  look(): void;
  /** Brings a row into sight and gives the focus to its `data-row-focus` element, once it is drawn. */
  focusRow(rowIndex: number, placeOf?: RowPlaces): void;
}

/** Where a row lies, in lists whose rows are not all equally high. */
export type RowPlaces = (rowIndex: number) => {
  readonly topPx: number;
  readonly heightPx: number;
  readonly coveredPx: number;
};

interface RowViewParts {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Has the height of one row, whatever sets it: theme, size of type, width of the window. */
  readonly probe: RefObject<HTMLDivElement | null>;
  readonly initialScrollTopPx: number;
  /** The same for the heads of groups. */
  readonly headProbe?: RefObject<HTMLDivElement | null>;
}

/** Measures a virtual list: where it is scrolled to, how high it and its rows are. */
export function useRowView(parts: RowViewParts): RowView {
  const { scroller, probe, headProbe = probe, initialScrollTopPx } = parts;
  const [startPx] = useState(initialScrollTopPx);
  const [view, setView] = useState({ scrollTopPx: startPx, heightPx: 0, rowPx: 0, headPx: 0 });
  const look = useCallback(() => {
    const element = scroller.current;
    const rowPx = probe.current?.getBoundingClientRect().height ?? 0;
    if (element === null) return;
    const headPx = headProbe.current?.getBoundingClientRect().height ?? 0;
    setView({ scrollTopPx: element.scrollTop, heightPx: element.clientHeight, rowPx, headPx });
  }, [scroller, probe, headProbe]);
  useLayoutEffect(() => {
    // Answers once at the start, too, before the first paint.
    const observer = new ResizeObserver(look);
    for (const { current } of [scroller, probe]) if (current !== null) observer.observe(current);
    return () => observer.disconnect();
  }, [look, scroller, probe]);

  // Only rows of full height make the list long enough to be put back to where it was.
  const isMeasured = view.rowPx > 0;
  useLayoutEffect(() => {
    if (isMeasured && startPx > 0) scroller.current?.scrollTo({ top: startPx });
  }, [isMeasured, scroller, startPx]);

  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const row = scroller.current?.querySelector(`[data-row="${wanted.current}"] [data-row-focus]`);
    if (!(row instanceof HTMLElement)) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  const focusRow = (rowIndex: number, placeOf?: RowPlaces): void => {
    wanted.current = rowIndex;
    const { rowPx } = view;
    const row = placeOf?.(rowIndex) ?? { topPx: rowIndex * rowPx, heightPx: rowPx };
    const top = scrollTopFor(row, view.scrollTopPx, view.heightPx);
    if (top !== null) scroller.current?.scrollTo({ top });
    look();
  };
  return { ...view, look, focusRow };
}
