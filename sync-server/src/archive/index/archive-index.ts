import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { PixelLayout } from '#shared/dicom/parsed-instance.ts';
import type { QidoFilter } from '#shared/dicomweb/qido-query.ts';
import type { Op } from '#shared/sync/op.ts';
import type { ChangeRow } from '#shared/sync/protocol.ts';

/** What the index keeps of one stored instance; everything but `id` and `seq` comes from the bytes. */
export interface InstanceRow {
  readonly sha256: string;
  readonly byteLength: number;
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly SOPClassUID: string;
  readonly TransferSyntaxUID: string;
  /** The whole data set but bulk values, ready to be served as metadata. */
  readonly dataset: DicomDataset;
  readonly pixel: PixelLayout | null;
  readonly datasetByteOffset: number;
  /** Of the device that brought it, or empty. */
  readonly deviceId: string;
  /**
   * `primary`: the instance of its SOP Instance UID. `encoding`: the same content in another encoding,
   * kept quietly. `variant`: other content under the same UID, kept beside (decision 16).
   */
  readonly role: 'primary' | 'encoding' | 'variant';
  readonly receivedAt: string;
  readonly seq: number;
}

/** A query at one level, already parsed: matching keys, and which page of the matches. */
export interface Search {
  readonly level: 'study' | 'series' | 'instance';
  readonly filters: readonly QidoFilter[];
  readonly limit: number;
  readonly offset: number;
}

/** One answer: the attributes of the level and of the levels above it, as DICOM JSON. */
export interface SearchHit {
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly dataset: DicomDataset;
}

export interface AccessToken {
  readonly id: string;
  readonly kind: 'device' | 'client';
  readonly label: string;
  readonly deviceId: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface OpsOutcome {
  readonly results: readonly {
    readonly id: string;
    readonly outcome: 'applied' | 'duplicate';
    readonly seq: number;
  }[];
  readonly lastOpN: number;
}

/**
 * Index, change log, operations, uploads and access of one server, each call one transaction that is
 * durable when it resolves. The change log's numbers are given at commit, without gaps.
 * SQLite today; PostgreSQL will pass the same suite.
 */
export interface ArchiveIndex {
  close(): Promise<void>;
  readMeta(key: string): Promise<string | null>;
  writeMeta(key: string, value: string): Promise<void>;

  /** Adds instances and their change rows; one that is there already by its digest is answered as it is. */
  addInstances(rows: readonly Omit<InstanceRow, 'seq'>[]): Promise<readonly InstanceRow[]>;
  instanceByDigest(sha256: string): Promise<InstanceRow | null>;
  /** All that share a SOP Instance UID, the primary first. */
  instancesOfSop(SOPInstanceUID: string): Promise<readonly InstanceRow[]>;
  /** Primary instances of a study or a series, in order of series and instance number. Rejected studies have none. */
  instancesOf(
    StudyInstanceUID: string,
    SeriesInstanceUID?: string,
  ): Promise<readonly InstanceRow[]>;
  storedDigests(sha256: readonly string[]): Promise<ReadonlySet<string>>;
  search(search: Search): Promise<readonly SearchHit[]>;

  /** Appends operations of one device in order of n; a gap changes nothing and answers with the n expected. */
  appendOps(ops: readonly Op[]): Promise<OpsOutcome | { readonly expectedN: number }>;
  lastOpN(deviceId: string, epoch: string): Promise<number>;
  changesAfter(cursor: number, limit: number): Promise<readonly ChangeRow[]>;
  headSeq(): Promise<number>;

  uploadOf(
    sha256: string,
  ): Promise<{ readonly byteLength: number; readonly byteOffset: number } | null>;
  saveUpload(sha256: string, byteLength: number, byteOffset: number): Promise<void>;
  dropUpload(sha256: string): Promise<void>;

  addToken(token: AccessToken, secretSha256: string): Promise<void>;
  tokenBySecret(secretSha256: string): Promise<AccessToken | null>;
  touchToken(id: string, usedAt: string): Promise<void>;
  tokens(kind: 'device' | 'client'): Promise<readonly AccessToken[]>;
  /** False when there is no such token that is still valid. */
  revokeToken(id: string, revokedAt: string): Promise<boolean>;
  savePairing(codeSha256: string, expiresAt: number): Promise<void>;
  /** Uses up a code: true once, before it expires; false tries are counted against every open code. */
  redeemPairing(codeSha256: string, nowMs: number): Promise<boolean>;
}
