import type { SyncFailure } from '../../failure/sync-failure.ts';

/** An instance that waits for the server, as the outbox has it. */
export interface PendingInstance {
  /** Row of the outbox; opaque. */
  readonly ref: string;
  readonly sha256: string;
  readonly SOPInstanceUID: string;
  readonly byteLength: number;
  readonly studyKey: string;
  /** Tries that failed so far. */
  readonly tries: number;
}

/** Operations of one `<device>.<epoch>` that wait for the server, numbers `fromN` to `toN` without gaps. */
export interface PendingStream {
  readonly stream: string;
  readonly fromN: number;
  readonly toN: number;
}

/** How far an instance is: `unknown` to be asked for, `lacking` there, `sent` but not yet proved by a receipt. */
export interface WorkItem extends PendingInstance {
  readonly step: 'unknown' | 'lacking' | 'sent';
  /** Bytes that are safe on the server of an upload in parts. */
  readonly partOffset: number;
}

export interface StreamItem extends PendingStream {
  readonly tries: number;
  readonly nextAtMs: number;
}

/** One kind of work: at most one request under way, and its own waiting time after a failure. */
export interface Lane {
  readonly busy: boolean;
  readonly tries: number;
  readonly nextAtMs: number;
  readonly reason: SyncFailure | null;
}

export type LaneName = 'ops' | 'bytes' | 'pull' | 'work';

/**
 * `waiting`: between two greetings, because the last one failed. `blocked`: only a person can go on.
 * Nothing but a greeting is sent unless `online`.
 */
export type CorePhase = 'stopped' | 'unpaired' | 'greeting' | 'online' | 'waiting' | 'blocked';

/** Everything the engine knows; lost at a crash without harm, as the outbox and the cursor are on the disk. */
export interface CoreState {
  readonly phase: CorePhase;
  /** Raised whenever answers under way stop to matter. */
  readonly run: number;
  readonly reason: SyncFailure | null;
  readonly greeting: { readonly tries: number; readonly nextAtMs: number };
  readonly hubEpoch: string;
  readonly cursor: number;
  readonly headSeq: number;
  /** A person waits for bytes from the server: nothing large starts on its way up. */
  readonly isForegroundBusy: boolean;
  readonly isWorkStale: boolean;
  /** The outbox holds more that is due than was read. */
  readonly hasMoreWork: boolean;
  /** When something in the outbox that is not due yet will be; null: nothing. */
  readonly nextDueAtMs: number | null;
  readonly streams: readonly StreamItem[];
  readonly items: readonly WorkItem[];
  readonly lanes: Readonly<Record<LaneName, Lane>>;
  /** Refs whose bytes are on their way. */
  readonly sendingRefs: readonly string[];
  /** Refs that the server gave no receipt for though it says that it has them: sent again all the same. */
  readonly doubtedRefs: readonly string[];
  readonly lastContactAtMs: number | null;
  readonly wakeAtMs: number | null;
}

/** Time and chance come with every event: the core has neither clock nor dice of its own ([CORE1]). */
export interface EventTime {
  readonly nowMs: number;
  /** At least 0, below 1. */
  readonly random: number;
}

/** Only what belongs to this run counts: answers of an earlier one come too late ([CORE2]). */
interface Answer extends EventTime {
  readonly run: number;
}

export interface BundleOutcome {
  readonly ref: string;
  /** Null: the server says that it has it now. */
  readonly failure: SyncFailure | null;
}

