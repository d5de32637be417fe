import { describe, expect, it } from 'vitest';
import { ok } from '#shared/failure/result.ts';
import { MarkBook } from '../marks/mark-book.ts';
import { MarkTools } from '../marks/mark-tools.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { Picture } from '../stage/picture.ts';
import { ViewerModel, type ViewerFrames } from '../state/viewer-model.ts';
import type { PointerKind, PointerSample } from './pointer-arbiter.ts';
import { ViewportGestures } from './viewport-gestures.ts';

const picture = {
  record: { StudyInstanceUID: '1', SeriesInstanceUID: '1.1', SOPInstanceUID: '1.1.1' },
  frameIndex: 0,
  shape: { Rows: 100, Columns: 100, pixelWidth: 1, pixelHeight: 1 },
} as unknown as Picture;

function open() {
  const frames = { focus: () => undefined, unfocus: () => undefined } as unknown as ViewerFrames;
  const frame = { frameIndex: 0, instance: { id: 'i', SOPInstanceUID: '1.1.1' } };
  const stack = { id: 's', frames: [frame] } as unknown as FrameStack;
  const model = new ViewerModel('pane', [stack], frames);
  const done = async () => ok(null);
  const book = new MarkBook({
    save: done,
    setPoints: done,
    setText: done,
    delete: done,
    undelete: done,
    setKeyImage: done,
  });
  const gestures = new ViewportGestures(model, new MarkTools(model, book));
  model.store.set({
    size: { width: 100, height: 100, devicePixelRatio: 1 },
    shown: { kind: 'picture', index: 0, picture },
  });
  model.setTool('length');
  return { model, book, gestures };
}

function at(kind: PointerKind, x: number, y: number): PointerSample {
  return { pointerId: 1, kind, x, y, atMs: 0, button: 0, shiftKey: false };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Rests at one place, then goes to another and lifts. */
function restAndDrag({ gestures }: ReturnType<typeof open>, kind: PointerKind): void {
  gestures.handle({ kind: 'stroke-start', pointer: at(kind, 20, 20) });
  gestures.handle({ kind: 'stroke-rest' });
  gestures.handle({ kind: 'stroke-move', at: { x: 60, y: 60 } });
  gestures.handle({ kind: 'stroke-end', at: { x: 60, y: 60 } });
}

describe('a finger that rests with a tool for marks lit', () => {
  it('looks and draws nothing, wherever it goes: it drew a mark', () => {
    const viewer = open();
    restAndDrag(viewer, 'touch');
    expect(viewer.book.store.get().visible).toEqual([]);
    expect(viewer.model.state).toMatchObject({ placement: { kind: 'none' }, draft: null });
  });

  it('keeps the point that was set before', () => {
    const viewer = open();
    viewer.gestures.handle({ kind: 'tap', pointer: at('touch', 10, 10), count: 1 });
    restAndDrag(viewer, 'touch');
    expect(viewer.model.state.placement.kind).toBe('anchored');
    expect(viewer.book.store.get().visible).toEqual([]);
  });

  it('draws with a pen, which rests before a careful line', () => {
    const viewer = open();
    restAndDrag(viewer, 'pen');
    expect(viewer.book.store.get().visible).toHaveLength(1);
  });
});

describe('a tap of two fingers', () => {
  const drawn = async (kind: PointerKind): Promise<number> => {
    const { gestures, book } = open();
    gestures.handle({ kind: 'tap', pointer: at(kind, 10, 10), count: 1 });
    gestures.handle({ kind: 'tap', pointer: at(kind, 50, 50), count: 1 });
    await settled();
    expect(book.store.get().visible).toHaveLength(1);
    gestures.handle({ kind: 'two-finger-tap' });
    await settled();
    return book.store.get().visible.length;
  };

  it('takes nothing back once a pen is known: the hand that holds the tablet made it', async () => {
    expect(await drawn('touch')).toBe(0);
    expect(await drawn('pen')).toBe(1);
  });
});
