import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOps } from './digest.ts';
import { foldMarks } from './fold-marks.ts';
import { foldStudy } from './fold-study.ts';
import { tickHlc } from './hlc.ts';
import {
  createMarkDraft,
  deleteMarkDraft,
  restoreMarkDraft,
  setPointsDraft,
  setTextDraft,
  type MarkCreateValue,
} from './mark-op.ts';
import type { Op, OpTarget, OpUser } from './op.ts';
import { numberOp, type OpDraft } from './op-id.ts';

const study = '1.2.3';
const ana: OpUser = { id: 'u1', name: 'Ana', profession: 'radiologist' };
const ben: OpUser = { id: 'u2', name: 'Ben', profession: 'vet' };

function target(id: string): OpTarget {
  return { type: 'mark', id, StudyInstanceUID: study };
}

function markValue(x: number): MarkCreateValue {
  return {
    kind: 'length',
    SeriesInstanceUID: '1.2.3.4',
    SOPInstanceUID: '1.2.3.4.5',
    frameNumber: 1,
    points: points(x),
  };
}

function points(x: number) {
  return [
    { x, y: 0 },
    { x, y: 10 },
  ];
}

/** A device that knows some operations and writes more. */
class Device {
  readonly ops: Op[] = [];
  private n = 0;
  private last = '';
  private readonly name: string;
  private readonly offsetMs: number;
  constructor(name: string, offsetMs = 0) {
    this.name = name;
    this.offsetMs = offsetMs;
  }
  write(draft: OpDraft, atMs: number): Op {
    this.n += 1;
    this.last = tickHlc(this.last, atMs + this.offsetMs, this.name);
    const op = numberOp(draft, { deviceId: this.name, epoch: 'e', n: this.n }, this.last);
    this.ops.push(op);
    return op;
  }
  learn(ops: readonly Op[]): void {
    for (const op of ops) if (!this.ops.some(({ id }) => id === op.id)) this.ops.push(op);
  }
  ofMark(id: string): Op[] {
    return this.ops.filter((op) => op.target.id === id);
  }
}

const t0 = 1_700_000_000_000;

function only(ops: readonly Op[]) {
  const marks = foldMarks(ops);
  expect(marks).toHaveLength(1);
  const [mark] = marks;
  if (mark === undefined) throw new Error('no mark');
  return mark;
}

