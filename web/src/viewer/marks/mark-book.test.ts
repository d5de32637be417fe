import { describe, expect, it } from 'vitest';
import type { ImagePoint, Mark } from '#shared/annotation/mark.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { keyImageIdOf, type KeyImage } from '#shared/sync/key-images.ts';
import { MarkBook } from './mark-book.ts';
import type { MarkPorts } from './mark-ports.ts';

const points: readonly ImagePoint[] = [
  { x: 1, y: 1 },
  { x: 5, y: 1 },
];
const elsewhere: readonly ImagePoint[] = [
  { x: 2, y: 2 },
  { x: 6, y: 2 },
];

function mark(id: string): Mark {
  return {
    id,
    kind: 'length',
    StudyInstanceUID: '1.2',
    SeriesInstanceUID: '1.2.1',
    SOPInstanceUID: '1.2.1.1',
    frameNumber: 1,
    points,
    text: '',
    authorName: 'Ada Moss',
    authorProfession: 'Radiologist',
    createdAt: '2026-01-01T00:00:00Z',
    editedAt: '2026-01-01T00:00:00Z',
    editedConcurrently: false,
  };
}

/** An archive in memory that tells its marks to the book, as the real one's projection does. */
function archive(): {
  readonly ports: MarkPorts;
  readonly written: string[];
  readonly disk: Map<string, Mark>;
  isFull: boolean;
  book: MarkBook | null;
} {
  const full: Result<never, ArchiveFailure> = fail({ code: 'QUOTA_EXCEEDED', step: 'test' });
  const self = {
    disk: new Map<string, Mark>(),
    graveyard: new Map<string, Mark>(),
    stars: new Map<string, KeyImage>(),
    written: [] as string[],
    isFull: false,
    book: null as MarkBook | null,
    ports: {} as MarkPorts,
  };
  const write = async (word: string, change: () => void): Promise<Result<null, ArchiveFailure>> => {
    await Promise.resolve();
    if (self.isFull) return full;
    self.written.push(word);
    change();
    self.book?.setLive([...self.disk.values()], [...self.stars.values()]);
    return ok(null);
  };
  self.ports = {
    save: (saved) => write(`save ${saved.id}`, () => self.disk.set(saved.id, saved)),
    setPoints: (moved, to) =>
      write(`move ${moved.id}`, () => self.disk.set(moved.id, { ...moved, points: to })),
    setText: (worded, text) =>
      write(`text ${worded.id}`, () => self.disk.set(worded.id, { ...worded, text })),
    delete: (gone) =>
      write(`delete ${gone.id}`, () => {
        self.graveyard.set(gone.id, gone);
        self.disk.delete(gone.id);
      }),
    undelete: ({ id }) =>
      write(`undelete ${id}`, () => {
        const back = self.graveyard.get(id);
        if (back !== undefined) self.disk.set(id, back);
      }),
    setKeyImage: (frame, isKey) =>
      write(isKey ? 'star' : 'unstar', () => {
        const id = keyImageIdOf(frame);
        const star = { ...frame, id, authorName: '', authorProfession: '', starredAt: '' };
        if (isKey) self.stars.set(id, star);
        else self.stars.delete(id);
      }),
  };
  return self;
}

function open(): { book: MarkBook; disk: ReturnType<typeof archive> } {
  const disk = archive();
  const book = new MarkBook(disk.ports);
  disk.book = book;
  return { book, disk };
}

const savingOf = (book: MarkBook): string[] =>
  book.store.get().visible.map(({ id, saving }) => `${id} ${saving.kind}`);

