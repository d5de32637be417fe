/** Where the groups of a long list lie: each a head and, while it is open, its rows, all rows equally high. */
export interface GroupLayout {
  readonly headPx: number;
  readonly rowPx: number;
  /** Of each group, and one past the last: where it begins. */
  readonly topsPx: Float64Array;
  /** Of each group, and one past the last: its head's number among all heads and shown rows. */
  readonly firstLines: Uint32Array;
}

/** `shownCounts`: rows of each group that are shown, 0 for one that is closed. */
export function layOutGroups(
  shownCounts: readonly number[],
  headPx: number,
  rowPx: number,
): GroupLayout {
  const topsPx = new Float64Array(shownCounts.length + 1);
  const firstLines = new Uint32Array(shownCounts.length + 1);
  let topPx = 0;
  let line = 0;
  for (const [index, count] of shownCounts.entries()) {
    topPx += headPx + count * rowPx;
    line += 1 + count;
    topsPx[index + 1] = topPx;
    firstLines[index + 1] = line;
  }
  return { headPx, rowPx, topsPx, firstLines };
}

/** The last index whose value is at most `value`; values never fall. */
function lastAtMost(values: Float64Array | Uint32Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface GroupPart {
  readonly group: number;
  /** Rows of the group that are drawn: from, and one past the last. */
  readonly from: number;
  readonly to: number;
}

const overscanPx = 600;

/** The groups in sight and the rows of each that are, with some beyond the edges. */
export function partsInSight(
  layout: GroupLayout,
  scrollTopPx: number,
  viewHeightPx: number,
): readonly GroupPart[] {
  const { topsPx, firstLines, headPx, rowPx } = layout;
  const groupCount = topsPx.length - 1;
  if (groupCount === 0 || rowPx <= 0) return [];
  const startPx = Math.max(0, scrollTopPx - overscanPx);
  const endPx = scrollTopPx + viewHeightPx + overscanPx;
  const parts: GroupPart[] = [];
  const first = Math.min(lastAtMost(topsPx, startPx), groupCount - 1);
  for (let group = first; group < groupCount && (topsPx[group] ?? 0) < endPx; group += 1) {
    const rowsPx = (topsPx[group] ?? 0) + headPx;
    const count = (firstLines[group + 1] ?? 0) - (firstLines[group] ?? 0) - 1;
    const clamp = (row: number): number => Math.min(count, Math.max(0, row));
    const from = clamp(Math.floor((startPx - rowsPx) / rowPx));
    parts.push({ group, from, to: Math.max(from, clamp(Math.ceil((endPx - rowsPx) / rowPx))) });
  }
  return parts;
}

export interface LinePlace {
  readonly topPx: number;
  readonly heightPx: number;
  /** What stays at the upper edge and would cover it. */
  readonly coveredPx: number;
}

/** Where the head or row of that number lies. */
export function placeOfLine(layout: GroupLayout, line: number): LinePlace {
  const { topsPx, firstLines, headPx, rowPx } = layout;
  const group = lastAtMost(firstLines, line);
  const topPx = topsPx[group] ?? 0;
  const row = line - (firstLines[group] ?? 0) - 1;
  if (row < 0) return { topPx, heightPx: headPx, coveredPx: 0 };
  return { topPx: topPx + headPx + row * rowPx, heightPx: rowPx, coveredPx: headPx };
}
