/** Which rows of a long list are drawn: those in sight and a few beyond, never more. */
export interface VirtualWindow {
  /** 0-based, first row drawn. */
  readonly start: number;
  /** One past the last row drawn. */
  readonly end: number;
}

/** Rows drawn beyond the edge: enough for a flick of the finger between two frames. */
const overscanRows = 6;

export function virtualWindow(
  scrollTopPx: number,
  viewHeightPx: number,
  rowHeightPx: number,
  rowCount: number,
): VirtualWindow {
  if (rowHeightPx <= 0 || rowCount === 0) return { start: 0, end: 0 };
  const first = Math.floor(Math.max(0, scrollTopPx) / rowHeightPx);
  const visibleRows = Math.ceil(viewHeightPx / rowHeightPx) + 1;
  const start = Math.min(Math.max(0, first - overscanRows), rowCount);
  const end = Math.min(rowCount, first + visibleRows + overscanRows);
  return { start: Math.min(start, end), end };
}

/** Where a list must be scrolled to for a row to be wholly in sight; null when it is already. */
export function scrollTopFor(
  row: { readonly topPx: number; readonly heightPx: number; readonly coveredPx?: number },
  scrollTopPx: number,
  viewHeightPx: number,
): number | null {
  const topPx = row.topPx - (row.coveredPx ?? 0);
  const bottomPx = row.topPx + row.heightPx;
  if (topPx < scrollTopPx) return topPx;
  if (bottomPx > scrollTopPx + viewHeightPx) return bottomPx - viewHeightPx;
  return null;
}

/** Where a key leads from a row; null for keys that do not move in a list. */
export function rowAfterKey(
  key: string,
  rowIndex: number,
  pageRows: number,
  rowCount: number,
): number | null {
  const last = rowCount - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, rowIndex + 1);
    case 'ArrowUp':
      return Math.max(0, rowIndex - 1);
    case 'PageDown':
      return Math.min(last, rowIndex + pageRows);
    case 'PageUp':
      return Math.max(0, rowIndex - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