export type CoreEvent =
  | (EventTime & { readonly type: 'started'; readonly isPaired: boolean })
  | (EventTime & { readonly type: 'paired' | 'unpaired' | 'stop' | 'tick' | 'workAdded' })
  /** `online`, the page became visible, a person asked: a reason to try at once, never a fact. */
  | (EventTime & { readonly type: 'networkHint' })
  | (EventTime & { readonly type: 'foreground'; readonly isBusy: boolean })
  | (Answer & {
      readonly type: 'helloAnswered';
      readonly hubEpoch: string;
      readonly headSeq: number;
      /** What the store last knew of this server; null: nothing of any. */
      readonly known: { readonly isSameHub: boolean; readonly cursor: number } | null;
    })
  | (Answer & { readonly type: 'helloFailed'; readonly failure: SyncFailure })
  | (Answer & { readonly type: 'serverForgotten' })
  /** What the outbox held of a stream has other numbers, and the feed is to be read from its beginning. */
  | (Answer & { readonly type: 'renumbered' })
  | (Answer & {
      readonly type: 'workRead';
      readonly streams: readonly PendingStream[];
      readonly instances: readonly PendingInstance[];
      readonly hasMore: boolean;
      readonly nextDueAtMs: number | null;
    })
  | (Answer & { readonly type: 'workFailed'; readonly failure: SyncFailure })
  | (Answer & { readonly type: 'opsAnswered'; readonly stream: string; readonly toN: number })
  | (Answer & {
      readonly type: 'opsFailed';
      readonly stream: string;
      readonly failure: SyncFailure;
      /** With OPERATION_GAP: the number that the server waits for. */
      readonly expectedN: number | null;
    })
  | (Answer & {
      readonly type: 'haveAnswered';
      readonly items: readonly {
        readonly ref: string;
        readonly stored: boolean;
        readonly partOffset: number;
      }[];
    })
  | (Answer & { readonly type: 'haveFailed'; readonly failure: SyncFailure })
  | (Answer & { readonly type: 'bundleAnswered'; readonly outcomes: readonly BundleOutcome[] })
  | (Answer & { readonly type: 'bundleFailed'; readonly failure: SyncFailure })
  | (Answer & {
      readonly type: 'partAnswered';
      readonly ref: string;
      readonly partOffset: number;
      readonly isWhole: boolean;
    })
  | (Answer & {
      readonly type: 'partFailed';
      readonly ref: string;
      readonly failure: SyncFailure;
      /** With OFFSET_MISMATCH and DIGEST_MISMATCH: where the server says that the upload stands. */
      readonly partOffset: number | null;
    })
  | (Answer & {
      readonly type: 'receiptsAnswered';
      /** `kept`: signature verified and stored. Anything else leaves the instance in the outbox. */
      readonly outcomes: readonly {
        readonly ref: string;
        readonly outcome: 'kept' | 'missing' | 'invalid';
      }[];
    })
  | (Answer & { readonly type: 'receiptsFailed'; readonly failure: SyncFailure })
  | (Answer & {
      readonly type: 'changesAnswered';
      readonly hubEpoch: string;
      /** The cursor as it is on the disk now. */
      readonly to: number;
      readonly headSeq: number;
    })
  | (Answer & { readonly type: 'changesFailed'; readonly failure: SyncFailure });

export type CoreEffect =
  | { readonly type: 'hello'; readonly run: number }
  /** What the store knows of another server or another epoch is void: offer everything again. */
  | { readonly type: 'forgetServer'; readonly run: number; readonly hubEpoch: string }
  /** The server holds other operations under the numbers of a stream. */
  | { readonly type: 'renumber'; readonly run: number; readonly stream: string }
  | { readonly type: 'readWork'; readonly run: number; readonly countMax: number }
  | {
      readonly type: 'pushOps';
      readonly run: number;
      readonly stream: string;
      readonly fromN: number;
      readonly toN: number;
    }
  | { readonly type: 'have'; readonly run: number; readonly items: readonly PendingInstance[] }
  | { readonly type: 'stow'; readonly run: number; readonly items: readonly PendingInstance[] }
  | {
      readonly type: 'sendPart';
      readonly run: number;
      readonly item: PendingInstance;
      readonly partOffset: number;
    }
  | { readonly type: 'receipts'; readonly run: number; readonly items: readonly PendingInstance[] }
  | {
      readonly type: 'pullChanges';
      readonly run: number;
      readonly cursor: number;
      readonly waitSeconds: number;
    }
  /** Into the outbox, before any `readWork` that follows. */
  | {
      readonly type: 'noteTry';
      readonly ref: string;
      readonly nextAtMs: number;
      readonly code: SyncFailure['code'];
    }
  /** Every request under way is to be broken off. */
  | { readonly type: 'cancel' }
  | { readonly type: 'wakeAt'; readonly atMs: number };

export interface CoreStep {
  readonly state: CoreState;
  readonly effects: readonly CoreEffect[];
}
