import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldMarks } from './fold-marks.ts';
import { tickHlc } from './hlc.ts';
import { foldKeyImages, starDraft, unstarDraft } from './key-images.ts';
import {
  createMarkDraft,
  deleteMarkDraft,
  restoreMarkDraft,
  setPointsDraft,
  setTextDraft,
  type Reversing,
} from './mark-op.ts';
import type { Op, OpUser } from './op.ts';
import { numberOp, type OpDraft } from './op-id.ts';
import { didAgain, didAnew, noDeeds, ownDeeds, tookBack, type Deed } from './own-deeds.ts';

const ana: OpUser = { id: 'ana', name: 'Ana', profession: 'vet' };
const ben: OpUser = { id: 'ben', name: 'Ben', profession: 'vet' };
const targetOf = (id: string) => ({ type: 'mark', id, StudyInstanceUID: '1.2' });
const frame = {
  StudyInstanceUID: '1.2',
  SeriesInstanceUID: '1.2.3',
  SOPInstanceUID: '1.2.3.4',
  frameNumber: 1,
};
const pointsAt = (x: number) => [
  { x, y: 0 },
  { x, y: 10 },
];

class Log {
  readonly ops: Op[] = [];
  #hlc = '';
  write(draft: (opsOfMark: readonly Op[]) => OpDraft, id: string, deviceId = 'd'): void {
    this.#hlc = tickHlc(this.#hlc, 1_700_000_000_000 + this.ops.length, deviceId);
    const parts = { deviceId, epoch: 'e', n: this.ops.length + 1 };
    const known = this.ops.filter(({ target }) => target.id === id);
    this.ops.push(numberOp(draft(known), parts, this.#hlc));
  }
  create(id: string, user = ana, deviceId = 'd'): void {
    const { SeriesInstanceUID, SOPInstanceUID, frameNumber } = frame;
    const points = pointsAt(0);
    const value = {
      kind: 'arrow',
      SeriesInstanceUID,
      SOPInstanceUID,
      frameNumber,
      points,
    } as const;
    this.write(() => createMarkDraft(targetOf(id), user, value), id, deviceId);
  }
  move(id: string, x: number, user = ana, deviceId = 'd'): void {
    this.write((ops) => setPointsDraft(targetOf(id), user, pointsAt(x), ops), id, deviceId);
  }
  text(id: string, text: string, way: Reversing = null): void {
    this.write((ops) => setTextDraft(targetOf(id), ana, text, ops, way), id);
  }
  remove(id: string, way: Reversing = null): void {
    this.write((ops) => deleteMarkDraft(targetOf(id), ana, ops, way), id);
  }
  restore(id: string, way: Reversing = null): void {
    this.write((ops) => restoreMarkDraft(targetOf(id), ana, ops, way), id);
  }
  star(isKey: boolean, way: Reversing = null): void {
    this.write((ops) => (isKey ? starDraft : unstarDraft)(frame, ana, ops, way), '1.2.3.4#1');
  }
  get deeds() {
    return ownDeeds(this.ops, 'd', 'ana');
  }
}

const kinds = (deeds: readonly Deed[]): string[] => deeds.map(({ kind }) => kind);

describe('[UNDO1] the way back is read from the operations', () => {
  it('of one person on one device, each with what was before', () => {
    const log = new Log();
    log.create('a');
    log.move('a', 5);
    log.text('a', 'cyst');
    log.star(true);
    log.create('b', ben);
    log.create('c', ana, 'other');
    expect(kinds(log.deeds.undo)).toEqual(['create', 'move', 'text', 'star']);
    expect(log.deeds.undo[1]).toMatchObject({ before: pointsAt(0), after: pointsAt(5) });
    expect(log.deeds.undo[2]).toMatchObject({ before: '', after: 'cyst' });
    expect(log.deeds.redo).toEqual([]);
  });

  it('[UNDO3] a creation tells what it left and a deletion what it took, so that neither takes back what others did', () => {
    const log = new Log();
    log.create('a');
    log.move('a', 7, ben, 'other');
    log.remove('a');
    expect(log.deeds.undo).toEqual([
      { kind: 'create', markId: 'a', points: pointsAt(0), text: '' },
      { kind: 'delete', markId: 'a', points: pointsAt(7), text: '' },
    ]);
  });

  it('what was before is what the person saw, not what others did at the same time', () => {
    const log = new Log();
    log.create('a');
    log.move('a', 7, ben, 'other');
    log.move('a', 9);
    expect(log.deeds.undo.at(-1)).toMatchObject({ before: pointsAt(7), after: pointsAt(9) });
  });
});

describe('[UNDO2] an operation that takes back is no deed of its own', () => {
  it('goes back and forth over the end of the page', () => {
    const log = new Log();
    log.create('a');
    log.move('a', 5);
    log.move('a', 0);
    expect(kinds(log.deeds.undo)).toEqual(['create']);
    log.remove('a', 'undo');
    expect(log.deeds.undo).toEqual([]);
    expect(kinds(log.deeds.redo)).toEqual(['move', 'create']);
    log.restore('a', 'redo');
    log.move('a', 5);
    expect(kinds(log.deeds.undo)).toEqual(['create', 'move']);
    expect(log.deeds.redo).toEqual([]);
  });

  it('what is deleted by hand right after it was made can be brought back', () => {
    const log = new Log();
    log.create('a');
    log.remove('a');
    expect(kinds(log.deeds.undo)).toEqual(['create', 'delete']);
    log.restore('a', 'undo');
    expect(kinds(log.deeds.undo)).toEqual(['create']);
    expect(kinds(log.deeds.redo)).toEqual(['delete']);
  });

  it('a star pressed twice by hand is two deeds', () => {
    const log = new Log();
    log.star(true);
    log.star(false);
    expect(kinds(log.deeds.undo)).toEqual(['star', 'unstar']);
    log.star(true, 'undo');
    expect(kinds(log.deeds.undo)).toEqual(['star']);
  });

  it('a new deed ends what could be done again; the oldest above 100 is forgotten', () => {
    const deed: Deed = { kind: 'create', markId: 'a', points: pointsAt(0), text: '' };
    const stacks = didAnew(tookBack(didAnew(noDeeds, deed)), { ...deed, markId: 'b' });
    expect(stacks.redo).toEqual([]);
    let many = noDeeds;
    for (let i = 0; i < 130; i += 1) many = didAnew(many, { ...deed, markId: String(i) });
    expect(many.undo).toHaveLength(100);
    expect(many.undo.at(-1)).toMatchObject({ kind: 'create', markId: '129' });
  });

  it('reads the very stacks that were kept while it happened, whatever happened', () => {
    const act = fc.constantFrom('create', 'move', 'text', 'delete', 'star', 'undo', 'redo');
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const log = new Log();
        let stacks = noDeeds;
        let n = 0;
        for (const what of acts) {
          n += 1;
          const mark = foldMarks(log.ops).findLast(({ isDeleted }) => !isDeleted);
          if (what === 'undo' || what === 'redo') {
            const deed = (what === 'undo' ? stacks.undo : stacks.redo).at(-1);
            if (deed === undefined) continue;
            carryOut(log, deed, what);
            stacks = what === 'undo' ? tookBack(stacks) : didAgain(stacks);
          } else if (what === 'create') {
            log.create(`m${String(n)}`);
            const made = { markId: `m${String(n)}`, points: pointsAt(0), text: '' };
            stacks = didAnew(stacks, { kind: 'create', ...made });
          } else if (what === 'star') {
            // As the button does: it takes away a star that is there.
            const isKey = foldKeyImages(log.ops).length === 0;
            log.star(isKey);
            stacks = didAnew(stacks, { kind: isKey ? 'star' : 'unstar', frame });
          } else if (mark !== undefined) {
            const markId = mark.id;
            if (what === 'delete') {
              log.remove(markId);
              const { points, text } = mark;
              stacks = didAnew(stacks, { kind: 'delete', markId, points, text });
            } else if (what === 'move') {
              log.move(markId, n);
              const after = pointsAt(n);
              stacks = didAnew(stacks, { kind: 'move', markId, before: mark.points, after });
            } else {
              log.text(markId, `t${String(n)}`);
              const after = `t${String(n)}`;
              stacks = didAnew(stacks, { kind: 'text', markId, before: mark.text, after });
            }
          }
        }
        expect(log.deeds).toEqual(stacks);
      }),
      { numRuns: 200 },
    );
  });
});

function carryOut(log: Log, deed: Deed, way: 'undo' | 'redo'): void {
  const isUndo = way === 'undo';
  switch (deed.kind) {
    case 'create':
      return isUndo ? log.remove(deed.markId, way) : log.restore(deed.markId, way);
    case 'delete':
      return isUndo ? log.restore(deed.markId, way) : log.remove(deed.markId, way);
    case 'move':
      return log.move(deed.markId, (isUndo ? deed.before : deed.after)[0]?.x ?? 0);
    case 'text':
      return log.text(deed.markId, isUndo ? deed.before : deed.after, way);
    case 'star':
    case 'unstar':
      return log.star((deed.kind === 'star') !== isUndo, way);
  }
}
