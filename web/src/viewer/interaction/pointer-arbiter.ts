/**
 * Decides what fingers, pen and mouse mean before any tool hears of them. Pure: pointer samples and
 * timer ticks in, gestures out.
 *
 * The rules (decision 15): the first finger is held back until it has moved 6 px or rested 90 ms; a
 * second finger, whenever it lands, takes the stroke of the first away (`stroke-cancel`) and both pan
 * and zoom from then on; what is left of a pinch means nothing until every finger is up or a second
 * one is back. A finger or a pen that has not moved for 450 ms rests (`stroke-rest`), and is no tap any more.
 */
export type PointerKind = 'mouse' | 'touch' | 'pen';

export interface PointerSample {
  readonly pointerId: number;
  readonly kind: PointerKind;
  /** CSS pixels in the viewport. */
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
  /** As in DOM: 0 left, 1 middle, 2 right. */
  readonly button: number;
  readonly shiftKey: boolean;
}

export type ArbiterInput =
  | { readonly type: 'down'; readonly pointer: PointerSample }
  | { readonly type: 'move'; readonly pointer: PointerSample }
  | { readonly type: 'up'; readonly pointer: PointerSample }
  /** The browser took the pointer away, or the window lost it. */
  | { readonly type: 'cancel'; readonly pointerId: number }
  | { readonly type: 'tick'; readonly atMs: number };

export interface ViewPoint {
  readonly x: number;
  readonly y: number;
}

export type Gesture =
  | { readonly kind: 'stroke-start'; readonly pointer: PointerSample }
  | { readonly kind: 'stroke-move'; readonly at: ViewPoint }
  | { readonly kind: 'stroke-end'; readonly at: ViewPoint }
  /** It has not moved for so long that it asks for the magnifier. */
  | { readonly kind: 'stroke-rest' }
  /** Everything since `stroke-start` must be as if it had not been. */
  | { readonly kind: 'stroke-cancel' }
  /** `count` 2: second tap of a double tap; it follows the one with count 1. */
  | { readonly kind: 'tap'; readonly pointer: PointerSample; readonly count: 1 | 2 }
  | { readonly kind: 'pinch-start' }
  /** Since the last one: zoom by `factor` about `centre`, then move by (dx, dy). */
  | {
      readonly kind: 'pinch-move';
      readonly centre: ViewPoint;
      readonly factor: number;
      readonly dx: number;
      readonly dy: number;
    }
  | { readonly kind: 'pinch-end' }
  /** Two fingers came and went together, without moving. */
  | { readonly kind: 'two-finger-tap' };

export interface ArbiterState {
  readonly phase: 'idle' | 'held' | 'stroke' | 'pinch' | 'spent';
  /** Pointers that are down, in order of landing. */
  readonly pointers: readonly PointerSample[];
  /** First pointer as it landed; meaningful in `held` and `stroke`. */
  readonly origin: PointerSample | null;
  /** The stroke has left the circle in which it may still be a tap. */
  readonly hasMoved: boolean;
  readonly hasRested: boolean;
  readonly lastTap: PointerSample | null;
  /** Two fingers as they landed, as long as they may be a tap together. */
  readonly pairTap: readonly PointerSample[] | null;
  /** When time alone changes something, `held` into `stroke` or a stroke into one that rests: send a `tick` then. */
  readonly wakeAtMs: number | null;
}

export const idleArbiter: ArbiterState = {
  phase: 'idle',
  pointers: [],
  origin: null,
  hasMoved: false,
  hasRested: false,
  lastTap: null,
  pairTap: null,
  wakeAtMs: null,
};

/** How long a first finger may rest before it counts as a stroke: time for a second one to land. */
const holdMs = 90;
const restMs = 450;
const touchSlopPx = 6;
/** A mouse shakes less than a finger. */
const mouseSlopPx = 3;
const tapMaxMs = 500;
const doubleTapMaxMs = 320;
const doubleTapMaxPx = 40;
/** From the first finger's landing to the last one's lifting. */
const pairTapMaxMs = 350;
const pairTapSlopPx = 10;

export interface ArbiterStep {
  readonly state: ArbiterState;
  readonly gestures: readonly Gesture[];
}

/** One step of the arbiter; unknown pointers are passed over. */
export function arbitrate(state: ArbiterState, input: ArbiterInput): ArbiterStep {
  switch (input.type) {
    case 'down':
      return onDown(state, input.pointer);
    case 'move':
      return onMove(state, input.pointer);
    case 'up':
      return onUp(state, input.pointer);
    case 'cancel':
      return onCancel(state, input.pointerId);
    case 'tick':
      return onTick(state, input.atMs);
  }
}

