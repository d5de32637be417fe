import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markPointCounts } from '#shared/annotation/mark.ts';
import { noPlacement, place, type Placement } from '../marks/mark-placement.ts';
import {
  arbitrate,
  idleArbiter,
  type ArbiterInput,
  type ArbiterState,
  type Gesture,
  type PointerKind,
  type PointerSample,
} from './pointer-arbiter.ts';

function sample(
  pointerId: number,
  x: number,
  y: number,
  atMs: number,
  kind: PointerKind = 'touch',
): PointerSample {
  return { pointerId, kind, x, y, atMs, button: 0, shiftKey: false };
}

function run(inputs: readonly ArbiterInput[]): { state: ArbiterState; gestures: Gesture[] } {
  let state = idleArbiter;
  const gestures: Gesture[] = [];
  for (const input of inputs) {
    const step = arbitrate(state, input);
    state = step.state;
    gestures.push(...step.gestures);
  }
  return { state, gestures };
}

const kinds = (gestures: readonly Gesture[]): string[] => gestures.map(({ kind }) => kind);

describe('the pointer arbiter', () => {
  it('holds a first finger until it has moved 6 px', () => {
    const down = { type: 'down', pointer: sample(1, 100, 100, 0) } as const;
    const near = { type: 'move', pointer: sample(1, 104, 103, 20) } as const;
    const far = { type: 'move', pointer: sample(1, 104, 110, 40) } as const;
    expect(kinds(run([down, near]).gestures)).toEqual([]);
    const { gestures } = run([down, near, far]);
    expect(kinds(gestures)).toEqual(['stroke-start', 'stroke-move']);
    expect(gestures[0]).toMatchObject({ pointer: { x: 100, y: 100 } });
  });

  it('lets a resting finger begin its stroke after 90 ms, not before', () => {
    const down = { type: 'down', pointer: sample(1, 100, 100, 1000) } as const;
    expect(run([down]).state.wakeAtMs).toBe(1090);
    expect(kinds(run([down, { type: 'tick', atMs: 1089 }]).gestures)).toEqual([]);
    expect(kinds(run([down, { type: 'tick', atMs: 1090 }]).gestures)).toEqual(['stroke-start']);
  });

  it('makes a pinch of a second finger within the hold, and no stroke of the first', () => {
    const { gestures } = run([
      { type: 'down', pointer: sample(1, 100, 100, 0) },
      { type: 'down', pointer: sample(2, 200, 100, 60) },
      { type: 'move', pointer: sample(2, 300, 100, 80) },
    ]);
    expect(kinds(gestures)).toEqual(['pinch-start', 'pinch-move']);
    expect(gestures[1]).toMatchObject({ factor: 2, dx: 50, dy: 0, centre: { x: 150, y: 100 } });
  });

  it('takes a stroke back when a second finger lands late', () => {
    const { gestures } = run([
      { type: 'down', pointer: sample(1, 100, 100, 0) },
      { type: 'move', pointer: sample(1, 160, 100, 300) },
      { type: 'down', pointer: sample(2, 200, 100, 900) },
      { type: 'up', pointer: sample(1, 160, 100, 950) },
      { type: 'move', pointer: sample(2, 260, 100, 990) },
      { type: 'up', pointer: sample(2, 260, 100, 1000) },
    ]);
    expect(kinds(gestures)).toEqual([
      'stroke-start',
      'stroke-move',
      'stroke-cancel',
      'pinch-start',
      'pinch-end',
    ]);
  });

  it('tells a tap from a stroke even when the hold has passed', () => {
    const { gestures } = run([
      { type: 'down', pointer: sample(1, 100, 100, 0) },
      { type: 'tick', atMs: 90 },
      { type: 'up', pointer: sample(1, 102, 100, 200) },
    ]);
    expect(kinds(gestures)).toEqual(['stroke-start', 'stroke-cancel', 'tap']);
  });

  it('says that a finger rests after 450 ms, once, and takes its lifting for no tap then', () => {
    const down = { type: 'down', pointer: sample(1, 100, 100, 1000) } as const;
    const hold = { type: 'tick', atMs: 1090 } as const;
    const rest = { type: 'tick', atMs: 1450 } as const;
    expect(run([down, hold]).state.wakeAtMs).toBe(1450);
    const { state, gestures } = run([down, hold, rest, { type: 'tick', atMs: 2000 }]);
    expect(kinds(gestures)).toEqual(['stroke-start', 'stroke-rest']);
    expect(state.wakeAtMs).toBeNull();
    const lifted = run([down, hold, rest, { type: 'up', pointer: sample(1, 100, 100, 1460) }]);
    expect(kinds(lifted.gestures)).toEqual(['stroke-start', 'stroke-rest', 'stroke-end']);
  });

  it('takes no moving finger for one that rests, and no mouse', () => {
    const down = { type: 'down', pointer: sample(1, 100, 100, 0) } as const;
    const move = { type: 'move', pointer: sample(1, 120, 100, 200) } as const;
    const moved = run([down, { type: 'tick', atMs: 90 }, move, { type: 'tick', atMs: 450 }]);
    expect(kinds(moved.gestures)).toEqual(['stroke-start', 'stroke-move']);
    const mouse = { type: 'down', pointer: sample(1, 100, 100, 0, 'mouse') } as const;
    expect(kinds(run([mouse, { type: 'tick', atMs: 450 }]).gestures)).toEqual([]);
    const pen = { type: 'down', pointer: sample(1, 100, 100, 0, 'pen') } as const;
    expect(kinds(run([pen, { type: 'tick', atMs: 450 }]).gestures)).toEqual([
      'stroke-start',
      'stroke-rest',
    ]);
  });

  it('makes a pinch of a second finger beside one that rests', () => {
    const { gestures } = run([
      { type: 'down', pointer: sample(1, 100, 100, 0) },
      { type: 'tick', atMs: 90 },
      { type: 'tick', atMs: 450 },
      { type: 'down', pointer: sample(2, 200, 100, 700) },
    ]);
    expect(kinds(gestures).slice(-2)).toEqual(['stroke-cancel', 'pinch-start']);
  });

  it('counts two taps near each other as a double tap, and a third as a new one', () => {
    const tap = (atMs: number, x = 100): ArbiterInput[] => [
      { type: 'down', pointer: sample(1, x, 100, atMs) },
      { type: 'up', pointer: sample(1, x, 100, atMs + 40) },
    ];
    const counts = run([...tap(0), ...tap(200), ...tap(400), ...tap(1000), ...tap(1100, 190)])
      .gestures.filter((gesture) => gesture.kind === 'tap')
      .map(({ count }) => count);
    expect(counts).toEqual([1, 2, 1, 1, 1]);
  });

  it('takes two fingers that come and go together, without moving, for a tap of two', () => {
    const down = (id: number, x: number, atMs: number): ArbiterInput => ({
      type: 'down',
      pointer: sample(id, x, 100, atMs),
    });
    const up = (id: number, x: number, atMs: number): ArbiterInput => ({
      type: 'up',
      pointer: sample(id, x, 100, atMs),
    });
    const tap = [down(1, 100, 0), down(2, 200, 40), up(1, 103, 150), up(2, 200, 180)];
    expect(kinds(run(tap).gestures)).toEqual(['pinch-start', 'pinch-end', 'two-finger-tap']);
    const others: readonly (readonly ArbiterInput[])[] = [
      // Too long, too far, a third finger, a stroke before, a finger that the browser took.
      [down(1, 100, 0), down(2, 200, 40), up(1, 100, 150), up(2, 200, 800)],
      [down(1, 100, 0), down(2, 200, 40), up(1, 100, 150), up(2, 230, 180)],
      [...tap.slice(0, 2), down(3, 300, 60), up(3, 300, 100), ...tap.slice(2)],
      [down(1, 100, 0), { type: 'tick', atMs: 90 }, ...tap.slice(1)],
      [...tap.slice(0, 2), { type: 'cancel', pointerId: 1 }, up(2, 200, 100)],
    ];
    for (const inputs of others) {
      expect(kinds(run(inputs).gestures)).not.toContain('two-finger-tap');
    }
  });

  it('lets the pen draw while a palm rests, whichever came first', () => {
    const palmAfter = run([
      { type: 'down', pointer: sample(1, 100, 100, 0, 'pen') },
      { type: 'move', pointer: sample(1, 150, 100, 20, 'pen') },
      { type: 'down', pointer: sample(2, 300, 300, 30) },
      { type: 'up', pointer: sample(1, 160, 100, 60, 'pen') },
    ]);
    expect(kinds(palmAfter.gestures)).toEqual(['stroke-start', 'stroke-move', 'stroke-end']);
    const palmBefore = run([
      { type: 'down', pointer: sample(2, 300, 300, 0) },
      { type: 'tick', atMs: 100 },
      { type: 'down', pointer: sample(1, 100, 100, 200, 'pen') },
      { type: 'move', pointer: sample(1, 150, 100, 220, 'pen') },
      { type: 'up', pointer: sample(1, 160, 100, 260, 'pen') },
    ]);
    expect(kinds(palmBefore.gestures)).toEqual([
      'stroke-start',
      'stroke-cancel',
      'stroke-start',
      'stroke-move',
      'stroke-end',
    ]);
  });
});

