import { step } from '#shared/sync/engine/core.ts';
import { initialCore } from '#shared/sync/engine/core-state.ts';
import type { CoreEffect, CoreState } from '#shared/sync/engine/core-types.ts';
import { assertNever } from '#shared/failure/assert.ts';
import { askHave } from './ask-have.ts';
import { askReceipts } from './ask-receipts.ts';
import { failureEvent } from './failure-event.ts';
import { forgetServer, greet, renumber } from './greet.ts';
import type { HubClient } from './hub-client.ts';
import { pullChanges } from './pull-changes.ts';
import { pushOps } from './push-ops.ts';
import { sendPart } from './send-part.ts';
import { stowBundle } from './stow-bundle.ts';
import type { EventBody, RequestEffect, SyncContext } from './sync-context.ts';
import { verifyReceipt } from './verify-receipt.ts';
import { localFailure, type OutboxTotals, type Pairing, type SyncStore } from './sync-store.ts';

/** The world that the engine runs in: real in the worker, virtual in the simulator. */
export interface EnginePorts {
  readonly store: SyncStore;
  createClient(pairing: Pairing): HubClient;
  readonly appVersion: string;
  /** The server leaves out what this device does not carry: only where the rest can be searched for. */
  readonly isScoped?: boolean;
  /** Another one only where a test wants to see that it is missed. */
  readonly verify?: typeof verifyReceipt;
  now(): number;
  random(): number;
  /** Calls back once after a time; gives what calls it off. */
  setTimer(callback: () => void, delayMs: number): () => void;
  onChange(snapshot: EngineSnapshot): void;
}

export interface EngineSnapshot {
  readonly core: CoreState;
  /** As last read; null before the first reading. */
  readonly totals: OutboxTotals | null;
}

export interface SyncEngine {
  start(): Promise<void>;
  stop(): void;
  /** Pairing was saved or forgotten. */
  pairingChanged(): Promise<void>;
  /** Something was put into the outbox here or in another tab. */
  workAdded(): void;
  /** A person asks, or the network seems to be back: everything is due at once. */
  tryNow(): Promise<void>;
  foreground(isBusy: boolean): void;
  snapshot(): EngineSnapshot;
}

/** Runs the pure core: carries out what it asks for, and tells it what came of it. */
export function createSyncEngine(ports: EnginePorts): SyncEngine {
  return new Engine(ports);
}

class Engine implements SyncEngine {
  private readonly ports: EnginePorts;
  private core: CoreState = initialCore;
  private totals: OutboxTotals | null = null;
  private pairing: Pairing | null = null;
  private hub: HubClient | null = null;
  private cancelled = new AbortController();
  private callOff: () => void = () => undefined;
  /** Notes of failed tries, one after another: a reading of the outbox must see them. */
  private notes: Promise<unknown> = Promise.resolve();
  /** Requests whose answer, broken off or not, may still be written down. */
  private readonly underway = new Set<Promise<unknown>>();

  constructor(ports: EnginePorts) {
    this.ports = ports;
  }

  async start(): Promise<void> {
    await this.readPairing();
    this.tell({ type: 'started', isPaired: this.pairing !== null });
  }

  stop(): void {
    this.tell({ type: 'stop' });
    this.callOff();
  }

  async pairingChanged(): Promise<void> {
    await this.readPairing();
    this.tell({ type: this.pairing === null ? 'unpaired' : 'paired' });
  }

  workAdded(): void {
    this.tell({ type: 'workAdded' });
  }

  async tryNow(): Promise<void> {
    await this.ports.store.retryNow();
    this.tell({ type: 'networkHint' });
  }

  foreground(isBusy: boolean): void {
    this.tell({ type: 'foreground', isBusy });
  }

  snapshot(): EngineSnapshot {
    return { core: this.core, totals: this.totals };
  }

  private async readPairing(): Promise<void> {
    const read = await this.ports.store.readPairing();
    this.pairing = read.ok ? read.value : null;
    this.hub = this.pairing === null ? null : this.ports.createClient(this.pairing);
  }

