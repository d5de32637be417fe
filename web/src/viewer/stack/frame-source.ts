import { FrameCache, type FramePlace } from './frame-cache.ts';
import type { FrameStack, StackFrame } from './frame-stack.ts';
import { prefetchOrder } from './prefetch-order.ts';

/** Progress of bytes that come from the server; lengths in bytes. */
export interface FetchProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export type FrameState<Picture, Failure> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading'; readonly progress: FetchProgress | null }
  | { readonly kind: 'ready'; readonly picture: Picture }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface LoadRequest {
  readonly frame: StackFrame;
  /** The frame that a person waits for, as against one fetched ahead. */
  readonly isUrgent: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FetchProgress) => void;
}

export type LoadOutcome<Picture, Failure> =
  | {
      readonly ok: true;
      readonly value: { readonly picture: Picture; readonly byteLength: number };
    }
  | { readonly ok: false; readonly failure: Failure }
  /** Stopped by the signal, or left for later (ahead of need, and not on this device). */
  | { readonly ok: false; readonly failure: null };

export interface FrameSourceOptions<Picture, Failure> {
  load(request: LoadRequest): Promise<LoadOutcome<Picture, Failure>>;
  /** Budget of decoded frames. */
  readonly bytesMax: number;
  /** Frames under way at once; the wanted one may always be one more. */
  readonly inFlightMax: number;
  /** Something about a frame has changed. */
  onChange(): void;
}

interface Job {
  readonly stackId: string;
  readonly abort: AbortController;
  readonly isKept: boolean;
  progress: FetchProgress | null;
}

interface Loaded<Picture> {
  readonly picture: Picture;
  readonly byteLength: number;
}

/** What a pane looks at, and which way its reader scrolls. */
interface Focus {
  readonly stack: FrameStack;
  readonly index: number;
  readonly direction: 1 | -1;
}

/**
 * Decoded frames for all panes of a study: the wanted ones first, then those around them, as many as the
 * one budget holds. A frame is ready, under way, failed with its own reason, or not there; never another's.
 */
export class FrameSource<Picture, Failure> {
  readonly #options: FrameSourceOptions<Picture, Failure>;
  readonly #cache: FrameCache<Loaded<Picture>>;
  readonly #jobs = new Map<string, Job>();
  readonly #failures = new Map<
    string,
    { readonly failure: Failure; readonly instanceId: string }
  >();
  /** Not on this device: left alone until somebody really looks at them. */
  readonly #postponed = new Set<string>();
  readonly #waiters = new Map<string, (() => void)[]>();
  /** By pane; the one that moved last comes last. */
  readonly #focused = new Map<string, Focus>();
  #usualByteLength = 0;

  constructor(options: FrameSourceOptions<Picture, Failure>) {
    this.#options = options;
    this.#cache = new FrameCache(options.bytesMax);
  }

  /**
   * Says which frame a pane wants and which way the person scrolls; loads it, then those around it. What
   * another pane wants stays wanted.
   */
  focus(stack: FrameStack, index: number, direction: 1 | -1, pane = ''): void {
    this.#focused.delete(pane);
    this.#focused.set(pane, { stack, index, direction });
    this.#refocus();
    this.#pump();
  }

  /** A pane is gone, or looks at nothing that has frames. */
  unfocus(pane: string): void {
    if (this.#focused.delete(pane)) this.#refocus();
  }

  /** Bytes of decoded frames that are held now. */
  get byteLength(): number {
    return this.#cache.byteLength;
  }

  stateOf(stack: FrameStack, index: number): FrameState<Picture, Failure> {
    const place = placeOf(stack, index);
    const cached = this.#cache.get(place);
    if (cached !== undefined) return { kind: 'ready', picture: cached.picture };
    const { key } = place;
    const failed = this.#failures.get(key);
    if (failed !== undefined) return { kind: 'failed', failure: failed.failure };
    const job = this.#jobs.get(key);
    return job === undefined ? { kind: 'absent' } : { kind: 'loading', progress: job.progress };
  }

  /** Tries a failed frame again. */
  retry(stack: FrameStack, index: number): void {
    this.#failures.delete(placeOf(stack, index).key);
    this.#pump();
  }

  /** The bytes of these instances have come to this device: their frames may be loaded now. */
  refresh(arrived: ReadonlySet<string>): void {
    this.#postponed.clear();
    for (const [key, { instanceId }] of this.#failures) {
      if (arrived.has(instanceId)) this.#failures.delete(key);
    }
    this.#pump();
  }

  /** Loads one frame outside the focus (values of a mark elsewhere) and answers with it. */
  async load(stack: FrameStack, index: number): Promise<FrameState<Picture, Failure>> {
    const { key } = placeOf(stack, index);
    if (!this.#isSettled(stack, index)) this.#start(stack, index, true, true);
    if (this.#jobs.has(key)) {
      await new Promise<void>((resolve) => {
        this.#waiters.set(key, [...(this.#waiters.get(key) ?? []), resolve]);
      });
    }
    return this.stateOf(stack, index);
  }

  /** Stops everything under way and lets the frames go; a new `focus` begins anew. */
  close(): void {
    for (const job of this.#jobs.values()) job.abort.abort();
    this.#jobs.clear();
    this.#failures.clear();
    this.#postponed.clear();
    this.#cache.clear();
    this.#focused.clear();
  }

  #refocus(): void {
    const focuses = [...this.#focused.values()];
    this.#cache.focus(...focuses.map(({ stack, index }) => placeOf(stack, index)));
    for (const job of this.#jobs.values()) {
      const isSeen = focuses.some(({ stack }) => stack.id === job.stackId);
      if (!isSeen && !job.isKept) job.abort.abort();
    }
  }

  #start(stack: FrameStack, index: number, isUrgent: boolean, isKept: boolean): void {
    const frame = stack.frames[index];
    if (frame === undefined) return;
    const abort = new AbortController();
    const job: Job = { stackId: stack.id, abort, isKept, progress: null };
    this.#jobs.set(placeOf(stack, index).key, job);
    const request: LoadRequest = {
      frame,
      isUrgent,
      signal: abort.signal,
      onProgress: (progress) => {
        job.progress = progress;
        this.#options.onChange();
      },
    };
    void this.#options.load(request).then((outcome) => {
      this.#finish(stack, index, outcome, abort.signal);
    });
  }

