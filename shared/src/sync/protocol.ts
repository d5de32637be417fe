import type { DicomDataset } from '../dicom/dicom-json.ts';
import type { Op } from './op.ts';

/** Raised when an older app could misread an answer; the server serves this one and the one before. */
export const protocolVersion = 1;

/** Every answer under `/sync/v1` carries `Satchel-Server: <hubId>`; an answer without it is no answer of ours (captive portal). */
export const serverHeader = 'Satchel-Server';
export const protocolHeader = 'Satchel-Protocol';

/** Instances up to this size go up by STOW-RS in bundles; larger ones in parts. */
export const bundleBytesMax = 16 * 1024 * 1024;
export const partBytesMax = 8 * 1024 * 1024;
export const haveCountMax = 1000;
export const opsCountMax = 500;

/** `POST /sync/v1/pair`, the one call without a token. 403 PAIRING_CODE_WRONG. */
export interface PairRequest {
  readonly code: string;
  readonly deviceId: string;
  readonly deviceName: string;
}
export interface PairAnswer {
  readonly deviceId: string;
  /** Bearer token for `/sync` and `/dicom-web`; shown once, stored hashed on the server. */
  readonly token: string;
  readonly hub: HubIdentity;
}
export interface HubIdentity {
  readonly hubId: string;
  /** Changes when the server was restored from a backup: devices offer everything again. */
  readonly hubEpoch: string;
  readonly name: string;
  readonly key: ReceiptKey;
}
/** Ed25519 public key, 32 raw bytes as base64url; `kid` = first 16 hex digits of their SHA-256. */
export interface ReceiptKey {
  readonly kid: string;
  readonly publicKey: string;
}

/**
 * Where the feed ended at a moment: the row's number, and a mark that the server can make only while it has
 * that very row. A device shows the last that it was given; a server that cannot make it again lost history.
 */
export interface FeedHead {
  readonly seq: number;
  readonly mark: string;
}
/** The last end of the feed that a device was shown, and of which epoch. */
export interface SeenHead extends FeedHead {
  readonly hubEpoch: string;
}

/** `POST /sync/v1/hello` */
export interface HelloRequest {
  readonly deviceId: string;
  readonly epoch: string;
  readonly protocol: number;
  readonly appVersion: string;
  readonly seen?: SeenHead;
}
export interface HelloAnswer {
  readonly hub: HubIdentity;
  readonly nowMs: number;
  /** Highest committed sequence number of the change feed. */
  readonly headSeq: number;
  /** Highest n of this device and epoch that the server has applied (0 = none). */
  readonly lastOpN: number;
}

/** `POST /sync/v1/have`, at most `haveCountMax` digests. */
export interface HaveRequest {
  readonly sha256: readonly string[];
}
export interface HaveAnswer {
  readonly items: readonly {
    readonly sha256: string;
    readonly stored: boolean;
    /** Bytes of an unfinished upload in parts that are safe on the server. */
    readonly partOffset: number;
  }[];
}

/**
 * `HEAD /sync/v1/blobs/<sha256>` → `Upload-Offset`, `Upload-Length`.
 * `PATCH` with `Upload-Offset`, `Upload-Length`, `Content-Digest: sha-256=:…:` (RFC 9530) → 204 + `Upload-Offset`;
 * 201 + StoreOutcome when the last part made it whole; 409 + true offset; 460 part's digest wrong;
 * 422 + StoreOutcome when the whole was refused.
 */
export interface StoreOutcome {
  readonly sha256: string;
  readonly outcome: 'stored' | 'duplicate' | 'variant' | 'refused';
  /** PS3.18 10.5.3: the same reason STOW-RS gives, decimal. */
  readonly failureReason?: number;
  readonly code?: string;
}

/** `POST /sync/v1/receipts`: asks for proof, after STOW or parts; re-verified from disk by the server. */
export interface ReceiptsRequest {
  readonly sha256: readonly string[];
  readonly seen?: SeenHead;
}
export interface ReceiptsAnswer {
  readonly receipts: readonly Receipt[];
  readonly missing: readonly string[];
  readonly head: FeedHead;
}
export type ReceiptLevel = 'STORED' | 'REPLICATED' | 'ARCHIVED' | 'COMMITTED';
/** `sig` = Ed25519 over UTF-8 of `receiptText(receipt)`, base64url. */
export interface Receipt {
  readonly sha256: string;
  readonly byteLength: number;
  readonly SOPInstanceUID: string;
  readonly level: ReceiptLevel;
  readonly at: string;
  readonly hubId: string;
  readonly hubEpoch: string;
  readonly seq: number;
  readonly kid: string;
  readonly sig: string;
}

