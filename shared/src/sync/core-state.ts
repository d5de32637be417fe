import type { SyncFailure } from '../failure/sync-failure.ts';
import type { FeedPosition, PinnedHub, Surroundings, SyncEffect, SyncWork } from './sync-event.ts';

/**
 * Where an instance stands on its way: `unasked` (does the server have it?) → `to-send` → `to-prove`
 * (the server says it has it) → forgotten here, once a receipt is verified and saved. `held`: nothing
 * will change by itself.
 */
export type Stage = 'unasked' | 'to-send' | 'to-prove' | 'held';

export interface Item {
  readonly ref: string;
  readonly studyKey: string;
  readonly byteLength: number;
  readonly stage: Stage;
  readonly sha256: string;
  /** Of an upload in parts: what is safe on the server. */
  readonly byteOffset: number;
  readonly isInFlight: boolean;
  readonly tries: number;
  readonly nextAtMs: number;
  readonly reason: SyncFailure['code'] | null;
  /** The server claims it and gives no receipt: its bytes are sent although it says it has them. */
  readonly isDoubted: boolean;
}

/** One kind of work that goes one at a time: when it may try again, and why it waits. */
export interface Lane {
  readonly isBusy: boolean;
  readonly tries: number;
  readonly nextAtMs: number;
  readonly failure: SyncFailure | null;
}

export type LaneName = 'hello' | 'outbox' | 'ops' | 'feed' | 'have' | 'proof' | 'upload';

export type Connection = 'unpaired' | 'offline' | 'connecting' | 'online' | 'blocked';

/** Everything the core knows. A value: `step` makes the next one and leaves this one as it is. */
export interface CoreState {
  readonly isRunning: boolean;
  readonly connection: Connection;
  readonly reason: SyncFailure | null;
  readonly hub: PinnedHub | null;
  readonly feed: FeedPosition | null;
  /** All that was known at the last word of the server has been taken in: the next pull may wait there. */
  readonly isCaughtUp: boolean;
  readonly lastContactMs: number | null;
  readonly pausedUntilMs: number;
  readonly isForegroundBusy: boolean;
  /** The life of the server that the store shall begin anew with; nothing else is written meanwhile. */
  readonly forgetFor: { readonly hubId: string; readonly hubEpoch: string } | null;
  /** The store may hold what is not in here. */
  readonly isOutboxStale: boolean;
  readonly opIds: readonly string[];
  readonly opCount: number;
  /** 1 after the server did not know what to make of a batch: then each is asked about alone. */
  readonly opBatchMax: number;
  readonly items: ReadonlyMap<string, Item>;
  /** Refs in the order in which they go. */
  readonly queue: readonly string[];
  readonly instanceCount: number;
  readonly instanceBytes: number;
  /** Bytes that came through since the study was first seen, by study key. */
  readonly bytesDone: ReadonlyMap<string, number>;
  readonly lanes: Readonly<Record<LaneName, Lane>>;
  readonly inFlight: ReadonlyMap<number, SyncWork>;
  readonly nextId: number;
}

const freeLane: Lane = { isBusy: false, tries: 0, nextAtMs: 0, failure: null };

const freeLanes: CoreState['lanes'] = {
  hello: freeLane,
  outbox: freeLane,
  ops: freeLane,
  feed: freeLane,
  have: freeLane,
  proof: freeLane,
  upload: freeLane,
};

export const opBatchMaxDefault = 500;

/** The state before the first event: asleep. `nextId` goes on where an earlier life ended. */
export function initialState(nextId = 1): CoreState {
  return {
    isRunning: false,
    connection: 'unpaired',
    reason: null,
    hub: null,
    feed: null,
    isCaughtUp: false,
    lastContactMs: null,
    pausedUntilMs: 0,
    isForegroundBusy: false,
    forgetFor: null,
    isOutboxStale: true,
    opIds: [],
    opCount: 0,
    opBatchMax: opBatchMaxDefault,
    items: new Map(),
    queue: [],
    instanceCount: 0,
    instanceBytes: 0,
    bytesDone: new Map(),
    lanes: freeLanes,
    inFlight: new Map(),
    nextId,
  };
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** One step in the making: the next state, and what is to be done. Its maps are its own. */
export interface Draft {
  readonly state: Mutable<CoreState>;
  readonly items: Map<string, Item>;
  readonly inFlight: Map<number, SyncWork>;
  readonly bytesDone: Map<string, number>;
  readonly effects: SyncEffect[];
  readonly around: Surroundings;
}

export function draftOf(state: CoreState, around: Surroundings): Draft {
  const items = new Map(state.items);
  const inFlight = new Map(state.inFlight);
  const bytesDone = new Map(state.bytesDone);
  return {
    state: { ...state, items, inFlight, bytesDone },
    items,
    inFlight,
    bytesDone,
    effects: [],
    around,
  };
}

/** Asks for work to be done; answers with its id. */
export function ask(draft: Draft, work: SyncWork): number {
  const id = draft.state.nextId;
  draft.state.nextId += 1;
  draft.inFlight.set(id, work);
  draft.effects.push({ id, ...work });
  return id;
}

export function changeItem(draft: Draft, ref: string, change: Partial<Item>): void {
  const item = draft.items.get(ref);
  if (item !== undefined) draft.items.set(ref, { ...item, ...change });
}

export function changeLane(draft: Draft, name: LaneName, change: Partial<Lane>): void {
  const { lanes } = draft.state;
  draft.state.lanes = { ...lanes, [name]: { ...lanes[name], ...change } };
}

/** The lane's work came to a good end. */
export function freeUp(draft: Draft, name: LaneName): void {
  changeLane(draft, name, freeLane);
}

/** True when the lane's next work may begin now. */
export function isOpen({ state, around }: Draft, name: LaneName): boolean {
  const { isBusy, nextAtMs } = state.lanes[name];
  return !isBusy && nextAtMs <= around.nowMs;
}