  #finish(
    stack: FrameStack,
    index: number,
    outcome: LoadOutcome<Picture, Failure>,
    signal: AbortSignal,
  ): void {
    const { key } = placeOf(stack, index);
    // After `close` its answer is nobody's any more.
    if (this.#jobs.get(key)?.abort.signal === signal) {
      this.#jobs.delete(key);
      this.#take(stack, index, outcome, signal);
      this.#options.onChange();
      this.#pump();
    }
    for (const resolve of this.#waiters.get(key) ?? []) resolve();
    this.#waiters.delete(key);
  }

  #take(
    stack: FrameStack,
    index: number,
    outcome: LoadOutcome<Picture, Failure>,
    signal: AbortSignal,
  ): void {
    const place = placeOf(stack, index);
    if (outcome.ok) {
      this.#usualByteLength = outcome.value.byteLength;
      this.#cache.put(place, outcome.value, outcome.value.byteLength);
    } else if (outcome.failure !== null) {
      const instanceId = stack.frames[index]?.instance.id ?? '';
      this.#failures.set(place.key, { failure: outcome.failure, instanceId });
    } else if (!signal.aborted) {
      this.#postponed.add(place.key);
    }
  }

  #pump(): void {
    // The pane under the person's hand moved last: its frames come first.
    const focuses = [...this.#focused.values()].toReversed();
    for (const { stack, index } of focuses) {
      if (this.#isSettled(stack, index)) continue;
      this.#postponed.delete(placeOf(stack, index).key);
      this.#start(stack, index, true, false);
    }
    for (const [stack, ahead] of aheadOfAll(focuses)) {
      if (this.#jobs.size >= this.#options.inFlightMax) return;
      const place = placeOf(stack, ahead);
      if (this.#postponed.has(place.key) || this.#isSettled(stack, ahead)) continue;
      if (!this.#cache.hasRoomFor(place, this.#reservedBytes())) return;
      this.#start(stack, ahead, false, false);
    }
  }

  /** What is under way will need room too: without counting it the cache would churn at its edge. */
  #reservedBytes(): number {
    return this.#usualByteLength * (this.#jobs.size + 1);
  }

  #isSettled(stack: FrameStack, index: number): boolean {
    const place = placeOf(stack, index);
    if (this.#jobs.has(place.key) || this.#failures.has(place.key)) return true;
    return this.#cache.get(place) !== undefined;
  }
}

/** What to fetch ahead for several panes: the nearest of each in turn, so that none waits for another's far end. */
function* aheadOfAll(focuses: readonly Focus[]): Generator<readonly [FrameStack, number], void> {
  let orders = focuses.map(({ stack, index, direction }) => ({
    stack,
    order: prefetchOrder(index, direction, stack.frames.length),
  }));
  while (orders.length > 0) {
    const left: typeof orders = [];
    for (const one of orders) {
      const next = one.order.next();
      if (next.done === true) continue;
      yield [one.stack, next.value];
      left.push(one);
    }
    orders = left;
  }
}

/** Named by its instance: while a study arrives, the same index is one frame now and another one later. */
function placeOf(stack: FrameStack, index: number): FramePlace {
  const frame = stack.frames[index];
  const key = frame === undefined ? '' : `${frame.instance.id}/${String(frame.frameIndex)}`;
  return { key, stackId: stack.id, index };
}