/** The exact text that a receipt's signature covers: every field but `sig`, one a line, in this order. */
export function receiptText(receipt: Omit<Receipt, 'sig'>): string {
  return [
    'satchel-receipt-1',
    receipt.sha256,
    String(receipt.byteLength),
    receipt.SOPInstanceUID,
    receipt.level,
    receipt.at,
    receipt.hubId,
    receipt.hubEpoch,
    String(receipt.seq),
    receipt.kid,
  ].join('\n');
}

/** `POST /sync/v1/ops`, in order of n, at most `opsCountMax`; effects and lastOpN in one transaction. 409 OPERATION_GAP + expectedN. */
export interface OpsRequest {
  readonly ops: readonly Op[];
  readonly seen?: SeenHead;
}
export interface OpsAnswer {
  readonly results: readonly {
    readonly id: string;
    readonly outcome: 'applied' | 'duplicate';
    readonly seq: number;
  }[];
  readonly lastOpN: number;
  readonly head: FeedHead;
}

/**
 * `GET /sync/v1/changes?cursor=<seq>&limit=<≤1000>&wait=<seconds ≤25>&epoch=<hubEpoch of the cursor>`, with
 * `&seen=<seq>.<mark>` of the same epoch: rows with seq > cursor, gap-free up to the committed head.
 * `wait` is cut short where `epoch` is not, or ceases to be, that of the answer.
 *
 * With `&scope=<seq>.<mark>&pulled=<seq>` the rows of studies that the device does not carry are left out:
 * everything in scope with a number above `from`, up to `to`.
 */
export interface ChangesAnswer {
  readonly hubEpoch: string;
  readonly from: number;
  readonly to: number;
  readonly head: FeedHead;
  readonly rows: readonly ChangeRow[];
  /** Only where `scope` was asked for; null: the server lost what this device carries, and gives no rows. */
  readonly scope?: ScopeState | null;
}

/**
 * How far the list of studies that a device carries went at a moment; the mark is made like a feed's. Studies
 * of which rows were left out before they were carried are owed: all their rows are to be pulled.
 */
export interface ScopeHead {
  readonly seq: number;
  readonly mark: string;
}
export interface ScopeState extends ScopeHead {
  /** The first of those with a number above `pulled`, in order of their numbers. */
  readonly owed: readonly { readonly seq: number; readonly StudyInstanceUID: string }[];
}

/** Studies in one `ScopeRequest`. */
export const scopeCountMax = 1000;

/** `POST /sync/v1/scope`: the device carries these studies from now on. Nothing is ever taken out. */
export interface ScopeRequest {
  readonly add: readonly string[];
  /** The feed has told the device all of them up to its cursor, or will, as it reads from the beginning. */
  readonly isTold: boolean;
}
export interface ScopeAnswer {
  readonly hubEpoch: string;
  readonly scope: ScopeHead;
}

/**
 * `GET /sync/v1/studies/<StudyInstanceUID>/changes?after=<seq>&limit=<≤1000>`: all rows of one study, in order,
 * `to` the last one's number. Whoever asks carries the study from then on.
 */
export interface StudyChangesAnswer {
  readonly hubEpoch: string;
  readonly to: number;
  readonly isLast: boolean;
  readonly head: FeedHead;
  readonly rows: readonly ChangeRow[];
}
/** `SearchRequest`: signs of the text, and studies of one answer. */
export const searchTextMax = 200;
export const searchCountMax = 100;

/**
 * `POST /sync/v1/search`: studies in which every word of `text` occurs, whatever the attribute, case and accents;
 * the latest first, those in the trash not. What people search for is a patient's: it stands in no URL.
 */
export interface SearchRequest {
  readonly text: string;
  /** At most `searchCountMax`. */
  readonly limit: number;
  /** `next` of the answer before; null for the first. */
  readonly after: string | null;
}
export interface SearchAnswer {
  readonly studies: readonly FoundStudy[];
  /** null: there are no more. */
  readonly next: string | null;
}
export interface FoundStudy {
  readonly StudyInstanceUID: string;
  /** Of the study, with ModalitiesInStudy and the counts of its series and instances. */
  readonly attributes: DicomDataset;
  /** Somebody has corrected who its patient is: `attributes` are what its files say. */
  readonly isCorrected: boolean;
}

export type ChangeRow =
  | { readonly seq: number; readonly kind: 'instance'; readonly instance: InstanceChange }
  | { readonly seq: number; readonly kind: 'op'; readonly op: Op };
export interface InstanceChange {
  readonly sha256: string;
  readonly byteLength: number;
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly SOPClassUID: string;
  readonly TransferSyntaxUID: string;
  /** Patient, study, series and instance attributes that lists show (no bulk values). */
  readonly attributes: DicomDataset;
  /** True when another instance with this SOP Instance UID and other content was there before. */
  readonly variant: boolean;
  /** Device that brought it, or empty for DICOMweb and DIMSE clients. */
  readonly deviceId: string;
}

/** Error bodies are RFC 9457 problem+json with these members. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly retry: 'never' | 'later' | 'sign-in' | 'person';
  readonly expectedN?: number;
}
