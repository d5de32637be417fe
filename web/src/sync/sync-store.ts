import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { PendingInstance, PendingStream } from '#shared/sync/engine/core-types.ts';
import type { Op } from '#shared/sync/op.ts';
import type { FeedPlace, FeedScope } from '#shared/sync/feed-scope.ts';
import type {
  ChangeRow,
  ChangesAnswer,
  FeedHead,
  HubIdentity,
  Receipt,
  SeenHead,
} from '#shared/sync/protocol.ts';

/** The server this device is paired with, as pinned at pairing, and who this device is. */
export interface Pairing {
  readonly deviceId: string;
  readonly epoch: string;
  readonly token: string;
  readonly hub: HubIdentity;
}

/** What the outbox holds: everything of it added up, and what is due first. */
export interface OutboxReading {
  readonly streams: readonly PendingStream[];
  /** Due, newest study first, in order of arrival within a study. */
  readonly instances: readonly PendingInstance[];
  readonly hasMore: boolean;
  readonly nextDueAtMs: number | null;
  readonly totals: OutboxTotals;
}

export interface OutboxTotals {
  readonly instanceCount: number;
  readonly byteLength: number;
  readonly opCount: number;
  readonly bytesByStudy: ReadonlyMap<string, number>;
}

/** What the store last took in of a server's feed. */
export interface FeedPosition {
  readonly hubId: string;
  readonly hubEpoch: string;
  readonly cursor: number;
  /** The last end of the feed that the server showed with its word for something. */
  readonly seen: FeedHead | null;
  /** Absent: everything up to the cursor was told. */
  readonly scope?: FeedScope;
}

/** Rows, and from where to where they bring the reading of the feed. */
export interface FeedMove {
  readonly hub: ServerLife;
  readonly from: FeedPlace;
  readonly to: FeedPlace;
  readonly head: FeedHead | null;
  readonly rows: readonly ChangeRow[];
}

/** A server in one life of it: another epoch begins when it was restored. */
export type ServerLife = Pick<FeedPosition, 'hubId' | 'hubEpoch'>;

type Stored<Value> = Promise<Result<Value, ArchiveFailure>>;

/** What sync needs of the store on a device: the archive in the app, a simpler one in the simulator. */
export interface SyncStore {
  readPairing(): Stored<Pairing | null>;
  readFeed(): Stored<FeedPosition | null>;
  readOutbox(nowMs: number, countMax: number): Stored<OutboxReading>;
  /** Operations of a stream with numbers `fromN` to `toN`, in order; shorter when some are not here. */
  readOps(stream: string, fromN: number, toN: number): Stored<readonly Op[]>;
  /** They leave the outbox, if the device still deals with that life of the server. */
  markOpsSent(ids: readonly string[], hub: ServerLife, head: FeedHead): Stored<void>;
  /** Gives what the outbox holds of a stream new numbers; the feed is to be read from its beginning. */
  renumberOps(stream: string): Stored<void>;
  noteTry(ref: string, next: { readonly nextAtMs: number; readonly code: string }): Stored<void>;
  /** Makes everything in the outbox due now. */
  retryNow(): Stored<void>;
  byteSource(ref: string): Stored<ByteSource>;
  /**
   * Receipts that were verified; each takes its instance out of the outbox, if the device still deals with
   * that life of the server. Gives the SHA-256 of those that counted.
   */
  saveReceipts(receipts: readonly Receipt[], head: FeedHead): Stored<readonly string[]>;
  /** Rows and cursor in one transaction. */
  applyChanges(hubId: string, page: ChangesAnswer): Stored<void>;
  /** Rows and place in one transaction, only while the feed stands where it is moved from ([SCOPE3]). */
  moveFeed(move: FeedMove): Stored<void>;
  /** Study Instance UIDs of all that is known here, samples left out. */
  knownStudies(): Stored<readonly string[]>;
  forgetServer(hub: ServerLife): Stored<void>;
}

/** What the server is shown with a request of what it showed before, in this life of it ([LINK5]). */
export async function shownBefore(
  store: SyncStore,
  { hubId, hubEpoch }: ServerLife,
): Promise<{ readonly seen?: SeenHead }> {
  const feed = await store.readFeed();
  if (!feed.ok || feed.value === null || feed.value.seen === null) return {};
  const isThisLife = feed.value.hubId === hubId && feed.value.hubEpoch === hubEpoch;
  return isThisLife ? { seen: { hubEpoch, ...feed.value.seen } } : {};
}

/** A store's failure, as sync speaks of it. */
export function localFailure(step: string, failure: ArchiveFailure): SyncFailure {
  const isLasting = failure.code === 'BYTES_DAMAGED' || failure.code === 'BYTES_NOT_HERE';
  return {
    code: 'LOCAL_STORE',
    step,
    retry: isLasting ? 'person' : 'later',
    detail: failure.code,
  };
}