describe('the mark book', () => {
  it('shows a mark at once and calls it saved only when it is on the disk', async () => {
    const { book } = open();
    const done = book.create(mark('a'));
    expect(savingOf(book)).toEqual(['a saving']);
    await done;
    expect(savingOf(book)).toEqual(['a saved']);
    expect(book.store.get().announced).toBe('saved');
  });

  it('keeps a mark that the disk refused in sight, unsaved, until it is written or thrown away', async () => {
    const { book, disk } = open();
    disk.isFull = true;
    await book.create(mark('a'));
    expect(savingOf(book)).toEqual(['a failed']);
    book.setLive([], []);
    expect(savingOf(book)).toEqual(['a failed']);
    disk.isFull = false;
    await book.retry('a');
    expect(savingOf(book)).toEqual(['a saved']);
    expect(disk.written).toEqual(['save a']);
  });

  it('writes a refused mark as it was moved meanwhile, once', async () => {
    const { book, disk } = open();
    disk.isFull = true;
    await book.create(mark('a'));
    disk.isFull = false;
    await book.move(mark('a'), elsewhere);
    expect(disk.written).toEqual(['save a']);
    expect(disk.disk.get('a')?.points).toEqual(elsewhere);
  });

  it('writes a refused move together with words that come after it: they alone were written, and the move was lost', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    disk.isFull = true;
    await book.move(mark('a'), elsewhere);
    expect(savingOf(book)).toEqual(['a failed']);
    disk.isFull = false;
    await book.setText({ ...mark('a'), points: elsewhere }, 'spur');
    expect(disk.written).toEqual(['save a', 'move a', 'text a']);
    expect(disk.disk.get('a')).toMatchObject({ points: elsewhere, text: 'spur' });
  });

  it('takes back by a gesture what was done since the study was opened, and says so', async () => {
    const { book } = open();
    await book.takeBack();
    expect(book.store.get().announced).toBeNull();
    await book.create(mark('a'));
    await book.takeBack();
    expect(book.store.get().announced).toBe('taken-back');
    expect(savingOf(book)).toEqual([]);
    await book.redo();
    expect(savingOf(book)).toEqual(['a saved']);
  });

  it('offers no redo of a mark that somebody else has deleted: it would bring theirs back', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    disk.disk.delete('a');
    book.setLive([], []);
    await book.undo();
    expect(book.store.get().announced).toBe('changed-since');
    expect(book.store.get().canRedo).toBe(false);
  });

  it('[UNDO3] takes its creation back only while the mark is as it was made: what others had made of it went with it', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    for (const changed of [{ points: elsewhere }, { text: 'spur' }]) {
      const other = open();
      await other.book.create(mark('a'));
      other.book.setLive([{ ...mark('a'), ...changed }], []);
      await other.book.undo();
      expect(other.disk.written).toEqual(['save a']);
      expect(savingOf(other.book)).toEqual(['a saved']);
      expect(other.book.store.get()).toMatchObject({ announced: 'changed-since', canRedo: false });
    }
    await book.undo();
    expect(disk.written).toEqual(['save a', 'delete a']);
  });

  it('deletes again only what it had deleted: a mark that others had brought back and moved went too', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    await book.remove(mark('a'));
    await book.undo();
    book.setLive([{ ...mark('a'), points: elsewhere }], []);
    await book.redo();
    expect(disk.written).toEqual(['save a', 'delete a', 'undelete a']);
    expect(book.store.get()).toMatchObject({ announced: 'changed-since', canRedo: false });
    expect(book.store.get().lastDeed).toMatchObject({ kind: 'create' });
  });

  it('offers no redo of an undo that was refused, and goes on to the deed before it', async () => {
    const { book, disk } = open();
    await book.create(mark('b'));
    await book.create(mark('a'));
    await book.move(mark('a'), elsewhere);
    disk.disk.set('a', { ...mark('a'), points: [{ x: 77, y: 7 }] });
    book.setLive([...disk.disk.values()], []);
    await book.undo();
    expect(book.store.get()).toMatchObject({ announced: 'changed-since', canRedo: false });
    await book.undo();
    expect(book.store.get()).toMatchObject({ announced: 'changed-since', canRedo: false });
    await book.undo();
    expect(disk.written.at(-1)).toBe('delete b');
    expect(book.store.get().canRedo).toBe(true);
  });

  it('keeps an undo that the disk refused as one that is still to be done', async () => {
    const { book, disk } = open();
    await book.toggleKeyImage(frame);
    disk.isFull = true;
    await book.undo();
    expect(book.store.get()).toMatchObject({
      announced: 'not-saved',
      canUndo: true,
      canRedo: false,
    });
    disk.isFull = false;
    await book.undo();
    expect(disk.written).toEqual(['star', 'unstar']);
    expect(book.store.get()).toMatchObject({ canUndo: false, canRedo: true });
  });

  it('keeps the old mark in sight when it could not be deleted', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    disk.isFull = true;
    await book.remove(mark('a'));
    expect(savingOf(book)).toEqual(['a failed']);
  });

  it('undoes delete, move and create, each by an operation', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    await book.move(mark('a'), elsewhere);
    const [moved] = book.store.get().visible;
    if (moved === undefined) throw new Error('no mark');
    await book.remove(moved);
    expect(savingOf(book)).toEqual([]);
    await book.undo();
    expect(book.store.get().visible[0]?.points).toEqual(elsewhere);
    await book.undo();
    expect(book.store.get().visible[0]?.points).toEqual(points);
    await book.undo();
    expect(savingOf(book)).toEqual([]);
    expect(book.store.get().canUndo).toBe(false);
    expect(disk.written).toEqual([
      'save a',
      'move a',
      'delete a',
      'undelete a',
      'move a',
      'delete a',
    ]);
  });

  it('undoes what is still being written, after it is written', async () => {
    const { book, disk } = open();
    const created = book.create(mark('a'));
    const undone = book.undo();
    await Promise.all([created, undone]);
    expect(disk.written).toEqual(['save a', 'delete a']);
    expect(savingOf(book)).toEqual([]);
  });

  it('lets the archive speak again once a change has come through', async () => {
    const { book } = open();
    await book.create(mark('a'));
    book.setLive([{ ...mark('a'), points: elsewhere, editedConcurrently: true }], []);
    expect(book.store.get().visible[0]).toMatchObject({
      points: elsewhere,
      editedConcurrently: true,
    });
  });

  it('does again what was undone, until something else is done', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    await book.move(mark('a'), elsewhere);
    await book.undo();
    await book.undo();
    expect(book.store.get()).toMatchObject({ canUndo: false, canRedo: true, visible: [] });
    await book.redo();
    await book.redo();
    expect(book.store.get().visible[0]?.points).toEqual(elsewhere);
    expect(book.store.get().canRedo).toBe(false);
    await book.undo();
    await book.create(mark('b'));
    expect(book.store.get().canRedo).toBe(false);
    expect(disk.written.slice(3)).toEqual(['delete a', 'undelete a', 'move a', 'move a', 'save b']);
  });

  it('undoes and redoes a text and a star, by operations of their own', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    await book.setText(mark('a'), 'cyst');
    await book.toggleKeyImage(frame);
    expect(book.isKeyImage(frame)).toBe(true);
    await book.undo();
    expect(book.isKeyImage(frame)).toBe(false);
    await book.undo();
    expect(book.store.get().visible[0]?.text).toBe('');
    await book.redo();
    await book.redo();
    expect(book.store.get().visible[0]?.text).toBe('cyst');
    expect(book.isKeyImage(frame)).toBe(true);
    expect(disk.written.slice(2)).toEqual(['star', 'unstar', 'text a', 'text a', 'star']);
  });

  it('takes a star away with the second of two quick presses', async () => {
    const { book, disk } = open();
    await Promise.all([book.toggleKeyImage(frame), book.toggleKeyImage(frame)]);
    expect(disk.written).toEqual(['star', 'unstar']);
    expect(book.isKeyImage(frame)).toBe(false);
  });

  it('leaves what somebody else has changed since, and says so', async () => {
    const { book, disk } = open();
    await book.create(mark('a'));
    await book.move(mark('a'), elsewhere);
    const others = [{ x: 77, y: 7 }];
    book.setLive([{ ...mark('a'), points: others }], []);
    await book.undo();
    expect(disk.written).toEqual(['save a', 'move a']);
    expect(book.store.get().announced).toBe('changed-since');
  });

  it('writes a text typed for a mark that the disk refused together with the mark', async () => {
    const { book, disk } = open();
    disk.isFull = true;
    await book.create(mark('a'));
    disk.isFull = false;
    await book.setText(mark('a'), 'cyst');
    expect(disk.written).toEqual(['save a', 'text a']);
    expect(savingOf(book)).toEqual(['a saved']);
  });
});

const frame = {
  StudyInstanceUID: '1.2',
  SeriesInstanceUID: '1.2.1',
  SOPInstanceUID: '1.2.1.1',
  frameNumber: 1,
};
