import { describe, expect, it } from 'vitest';
import type { InstanceSummary, SeriesSummary } from '../../archive/archive-types.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import { initialViewerState, type ViewerState } from '../state/viewer-state.ts';
import { placesOf } from './picture-places.ts';

function stackOf(series: string, names: readonly string[], kind: FrameStack['kind'] = 'frames') {
  const frames = names.map((SOPInstanceUID) => ({
    instance: { SOPInstanceUID } as InstanceSummary,
    frameIndex: 0,
  }));
  const summary = { SeriesInstanceUID: series } as SeriesSummary;
  return {
    id: names[0] ?? '',
    series: summary,
    kind,
    objectKind: null,
    frames,
    isMultiFrame: false,
  } as FrameStack;
}

const state: ViewerState = {
  ...initialViewerState([
    stackOf('1', ['a', 'b']),
    stackOf('2', ['report'], 'not-an-image'),
    stackOf('2', ['c']),
    stackOf('2', ['d']),
  ]),
  stackIndex: 3,
};
type Book = Parameters<typeof placesOf>[2];
const book = (...names: readonly string[]): Book => {
  const refs = names.map((SOPInstanceUID) => ({ SOPInstanceUID, frameNumber: 1 }));
  return { visible: refs, keyImages: refs } as unknown as Book;
};

describe('which frames become pictures', () => {
  it('are those of marks and stars, each once, in the order of the study', () => {
    const places = [
      { stackIndex: 0, index: 1 },
      { stackIndex: 2, index: 0 },
    ];
    expect(placesOf('marked', state, book('c', 'b', 'c', 'gone'))).toEqual(places);
    expect(placesOf('key', state, book('c', 'b'))).toEqual(places);
  });

  it('are the images of the series on the screen, however many stacks it has, or of all', () => {
    const series = [
      { stackIndex: 2, index: 0 },
      { stackIndex: 3, index: 0 },
    ];
    expect(placesOf('series', state, book())).toEqual(series);
    expect(placesOf('study', state, book())).toHaveLength(4);
  });

  it('are none where nothing is shown', () => {
    expect(placesOf('shown', state, book())).toEqual([]);
  });
});
