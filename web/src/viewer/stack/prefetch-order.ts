/**
 * The order in which frames around `index` are fetched ahead: in the direction of scrolling two
 * thirds, behind one third, nearest first; every other index once, none twice, none outside.
 */
export function* prefetchOrder(
  index: number,
  direction: 1 | -1,
  count: number,
): Generator<number, void, void> {
  let ahead = 1;
  let behind = 1;
  const isInside = (candidate: number): boolean => candidate >= 0 && candidate < count;
  for (let turn = 0; ; turn += 1) {
    const aheadIndex = index + direction * ahead;
    const behindIndex = index - direction * behind;
    const hasAhead = isInside(aheadIndex);
    const hasBehind = isInside(behindIndex);
    if (!hasAhead && !hasBehind) return;
    if (hasAhead && (turn % 3 !== 2 || !hasBehind)) {
      ahead += 1;
      yield aheadIndex;
    } else if (hasBehind) {
      behind += 1;
      yield behindIndex;
    }
  }
}