describe('folding marks', () => {
  it('[MERGE1] an edit that has seen the other wins, even with an earlier clock', () => {
    const a = new Device('a', 5 * 365 * 86_400_000);
    const b = new Device('b');
    a.write(createMarkDraft(target('m'), ana, markValue(1)), t0);
    a.write(setPointsDraft(target('m'), ana, points(2), a.ofMark('m')), t0 + 1);
    b.learn(a.ops);
    b.write(setPointsDraft(target('m'), ben, points(3), b.ofMark('m')), t0 + 2);
    const mark = only(b.ops);
    expect(mark.points).toEqual(points(3));
    expect(mark.editedConcurrently).toBe(false);
    expect(mark.authorName).toBe('Ana');
    expect(mark.versions.map(({ state }) => state).toSorted()).toEqual([
      'replaced',
      'replaced',
      'shown',
    ]);
  });

  it('[MERGE3] [MERGE5] of two concurrent edits the later clock is shown, the other kept', () => {
    const a = new Device('a');
    const b = new Device('b');
    a.write(createMarkDraft(target('m'), ana, markValue(1)), t0);
    b.learn(a.ops);
    a.write(setPointsDraft(target('m'), ana, points(2), a.ofMark('m')), t0 + 20);
    b.write(setPointsDraft(target('m'), ben, points(3), b.ofMark('m')), t0 + 10);
    a.learn(b.ops);
    b.learn(a.ops);
    expect(only(a.ops)).toEqual(only(b.ops));
    const mark = only(a.ops);
    expect(mark.points).toEqual(points(2));
    expect(mark.editedConcurrently).toBe(true);
    expect(mark.versions.find(({ state }) => state === 'concurrent')).toMatchObject({
      points: points(3),
      author: ben,
    });
    // A person who saw both settles it.
    a.write(setPointsDraft(target('m'), ana, points(4), a.ofMark('m')), t0 + 30);
    expect(only(a.ops).editedConcurrently).toBe(false);
  });

  it('[MERGE4] a deletion never beats an edit that it has not seen', () => {
    const a = new Device('a');
    const b = new Device('b');
    a.write(createMarkDraft(target('m'), ana, markValue(1)), t0);
    b.learn(a.ops);
    b.write(setPointsDraft(target('m'), ben, points(3), b.ofMark('m')), t0 + 10);
    a.write(deleteMarkDraft(target('m'), ana, a.ofMark('m')), t0 + 99);
    expect(only(a.ops).isDeleted).toBe(true);
    a.learn(b.ops);
    expect(only(a.ops)).toMatchObject({
      isDeleted: false,
      deletedConcurrently: true,
      points: points(3),
    });
    a.write(deleteMarkDraft(target('m'), ana, a.ofMark('m')), t0 + 100);
    expect(only(a.ops).isDeleted).toBe(true);
    a.write(restoreMarkDraft(target('m'), ana, a.ofMark('m')), t0 + 101);
    expect(only(a.ops)).toMatchObject({ isDeleted: false, deletedConcurrently: false });
    a.write(deleteMarkDraft(target('m'), ana, a.ofMark('m')), t0 + 102);
    expect(only(a.ops).isDeleted).toBe(true);
  });

  it('[OP6] passes over kinds and values it does not know, and still counts a foreign edit', () => {
    const a = new Device('a');
    a.write(createMarkDraft(target('m'), ana, markValue(1)), t0);
    a.write(
      { user: ana, target: target('m'), kind: 'mark.glow', field: '', value: 1, base: [] },
      t0 + 1,
    );
    a.write(
      {
        user: ana,
        target: target('n'),
        kind: 'mark.create',
        field: '',
        value: { ...markValue(1), kind: 'spiral' },
        base: [],
      },
      t0 + 2,
    );
    expect(only(a.ops).points).toEqual(points(1));
    const b = new Device('b');
    b.learn(a.ops);
    b.write(
      { user: ben, target: target('m'), kind: 'mark.set', field: 'label', value: 'x', base: [] },
      t0 + 3,
    );
    a.write(deleteMarkDraft(target('m'), ana, a.ofMark('m')), t0 + 4);
    a.learn(b.ops);
    expect(only(a.ops).isDeleted).toBe(false);
  });

  it('[MERGE2] a number used twice or a circle of bases reads the same everywhere', () => {
    const a = new Device('a');
    const one = a.write(createMarkDraft(target('m'), ana, markValue(1)), t0);
    const twice: Op = { ...one, value: markValue(2) };
    expect(foldMarks([one, twice])).toEqual(foldMarks([twice, one]));
    const left: Op = { ...one, id: 'a.e.8', kind: 'mark.set', field: 'points', value: points(8) };
    const right: Op = { ...one, id: 'a.e.9', kind: 'mark.set', field: 'points', value: points(9) };
    const circle: Op[] = [
      one,
      { ...left, base: ['a.e.9', 'a.e.8'] },
      { ...right, base: ['a.e.8'] },
    ];
    expect(foldMarks(circle)).toEqual(foldMarks(circle.toReversed()));
    expect(foldMarks(circle)[0]?.points).toEqual(points(9));
  });
});

/** A history that three devices with skewed clocks really could have made, learning from each other at random. */
const history = fc
  .array(
    fc.record({
      device: fc.integer({ min: 0, max: 2 }),
      mark: fc.constantFrom('m', 'n'),
      act: fc.constantFrom('create', 'set', 'set', 'delete', 'restore', 'learn', 'learn', 'odd'),
      x: fc.integer({ min: 0, max: 5 }),
      from: fc.integer({ min: 0, max: 2 }),
      gapMs: fc.constantFrom(0, 0, 1, 1000),
    }),
    { maxLength: 30 },
  )
  .map((acts) => {
    const devices = [new Device('a'), new Device('b', 3_600_000), new Device('c', -7000)];
    let now = t0;
    for (const { device, mark, act, x, from, gapMs } of acts) {
      const me = devices[device] ?? new Device('z');
      now += gapMs;
      const known = me.ofMark(mark);
      if (act === 'learn') me.learn(devices[from]?.ops ?? []);
      else if (act === 'create') me.write(createMarkDraft(target(mark), ana, markValue(x)), now);
      else if (act === 'set') me.write(setPointsDraft(target(mark), ben, points(x), known), now);
      else if (act === 'delete') me.write(deleteMarkDraft(target(mark), ana, known), now);
      else if (act === 'restore') me.write(restoreMarkDraft(target(mark), ana, known), now);
      else {
        const odd = { user: ana, target: target(mark), kind: 'mark.odd', field: '', value: x };
        me.write({ ...odd, base: known.map(({ id }) => id).slice(0, 2) }, now);
      }
    }
    return devices.map(({ ops }) => ops);
  });

