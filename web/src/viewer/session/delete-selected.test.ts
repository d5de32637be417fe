import { describe, expect, it } from 'vitest';
import type { Mark } from '#shared/annotation/mark.ts';
import { ok } from '#shared/failure/result.ts';
import { MarkBook } from '../marks/mark-book.ts';
import { MarkTools } from '../marks/mark-tools.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { Picture } from '../stage/picture.ts';
import { ViewerModel, type ViewerFrames } from '../state/viewer-model.ts';
import { deleteSelected } from './delete-selected.ts';

const frameOf = (n: number) => ({
  frameIndex: 0,
  instance: { id: `i${String(n)}`, SOPInstanceUID: `1.${String(n)}` },
});
const stack = { id: 's', frames: [frameOf(1), frameOf(2)] } as unknown as FrameStack;

const mark = {
  id: 'm',
  kind: 'length',
  SOPInstanceUID: '1.2',
  frameNumber: 1,
  points: [
    { x: 1, y: 1 },
    { x: 5, y: 1 },
  ],
  text: '',
} as unknown as Mark;

async function open() {
  const frames = { focus: () => undefined, unfocus: () => undefined } as unknown as ViewerFrames;
  const model = new ViewerModel('pane', [stack], frames);
  const written: string[] = [];
  const book = new MarkBook({
    save: async () => ok(null),
    setPoints: async () => ok(null),
    setText: async () => ok(null),
    delete: async ({ id }) => {
      written.push(`delete ${id}`);
      return ok(null);
    },
    undelete: async () => ok(null),
    setKeyImage: async () => ok(null),
  });
  await book.create(mark);
  model.openStack(0, 0);
  const show = (index: number): void => {
    const picture = {
      record: { SOPInstanceUID: `1.${String(index + 1)}` },
      frameIndex: 0,
      shape: { Rows: 8, Columns: 8, pixelWidth: 1, pixelHeight: 1 },
    } as unknown as Picture;
    model.store.set({ shown: { kind: 'picture', index, picture } });
  };
  return { model, marks: new MarkTools(model, book), book, written, show };
}

describe('deleting the selected mark', () => {
  it('goes to a mark on another slice first: it was deleted unseen', async () => {
    const { model, marks, written, show } = await open();
    show(0);
    model.store.set({ selectedMarkId: 'm' });
    expect(deleteSelected({ model, marks })).toBe('shown');
    expect(written).toEqual([]);
    expect(model.state).toMatchObject({ index: 1, selectedMarkId: 'm' });
    show(1);
    expect(deleteSelected({ model, marks })).toBe('deleted');
    await Promise.resolve();
    expect(written).toEqual(['delete m']);
    expect(deleteSelected({ model, marks })).toBe('nothing');
  });
});
