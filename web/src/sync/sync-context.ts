import type { CoreEffect, CoreEvent, EventTime } from '#shared/sync/engine/core-types.ts';
import type { HubClient } from './hub-client.ts';
import type { Pairing, SyncStore } from './sync-store.ts';
import type { verifyReceipt } from './verify-receipt.ts';

/** What carrying out one request of the core needs. */
export interface SyncContext {
  readonly store: SyncStore;
  readonly hub: HubClient;
  readonly pairing: Pairing;
  /** Aborted when the core cancels. */
  readonly signal: AbortSignal;
  readonly appVersion: string;
  /** Asks for the feed of what this device carries alone. */
  readonly isScoped: boolean;
  readonly verify: typeof verifyReceipt;
}

/** An event as the one who carries out a request tells it: time, chance and run are added by the engine. */
export type EventBody<Event = CoreEvent> = Event extends CoreEvent
  ? Omit<Event, keyof EventTime | 'run'>
  : never;

/** Effects that are carried out by a request or a transaction, and answered by an event. */
export type RequestEffect = Exclude<
  CoreEffect,
  { readonly type: 'cancel' | 'wakeAt' | 'noteTry' | 'readWork' }
>;