describe('[MERGE9] fields of a mark merge each by itself', () => {
  const arrow: MarkCreateValue = { ...markValue(0), kind: 'arrow' };

  it('one moves an arrow while another words it: both stay, nothing is told as concurrent', () => {
    const [a, b] = [new Device('a'), new Device('b')];
    a.write(createMarkDraft(target('m'), ana, arrow), t0);
    b.learn(a.ops);
    a.write(setPointsDraft(target('m'), ana, points(5), a.ofMark('m')), t0 + 1);
    b.write(setTextDraft(target('m'), ben, 'cyst', b.ofMark('m')), t0 + 2);
    const mark = only([...a.ops, ...b.ops]);
    expect(mark).toMatchObject({ points: points(5), text: 'cyst', editedConcurrently: false });
  });

  it('two texts at once: one is shown, the other kept, and it is told', () => {
    const [a, b] = [new Device('a'), new Device('b')];
    a.write(createMarkDraft(target('m'), ana, arrow), t0);
    b.learn(a.ops);
    a.write(setTextDraft(target('m'), ana, 'cyst', a.ofMark('m')), t0 + 1);
    b.write(setTextDraft(target('m'), ben, 'tumour', b.ofMark('m')), t0 + 2);
    const mark = only([...b.ops, ...a.ops]);
    expect(mark).toMatchObject({ text: 'tumour', editedConcurrently: true });
    expect(mark.textVersions.map(({ text, state }) => [text, state])).toEqual([
      ['cyst', 'concurrent'],
      ['tumour', 'shown'],
    ]);
  });

  it('a text is one line of at most 300, whoever wrote it; anything else is passed over', () => {
    const a = new Device('a');
    a.write(createMarkDraft(target('m'), ana, arrow), t0);
    a.write(
      setTextDraft(target('m'), ana, ` a\n\u0007b ${'x'.repeat(400)}`, a.ofMark('m')),
      t0 + 1,
    );
    const kept = only(a.ops).text;
    expect(kept).toHaveLength(300);
    expect(kept.startsWith('a b xx')).toBe(true);
    for (const value of ['bare', { text: 5 }, { text: 'y'.repeat(301) }, null]) {
      const odd = { user: ana, target: target('m'), kind: 'mark.set', field: 'text', value };
      a.write({ ...odd, base: a.ofMark('m').map(({ id }) => id) }, t0 + 9);
    }
    expect(only(a.ops).text).toBe(kept);
  });
});

describe('[OP6] marks of kinds that a version does not know', () => {
  it('are passed over, and in no way of the others', () => {
    const a = new Device('a');
    a.write(createMarkDraft(target('m'), ana, markValue(1)), t0);
    const spiral = { ...createMarkDraft(target('s'), ana, markValue(1)) };
    a.write({ ...spiral, value: { ...markValue(1), kind: 'spiral' } }, t0 + 1);
    a.write(setPointsDraft(target('s'), ana, points(3), a.ofMark('s')), t0 + 2);
    expect(foldMarks(a.ops).map(({ id }) => id)).toEqual(['m']);
  });

  it('have as many points as their kind: others are no geometry', () => {
    const a = new Device('a');
    a.write(createMarkDraft(target('m'), ana, { ...markValue(1), kind: 'angle' }), t0);
    expect(foldMarks(a.ops)).toEqual([]);
    const three = [...points(1), { x: 9, y: 9 }];
    a.write(
      createMarkDraft(target('n'), ana, { ...markValue(1), kind: 'angle', points: three }),
      t0,
    );
    a.write(setPointsDraft(target('n'), ana, points(2), a.ofMark('n')), t0 + 1);
    expect(only(a.ops).points).toEqual(three);
  });
});

describe('[MERGE6] folding is a function of the set of operations', () => {
  const shuffled = history.chain((lists) =>
    fc.tuple(
      fc.constant(lists.flat()),
      fc.shuffledSubarray(lists.flat(), { minLength: lists.flat().length }),
      fc.shuffledSubarray(lists.flat()),
      fc.constant(lists),
    ),
  );

  it('any order and any repetition give the same marks, study state and digest', () => {
    fc.assert(
      fc.property(shuffled, ([all, permutation, again]) => {
        expect(foldMarks([...permutation, ...again])).toEqual(foldMarks(all));
        expect(foldStudy(study, [...again, ...permutation])).toEqual(foldStudy(study, all));
        expect(digestOps([...permutation, ...again])).toEqual(digestOps(all));
      }),
      { numRuns: 300 },
    );
  });

  it('joining what devices know is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(history, (lists) => {
        const [a = [], b = [], c = []] = lists;
        const expected = foldMarks([...a, ...b, ...c]);
        expect(foldMarks([...c, ...b, ...a])).toEqual(expected);
        expect(foldMarks([...b, ...c, ...a, ...a])).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('[MERGE5] every geometry ever written is among the versions, exactly one shown', () => {
    fc.assert(
      fc.property(history, (lists) => {
        const ops = new Map(lists.flat().map((op) => [op.id, op]));
        for (const mark of foldMarks([...ops.values()])) {
          const writes = [...ops.values()].filter(
            (op) =>
              op.target.id === mark.id && (op.kind === 'mark.create' || op.kind === 'mark.set'),
          );
          expect(mark.versions.map(({ opId }) => opId).toSorted()).toEqual(
            writes.map(({ id }) => id).toSorted(),
          );
          expect(mark.versions.filter(({ state }) => state === 'shown')).toHaveLength(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});