const finger = fc.integer({ min: 1, max: 3 });
const place2d = fc.record({
  x: fc.integer({ min: 0, max: 800 }),
  y: fc.integer({ min: 0, max: 800 }),
});
const command = fc.record({
  type: fc.constantFrom('down', 'move', 'move', 'up', 'cancel', 'tick'),
  pointerId: finger,
  at: place2d,
  waitMs: fc.integer({ min: 0, max: 200 }),
});

/** Turns arbitrary commands into what a touch screen can deliver: no move or up of a finger that is not down. */
function touchScript(
  commands: readonly {
    type: string;
    pointerId: number;
    at: { x: number; y: number };
    waitMs: number;
  }[],
): ArbiterInput[] {
  const isDown = new Set<number>();
  const inputs: ArbiterInput[] = [];
  let atMs = 0;
  for (const { type, pointerId, at, waitMs } of commands) {
    atMs += waitMs;
    const pointer = sample(pointerId, at.x, at.y, atMs);
    if (type === 'down' && !isDown.has(pointerId)) {
      isDown.add(pointerId);
      inputs.push({ type: 'down', pointer });
    } else if (type === 'move' && isDown.has(pointerId)) {
      inputs.push({ type: 'move', pointer });
    } else if (type === 'up' && isDown.delete(pointerId)) {
      inputs.push({ type: 'up', pointer });
    } else if (type === 'cancel' && isDown.delete(pointerId)) {
      inputs.push({ type: 'cancel', pointerId });
    } else if (type === 'tick') {
      inputs.push({ type: 'tick', atMs });
    }
  }
  for (const pointerId of isDown) {
    inputs.push({ type: 'up', pointer: sample(pointerId, 5, 5, atMs + 10) });
  }
  return inputs;
}

