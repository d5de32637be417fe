import type { SyncFailure } from '../failure/sync-failure.ts';
import type { ChangesAnswer, HelloAnswer, Receipt } from './protocol.ts';

/** What the core is not allowed to find out by itself. `random` is in [0, 1), new with every step. */
export interface Surroundings {
  readonly nowMs: number;
  readonly random: number;
}

/** The server that this device is paired with, as pinned at pairing. */
export interface PinnedHub {
  readonly hubId: string;
  readonly kid: string;
  readonly publicKey: string;
}

/** How far the change feed has been taken in, of which server and which life of it. */
export interface FeedPosition {
  readonly hubId: string;
  readonly hubEpoch: string;
  readonly cursor: number;
}

/** An instance that waits for the server. */
export interface WaitingInstance {
  readonly ref: string;
  readonly studyKey: string;
  readonly byteLength: number;
  /** Order of arrival on this device. */
  readonly order: number;
  readonly tries: number;
  readonly nextAtMs: number;
  readonly code: string | null;
}

/** What the outbox holds, cut to what the core needs next. */
export interface OutboxWindow {
  /** Ids in the order in which they must be pushed. */
  readonly opIds: readonly string[];
  readonly opCount: number;
  readonly instances: readonly WaitingInstance[];
  readonly instanceCount: number;
  readonly instanceBytes: number;
}

/** Why somebody knocks. `online` and `visible` are hints of the browser and prove nothing. */
export type WakeCause = 'timer' | 'online' | 'visible' | 'person' | 'local-work';

export type SyncEvent =
  | {
      readonly type: 'started';
      readonly hub: PinnedHub | null;
      readonly feed: FeedPosition | null;
    }
  | { readonly type: 'stopped' }
  | { readonly type: 'woken'; readonly cause: WakeCause }
  /** Somebody waits in front of the screen for bytes from the server: uploads make room. */
  | { readonly type: 'foreground'; readonly isBusy: boolean }
  | { readonly type: 'answered'; readonly id: number; readonly answer: SyncAnswer }
  | { readonly type: 'failed'; readonly id: number; readonly failure: EffectFailure };

export interface EffectFailure extends SyncFailure {
  /** With OPERATION_GAP. */
  readonly expectedN?: number;
  /** With OFFSET_MISMATCH: what the server really has. */
  readonly byteOffset?: number;
}

/** An instance and the digest by which the server knows it. */
export interface InstanceRef {
  readonly ref: string;
  readonly sha256: string;
}

export interface HaveItem extends InstanceRef {
  readonly byteLength: number;
  readonly isStored: boolean;
  /** Bytes of an unfinished upload in parts that are safe on the server. */
  readonly partOffset: number;
}

/** `claimed`: the server says it has it, which only a receipt proves. `unknown`: named in no list of its answer. */
export type UploadOutcome =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'later' }
  | { readonly kind: 'refused'; readonly detail: string }
  /** The bytes on this device have not the digest they had when they were stored. */
  | { readonly kind: 'damaged' }
  /** Not on this device any more. */
  | { readonly kind: 'gone' };

export interface CheckedReceipt {
  readonly receipt: Receipt;
  /** Ed25519 over `receiptText`, under the pinned key. */
  readonly isSignatureValid: boolean;
}

export type SyncAnswer =
  | { readonly kind: 'hello'; readonly hello: HelloAnswer }
  | { readonly kind: 'outbox'; readonly outbox: OutboxWindow }
  | { readonly kind: 'have'; readonly items: readonly HaveItem[]; readonly gone: readonly string[] }
  | {
      readonly kind: 'uploaded';
      readonly outcomes: readonly { readonly ref: string; readonly outcome: UploadOutcome }[];
    }
  | { readonly kind: 'part'; readonly byteOffset: number }
  | {
      readonly kind: 'receipts';
      readonly receipts: readonly CheckedReceipt[];
      /** Digests the server does not vouch for. */
      readonly missing: readonly string[];
    }
  | { readonly kind: 'ops'; readonly ids: readonly string[] }
  | { readonly kind: 'changes'; readonly page: ChangesAnswer }
  | { readonly kind: 'feed'; readonly feed: FeedPosition | null }
  | { readonly kind: 'done' };

/** What somebody with hands must do. Each has an id, and is answered with it once, by `answered` or `failed`. */
export type SyncEffect = { readonly id: number } & SyncWork;

export type SyncWork =
  | { readonly kind: 'hello' }
  | { readonly kind: 'read-outbox' }
  | { readonly kind: 'read-feed' }
  | { readonly kind: 'retry-now' }
  | { readonly kind: 'have'; readonly refs: readonly string[] }
  | { readonly kind: 'stow'; readonly items: readonly InstanceRef[] }
  | ({
      readonly kind: 'send-part';
      readonly byteOffset: number;
      readonly partByteLength: number;
      readonly byteLength: number;
    } & InstanceRef)
  | { readonly kind: 'ask-receipts'; readonly items: readonly InstanceRef[] }
  | { readonly kind: 'save-receipts'; readonly items: readonly ProvenInstance[] }
  | { readonly kind: 'note-tries'; readonly tries: readonly NotedTry[] }
  | { readonly kind: 'push-ops'; readonly ids: readonly string[] }
  /** `hubEpoch`: of the life of the server that took them. */
  | { readonly kind: 'mark-ops-sent'; readonly ids: readonly string[]; readonly hubEpoch: string }
  | { readonly kind: 'reissue-ops'; readonly stream: string; readonly fromN: number }
  | { readonly kind: 'pull'; readonly cursor: number; readonly waitSeconds: number }
  | { readonly kind: 'apply'; readonly page: ChangesAnswer; readonly hubId: string }
  | { readonly kind: 'forget-server'; readonly hubId: string; readonly hubEpoch: string };

export interface ProvenInstance {
  readonly ref: string;
  readonly receipt: Receipt;
}

/** What the outbox shall remember of a try that failed. */
export interface NotedTry {
  readonly ref: string;
  readonly nextAtMs: number;
  readonly code: SyncFailure['code'];
}