function onDown(state: ArbiterState, pointer: PointerSample): ArbiterStep {
  const known = state.pointers.filter(({ pointerId }) => pointerId !== pointer.pointerId);
  // A resting palm must not break what the pen draws, whichever of them came first.
  const penDraws = state.origin?.kind === 'pen' && isSingle(state.phase);
  if (penDraws && pointer.kind === 'touch') return { state, gestures: [] };
  const cancelled: Gesture[] = state.phase === 'stroke' ? [{ kind: 'stroke-cancel' }] : [];
  const pinchEnded: Gesture[] = state.phase === 'pinch' ? [{ kind: 'pinch-end' }] : [];
  const isPenOverPalm = pointer.kind === 'pen' && known.every(({ kind }) => kind === 'touch');
  if (isPenOverPalm || (known.length === 0 && state.phase === 'idle')) {
    const held = holdFirst(isPenOverPalm ? idleArbiter : state, pointer);
    return { state: held, gestures: isPenOverPalm ? [...cancelled, ...pinchEnded] : [] };
  }
  const pointers = [...known, pointer];
  const next = { ...state, pointers, origin: null, wakeAtMs: null, lastTap: null, pairTap: null };
  const areTwoFingers = pointers.length === 2 && pointers.every(({ kind }) => kind === 'touch');
  if (areTwoFingers) {
    return {
      // Only fingers that landed together: a stroke that was begun is no part of a tap.
      state: {
        ...next,
        phase: 'pinch',
        pairTap: state.phase === 'held' && state.origin !== null ? [state.origin, pointer] : null,
      },
      gestures: [...cancelled, { kind: 'pinch-start' }],
    };
  }
  return { state: { ...next, phase: 'spent' }, gestures: [...cancelled, ...pinchEnded] };
}

function holdFirst(state: ArbiterState, pointer: PointerSample): ArbiterState {
  return {
    ...state,
    phase: 'held',
    pointers: [pointer],
    origin: pointer,
    hasMoved: false,
    hasRested: false,
    wakeAtMs: wakeAfter(pointer, pointer.kind === 'touch' ? holdMs : restMs),
  };
}

/** A mouse has a key for the magnifier, and buttons that are held down for long without meaning it. */
function wakeAfter({ kind, atMs }: PointerSample, waitMs: number): number | null {
  return kind === 'mouse' ? null : atMs + waitMs;
}

function onMove(state: ArbiterState, pointer: PointerSample): ArbiterStep {
  const before = state.pointers.find(({ pointerId }) => pointerId === pointer.pointerId);
  if (before === undefined) return { state, gestures: [] };
  const pointers = state.pointers.map((known) =>
    known.pointerId === pointer.pointerId ? { ...pointer, button: known.button } : known,
  );
  const next = { ...state, pointers };
  if (state.phase === 'pinch') {
    const pairTap = isStill(state.pairTap, pointer) ? state.pairTap : null;
    return { state: { ...next, pairTap }, gestures: [pinchMove(state.pointers, pointers)] };
  }
  if (!isSingle(state.phase) || state.origin === null) return { state: next, gestures: [] };
  const slopPx = state.origin.kind === 'mouse' ? mouseSlopPx : touchSlopPx;
  const hasMoved = state.hasMoved || distance(state.origin, pointer) > slopPx;
  if (state.phase === 'stroke') {
    return {
      state: { ...next, hasMoved, wakeAtMs: hasMoved ? null : state.wakeAtMs },
      gestures: [{ kind: 'stroke-move', at: { x: pointer.x, y: pointer.y } }],
    };
  }
  if (!hasMoved) return { state: next, gestures: [] };
  return {
    state: { ...next, phase: 'stroke', hasMoved, wakeAtMs: null },
    gestures: [
      { kind: 'stroke-start', pointer: state.origin },
      { kind: 'stroke-move', at: { x: pointer.x, y: pointer.y } },
    ],
  };
}

