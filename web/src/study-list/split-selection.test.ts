import { expect, it } from 'vitest';
import { studySummary } from '../testing/study-summary.ts';
import { splitSelection } from './split-selection.ts';

const [a, b, c] = ['a', 'b', 'c'].map((key) => studySummary({ key }));

it('leaves out what a search typed later hides: a mass deed had discarded studies that nobody saw', () => {
  const listed = [a, b, c].filter((study) => study !== undefined);
  const selected = new Set(['a', 'b', 'gone']);
  expect(splitSelection(listed, listed, selected)).toEqual({ inView: [a, b], hiddenCount: 0 });
  expect(splitSelection(listed, listed.slice(1), selected)).toEqual({
    inView: [b],
    hiddenCount: 1,
  });
  expect(splitSelection(listed, [], selected)).toEqual({ inView: [], hiddenCount: 2 });
  expect(splitSelection(listed, listed, null)).toEqual({ inView: [], hiddenCount: 0 });
});