  private tell(body: EventBody, run = this.core.run): void {
    const time = { nowMs: this.ports.now(), random: this.ports.random(), run };
    const stepped = step(this.core, { ...body, ...time });
    this.core = stepped.state;
    for (const effect of stepped.effects) this.carryOut(effect);
    this.ports.onChange(this.snapshot());
  }

  private carryOut(effect: CoreEffect): void {
    switch (effect.type) {
      case 'cancel':
        this.cancelled.abort();
        this.cancelled = new AbortController();
        return;
      case 'wakeAt':
        this.callOff();
        this.callOff = this.ports.setTimer(
          () => this.tell({ type: 'tick' }),
          Math.max(0, effect.atMs - this.ports.now()),
        );
        return;
      case 'noteTry': {
        const { ref, nextAtMs, code } = effect;
        const note = () => this.ports.store.noteTry(ref, { nextAtMs, code });
        // A note that was not taken only means that it is tried earlier.
        this.notes = this.notes.then(note).catch(() => undefined);
        return;
      }
      case 'readWork':
        void this.readWork(effect.countMax)
          .catch((error: unknown) => failureEvent(effect, error))
          .then((body) => this.tell(body, effect.run));
        return;
      case 'hello':
      case 'forgetServer':
      case 'renumber':
      case 'pushOps':
      case 'have':
      case 'stow':
      case 'sendPart':
      case 'receipts':
      case 'pullChanges':
        this.begin(effect);
    }
  }

  private begin(effect: RequestEffect): void {
    // What an answer of the old life still writes must be there when everything of that life is voided.
    const before = effect.type === 'forgetServer' ? Promise.allSettled(this.underway) : null;
    const request =
      before === null ? this.request(effect) : before.then(() => this.request(effect));
    const told = request
      // A fault of ours, or a store that breaks in a way nobody foresaw, must not hold a lane for good.
      .catch((error: unknown) => failureEvent(effect, error))
      .then((body) => this.tell(body, effect.run));
    this.underway.add(told);
    void told.finally(() => this.underway.delete(told));
  }

  private async readWork(countMax: number): Promise<EventBody> {
    await this.notes;
    const read = await this.ports.store.readOutbox(this.ports.now(), countMax);
    if (!read.ok) return { type: 'workFailed', failure: localFailure('outbox', read.failure) };
    const { totals, ...work } = read.value;
    this.totals = totals;
    return { type: 'workRead', ...work };
  }

  private async request(effect: RequestEffect): Promise<EventBody> {
    const { pairing, hub, ports } = this;
    if (pairing === null || hub === null) {
      const failure = { code: 'UNAUTHORISED', step: effect.type, retry: 'sign-in' } as const;
      return { type: 'helloFailed', failure };
    }
    const { store, appVersion, verify = verifyReceipt, isScoped = false } = ports;
    const { signal } = this.cancelled;
    const context = { store, hub, pairing, signal, appVersion, verify, isScoped };
    return carryOutRequest(context, effect, this.core.hubEpoch);
  }
}

function carryOutRequest(
  context: SyncContext,
  effect: RequestEffect,
  hubEpoch: string,
): Promise<EventBody> {
  switch (effect.type) {
    case 'hello':
      return greet(context);
    case 'forgetServer':
      return forgetServer(context, effect.hubEpoch);
    case 'renumber':
      return renumber(context, effect.stream);
    case 'pushOps':
      return pushOps(context, effect, hubEpoch);
    case 'have':
      return askHave(context, effect.items);
    case 'stow':
      return stowBundle(context, effect.items);
    case 'sendPart':
      return sendPart(context, effect);
    case 'receipts':
      return askReceipts(context, effect.items, hubEpoch);
    case 'pullChanges':
      return pullChanges(context, effect, hubEpoch);
    default:
      return assertNever(effect);
  }
}
