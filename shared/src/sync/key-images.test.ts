import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tickHlc } from './hlc.ts';
import { foldKeyImages, starDraft, unstarDraft } from './key-images.ts';
import type { Op, OpUser } from './op.ts';
import { numberOp, type OpDraft } from './op-id.ts';

const user: OpUser = { id: 'u', name: 'Ana', profession: 'vet' };
const frameOf = (frameNumber: number) => ({
  StudyInstanceUID: '1.2',
  SeriesInstanceUID: '1.2.3',
  SOPInstanceUID: '1.2.3.4',
  frameNumber,
});
const starsOf = (ops: readonly Op[]): number[] =>
  foldKeyImages(ops).map(({ frameNumber }) => frameNumber);

class Device {
  readonly ops: Op[] = [];
  #n = 0;
  #hlc = '';
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  write(draft: OpDraft): void {
    this.#n += 1;
    this.#hlc = tickHlc(this.#hlc, 1_700_000_000_000 + this.#n, this.#name);
    const parts = { deviceId: this.#name, epoch: 'e', n: this.#n };
    this.ops.push(numberOp(draft, parts, this.#hlc));
  }
  star(frameNumber: number): void {
    const frame = frameOf(frameNumber);
    this.write(starDraft(frame, user, this.#of(frameNumber)));
  }
  unstar(frameNumber: number): void {
    this.write(unstarDraft(frameOf(frameNumber), user, this.#of(frameNumber)));
  }
  learn(ops: readonly Op[]): void {
    for (const op of ops) if (!this.ops.some(({ id }) => id === op.id)) this.ops.push(op);
  }
  #of(frameNumber: number): Op[] {
    return this.ops.filter(({ target }) => target.id.endsWith(`#${String(frameNumber)}`));
  }
}

describe('[KEY1] key images', () => {
  it('are frames: starred, not starred, starred again', () => {
    const a = new Device('a');
    a.star(2);
    a.star(1);
    expect(starsOf(a.ops)).toEqual([1, 2]);
    a.unstar(2);
    expect(starsOf(a.ops)).toEqual([1]);
    a.star(2);
    expect(starsOf(a.ops)).toEqual([1, 2]);
  });

  it('two devices that star one frame star one key image', () => {
    const [a, b] = [new Device('a'), new Device('b')];
    a.star(1);
    b.star(1);
    expect(starsOf([...a.ops, ...b.ops])).toEqual([1]);
    expect(foldKeyImages([...a.ops, ...b.ops])[0]?.id).toBe('1.2.3.4#1');
  });

  it('a star whose value is not of the frame in its target is none, and is no obstacle', () => {
    const a = new Device('a');
    a.star(1);
    const wrong = {
      ...starDraft(frameOf(2), user, []),
      target: { ...a.ops[0]!.target, id: 'x#9' },
    };
    a.write(wrong);
    a.write({ ...starDraft(frameOf(3), user, []), value: { frameNumber: 'three' } });
    expect(starsOf(a.ops)).toEqual([1]);
  });
});

describe('[KEY2] a star that its taking away has not seen stays', () => {
  it('whatever the clocks say', () => {
    const [a, b] = [new Device('a'), new Device('b')];
    a.star(1);
    b.learn(a.ops);
    b.unstar(1);
    a.star(1);
    expect(starsOf([...a.ops, ...b.ops])).toEqual([1]);
    b.learn(a.ops);
    b.unstar(1);
    expect(starsOf([...a.ops, ...b.ops])).toEqual([]);
  });

  const act = fc.record({
    device: fc.nat(2),
    from: fc.nat(2),
    frame: fc.integer({ min: 1, max: 2 }),
    act: fc.constantFrom('star', 'unstar', 'learn', 'odd'),
  });

  it('[MERGE6] any order and any repetition give the same key images', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 24 }), fc.infiniteStream(fc.nat()), (acts, order) => {
        const devices = [new Device('a'), new Device('b'), new Device('c')];
        for (const { device, from, frame, act: what } of acts) {
          const me = devices[device];
          if (what === 'learn') me?.learn(devices[from]?.ops ?? []);
          else if (what === 'star') me?.star(frame);
          else if (what === 'unstar') me?.unstar(frame);
          else me?.write({ ...starDraft(frameOf(frame), user, []), kind: 'key-image.colour' });
        }
        const all = devices.flatMap(({ ops }) => ops);
        const keyed = all.map((op) => [order.next().value ?? 0, op] as const);
        const shuffled = keyed.toSorted(([x], [y]) => x - y).map(([, op]) => op);
        expect(foldKeyImages([...shuffled, ...all])).toEqual(foldKeyImages(all));
      }),
    );
  });
});