function onUp(state: ArbiterState, pointer: PointerSample): ArbiterStep {
  if (!state.pointers.some(({ pointerId }) => pointerId === pointer.pointerId)) {
    return { state, gestures: [] };
  }
  const { origin } = state;
  if (!isSingle(state.phase) || origin === null) return dropPointer(state, pointer);
  const at = { x: pointer.x, y: pointer.y };
  const slopPx = origin.kind === 'mouse' ? mouseSlopPx : touchSlopPx;
  const isTap =
    !state.hasMoved &&
    !state.hasRested &&
    distance(origin, pointer) <= slopPx &&
    pointer.atMs - origin.atMs <= tapMaxMs;
  if (!isTap) {
    const started: Gesture[] =
      state.phase === 'held' ? [{ kind: 'stroke-start', pointer: origin }] : [];
    return { state: idleArbiter, gestures: [...started, { kind: 'stroke-end', at }] };
  }
  const cancelled: Gesture[] = state.phase === 'stroke' ? [{ kind: 'stroke-cancel' }] : [];
  const count = isDoubleTap(state.lastTap, origin) ? 2 : 1;
  return {
    state: { ...idleArbiter, lastTap: count === 1 ? origin : null },
    gestures: [...cancelled, { kind: 'tap', pointer: origin, count }],
  };
}

function onCancel(state: ArbiterState, pointerId: number): ArbiterStep {
  if (!state.pointers.some((known) => known.pointerId === pointerId)) {
    return { state, gestures: [] };
  }
  if (state.phase === 'stroke') {
    return { state: idleArbiter, gestures: [{ kind: 'stroke-cancel' }] };
  }
  return dropPointer({ ...state, pairTap: null }, { pointerId });
}

function onTick(state: ArbiterState, atMs: number): ArbiterStep {
  const { phase, origin } = state;
  if (!isSingle(phase) || origin === null) return { state, gestures: [] };
  if (state.wakeAtMs === null || atMs < state.wakeAtMs) return { state, gestures: [] };
  const started: Gesture[] = phase === 'held' ? [{ kind: 'stroke-start', pointer: origin }] : [];
  const hasRested = atMs >= origin.atMs + restMs;
  return {
    state: {
      ...state,
      phase: 'stroke',
      hasRested,
      wakeAtMs: hasRested ? null : wakeAfter(origin, restMs),
    },
    gestures: hasRested ? [...started, { kind: 'stroke-rest' }] : started,
  };
}

/** A finger of a pinch (or of more) is gone: the others stay without meaning. */
function dropPointer(
  state: ArbiterState,
  lifted: PointerSample | { readonly pointerId: number },
): ArbiterStep {
  const pointers = state.pointers.filter((known) => known.pointerId !== lifted.pointerId);
  const gestures: Gesture[] = state.phase === 'pinch' ? [{ kind: 'pinch-end' }] : [];
  const [first] = state.pairTap ?? [];
  const isTap =
    first !== undefined &&
    'atMs' in lifted &&
    isStill(state.pairTap, lifted) &&
    lifted.atMs - first.atMs <= pairTapMaxMs;
  if (pointers.length === 0) {
    return {
      state: idleArbiter,
      gestures: isTap ? [...gestures, { kind: 'two-finger-tap' }] : gestures,
    };
  }
  const pairTap = isTap ? state.pairTap : null;
  const spent = {
    ...state,
    pairTap,
    phase: 'spent',
    pointers,
    origin: null,
    wakeAtMs: null,
  } as const;
  return { state: spent, gestures };
}

function isStill(landed: readonly PointerSample[] | null, now: PointerSample): boolean {
  const from = landed?.find(({ pointerId }) => pointerId === now.pointerId);
  return from !== undefined && distance(from, now) <= pairTapSlopPx;
}

function pinchMove(before: readonly PointerSample[], after: readonly PointerSample[]): Gesture {
  const [a0, b0] = before;
  const [a1, b1] = after;
  if (a0 === undefined || b0 === undefined || a1 === undefined || b1 === undefined) {
    return { kind: 'pinch-move', centre: { x: 0, y: 0 }, factor: 1, dx: 0, dy: 0 };
  }
  const centre = { x: (a0.x + b0.x) / 2, y: (a0.y + b0.y) / 2 };
  // Two fingers can lie on one point; a factor from a distance near 0 would fling the image away.
  const factor = Math.max(8, distance(a1, b1)) / Math.max(8, distance(a0, b0));
  return {
    kind: 'pinch-move',
    centre,
    factor,
    dx: (a1.x + b1.x) / 2 - centre.x,
    dy: (a1.y + b1.y) / 2 - centre.y,
  };
}

function isSingle(phase: ArbiterState['phase']): boolean {
  return phase === 'held' || phase === 'stroke';
}

function isDoubleTap(previous: PointerSample | null, current: PointerSample): boolean {
  if (previous === null || previous.kind !== current.kind) return false;
  if (previous.button !== current.button) return false;
  if (current.atMs - previous.atMs > doubleTapMaxMs) return false;
  return distance(previous, current) <= doubleTapMaxPx;
}

function distance(a: ViewPoint, b: ViewPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