/** Points of a mark of any kind. */
const pointCount = fc.constantFrom(...new Set(Object.values(markPointCounts)));

describe('any interleaving of fingers', () => {
  it('gives well-formed strokes and pinches, and ends idle', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const { state, gestures } = run(touchScript(commands));
        let open: 'none' | 'stroke' | 'pinch' = 'none';
        for (const { kind } of gestures) {
          if (kind === 'stroke-start') {
            expect(open).toBe('none');
            open = 'stroke';
          } else if (kind === 'stroke-move' || kind === 'stroke-rest') expect(open).toBe('stroke');
          else if (kind === 'stroke-end' || kind === 'stroke-cancel') {
            expect(open).toBe('stroke');
            open = 'none';
          } else if (kind === 'pinch-start') {
            expect(open).toBe('none');
            open = 'pinch';
          } else if (kind === 'pinch-move') expect(open).toBe('pinch');
          else if (kind === 'pinch-end') {
            expect(open).toBe('pinch');
            open = 'none';
          } else expect(open).toBe('none');
        }
        expect(open).toBe('none');
        expect(state.phase).toBe('idle');
      }),
    );
  });

  it('a pinch never leaves a mark: no finger that shared the screen with another makes one', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), pointCount, (commands, count) => {
        const rules = { pointCount: count, minDistance: 1 };
        let state = idleArbiter;
        let placement: Placement = noPlacement;
        const isDown = new Set<number>();
        /** A finger that has been on the screen together with another since it landed. */
        const shared = new Set<number>();
        for (const input of touchScript(commands)) {
          if (input.type === 'down') {
            isDown.add(input.pointer.pointerId);
            if (isDown.size > 1) for (const id of isDown) shared.add(id);
          }
          const before = placement;
          const step = arbitrate(state, input);
          state = step.state;
          let committed = false;
          for (const gesture of step.gestures) {
            const result =
              gesture.kind === 'stroke-start' || gesture.kind === 'tap'
                ? place(placement, { type: gesture.kind, at: gesture.pointer }, rules)
                : gesture.kind === 'stroke-move' || gesture.kind === 'stroke-end'
                  ? place(placement, { type: gesture.kind, at: gesture.at }, rules)
                  : gesture.kind === 'stroke-cancel'
                    ? place(placement, { type: 'stroke-cancel' }, rules)
                    : { placement, commit: null };
            placement = result.placement;
            committed ||= result.commit !== null;
          }
          if (isDown.size > 1) {
            expect(committed).toBe(false);
            expect(placement.kind).not.toBe('dragging');
          }
          if (input.type === 'up' && shared.has(input.pointer.pointerId)) {
            expect(committed).toBe(false);
            expect(placement).toEqual(before);
          }
          if (input.type === 'up' || input.type === 'cancel') {
            const id = input.type === 'up' ? input.pointer.pointerId : input.pointerId;
            isDown.delete(id);
            shared.delete(id);
          }
        }
        expect(placement.kind).not.toBe('dragging');
      }),
    );
  });
});
