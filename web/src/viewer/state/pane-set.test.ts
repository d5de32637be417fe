import { describe, expect, it } from 'vitest';
import { FrameSource } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import { PaneSet } from './pane-set.ts';
import { ViewerModel, type ViewerFrames } from './viewer-model.ts';
import { stackOf } from './viewer-state.ts';

function stackOfSlices(id: string, kind: FrameStack['kind'] = 'frames'): FrameStack {
  const instance = { id, isLocal: true, SOPInstanceUID: id } as never;
  const frames = [0, 1, 2].map((frameIndex) => ({ instance, frameIndex }));
  return { id, series: {} as never, kind, objectKind: null, frames, isMultiFrame: false };
}

interface Opened {
  readonly set: PaneSet<{ readonly model: ViewerModel }>;
  readonly asked: string[];
}

function open(...stacks: readonly FrameStack[]): Opened {
  const asked: string[] = [];
  const frames: ViewerFrames = new FrameSource({
    load: ({ frame, isUrgent }) => {
      if (isUrgent) asked.push(`${frame.instance.id} ${String(frame.frameIndex)}`);
      return new Promise(() => undefined);
    },
    bytesMax: 100,
    inFlightMax: 1,
    onChange: () => undefined,
  });
  const set = new PaneSet(stacks, (paneId, now) => ({
    model: new ViewerModel(paneId, now, frames),
  }));
  set.state.active.model.openStack(0);
  return { set, asked };
}

const shownOf = ({ set }: Opened): readonly (string | undefined)[] =>
  set.state.shown.map(({ model }) => stackOf(model.state)?.id);

describe('panes', () => {
  it('opens the series that follow in new panes, and the same again when there are no more', () => {
    const opened = open(
      stackOfSlices('a'),
      stackOfSlices('report', 'not-an-image'),
      stackOfSlices('b'),
    );
    opened.set.setLayout('2x2');
    expect(shownOf(opened)).toEqual(['a', 'b', 'a', 'a']);
    expect(opened.asked).toContain('b 1');
  });

  it('keeps the active pane on the screen in a smaller layout, and brings the others back as they were', () => {
    const opened = open(
      stackOfSlices('a'),
      stackOfSlices('b'),
      stackOfSlices('c'),
      stackOfSlices('d'),
    );
    const { set } = opened;
    set.setLayout('2x2');
    const third = set.state.shown[2];
    if (third === undefined) throw new Error('no third pane');
    set.activate(third);
    third.model.goTo(2);
    set.setLayout('1x1');
    expect(shownOf(opened)).toEqual(['c']);
    set.setLayout('2x2');
    expect(shownOf(opened)).toEqual(['a', 'b', 'c', 'd']);
    expect(third.model.state.index).toBe(2);
  });

  it('lets a hidden pane ask for no frames', () => {
    const { set, asked } = open(stackOfSlices('a'), stackOfSlices('b'));
    set.setLayout('1x2');
    const hidden = set.state.shown[1];
    set.setLayout('1x1');
    asked.length = 0;
    hidden?.model.goTo(0);
    expect(asked).toEqual([]);
  });

  it('lights the same tool in all panes', () => {
    const { set } = open(stackOfSlices('a'), stackOfSlices('b'));
    set.setLayout('1x2');
    set.state.active.model.setTool('length');
    expect(set.state.shown.map(({ model }) => model.state.tool)).toEqual(['length', 'length']);
    set.setLayout('2x2');
    expect(set.all.map(({ model }) => model.state.tool)).toEqual(Array(4).fill('length'));
  });

  it('goes round the panes', () => {
    const { set } = open(stackOfSlices('a'), stackOfSlices('b'));
    set.setLayout('1x2');
    const [first, second] = set.state.shown;
    set.activateNeighbour(-1);
    expect(set.state.active).toBe(second);
    set.activateNeighbour(1);
    expect(set.state.active).toBe(first);
  });
});
