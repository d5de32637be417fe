import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { PixelLayout } from '#shared/dicom/parsed-instance.ts';
import type { QidoFilter } from '#shared/dicomweb/qido-query.ts';
import type { Op } from '#shared/sync/op.ts';
import type { ChangeRow, ScopeState } from '#shared/sync/protocol.ts';

/** Identity and whereabouts of one stored instance. */
export interface InstanceRow {
  readonly sha256: string;
  readonly byteLength: number;
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly SOPClassUID: string;
  readonly TransferSyntaxUID: string;
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

export type BulkPlace = readonly [byteOffset: number, byteLength: number, wordBytes: number];

/** Where the values that stayed in the file lie. */
export interface InstanceLayout {
  readonly pixel: PixelLayout | null;
  /** Path of tags and item indexes (`00420011`, `54001234/0/54001010`) → where its value lies, in the inflated data set where deflated; words of `wordBytes` are big endian where above 1. */
  readonly bulk: { readonly [path: string]: BulkPlace };
}

/** What is kept of an instance's data set beside its row. */
export interface InstanceContent {
  /** The DICOM JSON Model as it goes over the wire, each BulkDataURI as `bulkMark` and its path. */
  readonly metadata: string;
  /** The attributes that lists and the change feed show. */
  readonly attributes: DicomDataset;
  readonly layout: InstanceLayout;
}

/** Stands where the address of an instance's bulk data belongs: `"BulkDataURI":"satchel:<path>"`. */
export const bulkMark = 'satchel:';

export interface NewInstance {
  readonly row: Omit<InstanceRow, 'seq'>;
  readonly content: InstanceContent;
  /** How many instances of its SOP Instance UID its role was decided against. */
  readonly comparedCount: number;
}

/** `compare`: others of its UID came meanwhile; nothing was added, the role must be decided again. */
export type AddOutcome =
  | { readonly outcome: 'added' | 'there'; readonly row: InstanceRow }
  | { readonly outcome: 'compare' };

export interface InstanceMetadata {
  readonly row: InstanceRow;
  readonly metadata: string;
}

/** A query at one level, already parsed: matching keys, and which page of the matches. */
export interface Search {
  readonly level: 'study' | 'series' | 'instance';
  readonly filters: readonly QidoFilter[];
  readonly limit: number;
  readonly offset: number;
  /** Instance level: whole data sets are wanted, not only what lists show. */
  readonly wholeDatasets?: boolean;
}

/** One answer: the attributes of the level and of the levels above it, as DICOM JSON. */
export interface SearchHit {
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly dataset: DicomDataset;
}

/** Studies in which all of some folded words occur, below a place in the list of all, the latest first. */
export interface StudyFinding {
  readonly words: readonly string[];
  readonly after: StudyPlace | null;
  readonly limit: number;
}
/** Where a study stands in that list, whatever was asked for. */
export interface StudyPlace {
  readonly StudyDate: string;
  readonly id: number;
}
export interface StudyFound {
  readonly hit: SearchHit;
  /** Operations say that its patient is another than its files say. */
  readonly isCorrected: boolean;
  readonly place: StudyPlace;
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

/** Studies that a device names as carried. */
export interface CarriedStudies {
  readonly uids: readonly string[];
  /** It was told all of them, or will be: nothing is owed. */
  readonly isTold: boolean;
}

/** What a device is told of the feed: rows in scope, up to `to`, and how its scope stands with that. */
export interface ScopedRows<Row = ChangeRow> {
  readonly rows: readonly Row[];
  readonly to: number;
}
export interface ScopedPage extends ScopedRows {
  /** Number of the last entry in the device's list, and what names it with all before; 0 and empty while it has none. */
  readonly scope: { readonly seq: number; readonly name: string };
  readonly owed: ScopeState['owed'];
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

  /** Adds instances and their change rows in one transaction, perhaps shared with other calls of the moment. */
  addInstances(instances: readonly NewInstance[]): Promise<readonly AddOutcome[]>;
  instanceByDigest(sha256: string): Promise<InstanceRow | null>;
  /** All that share a SOP Instance UID, the primary first. */
  instancesOfSop(SOPInstanceUID: string): Promise<readonly InstanceRow[]>;
  /** Primary instances of a study, a series, or the one named, in order of series and instance number. Rejected studies have none. */
  instancesOf(
    StudyInstanceUID: string,
    SeriesInstanceUID?: string,
    SOPInstanceUID?: string,
  ): Promise<readonly InstanceRow[]>;
  /** The same instances with their metadata, `offset` and `limit` counted in instances. */
  metadataOf(
    StudyInstanceUID: string,
    SeriesInstanceUID: string | undefined,
    SOPInstanceUID: string | undefined,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<readonly InstanceMetadata[]>;
  layoutOf(sha256: string): Promise<InstanceLayout | null>;
  /** Those whose instance is here and not known to be damaged. */
  storedDigests(sha256: readonly string[]): Promise<ReadonlySet<string>>;
  /** Notes that the medium no longer gives an instance's bytes back, or does again: devices are asked for the former. */
  saveDamage(sha256: string, isDamaged: boolean): Promise<void>;
  findStudies(finding: StudyFinding): Promise<readonly StudyFound[]>;
  search(search: Search): Promise<readonly SearchHit[]>;

  /** Appends operations of one device in order of n; a gap changes nothing and answers with the n expected. */
  appendOps(ops: readonly Op[]): Promise<OpsOutcome | { readonly expectedN: number }>;
  lastOpN(deviceId: string, epoch: string): Promise<number>;
  /** Rows with a number above the cursor, without gaps, in order. */
  changesAfter(cursor: number, limit: number): Promise<readonly ChangeRow[]>;
  /** Of those, the ones that a device is told, looked for in a bounded stretch of the log. */
  scopedChangesAfter(
    deviceId: string,
    page: {
      readonly cursor: number;
      readonly limit: number;
      /** Up to which entry of its list the device has pulled what is owed. */
      readonly pulled: number;
      /** The server's clock: what counts as recent. */
      readonly nowMs: number;
    },
  ): Promise<ScopedPage>;
  /** All rows of a study with a number above `after`, in order. */
  studyChanges(
    StudyInstanceUID: string,
    after: number,
    limit: number,
  ): Promise<readonly ChangeRow[]>;
  /** The device carries these studies from now on; gives the end of its list. */
  carryStudies(deviceId: string, studies: CarriedStudies): Promise<ScopedPage['scope']>;
  /** It carries the studies of these instances; true when one of them is new to it. */
  carryDigests(deviceId: string, sha256: readonly string[]): Promise<boolean>;
  /** What names an entry in a device's list with all before it; null when there is no such entry. */
  carriedNameAt(deviceId: string, seq: number): Promise<string | null>;
  headSeq(): Promise<number>;
  /** What the row with a number of the feed tells of: a digest or an operation's id; null when there is no such row. */
  nameAt(seq: number): Promise<string | null>;

  uploadOf(
    sha256: string,
  ): Promise<{ readonly byteLength: number; readonly byteOffset: number } | null>;
  saveUpload(sha256: string, byteLength: number, byteOffset: number): Promise<void>;
  dropUpload(sha256: string): Promise<void>;

  addToken(token: AccessToken, secretSha256: string): Promise<void>;
  /** Also revoked ones: who asks looks at `revokedAt`. */
  tokenBySecret(secretSha256: string): Promise<AccessToken | null>;
  touchToken(id: string, usedAt: string): Promise<void>;
  tokens(kind: 'device' | 'client'): Promise<readonly AccessToken[]>;
  /** False when there is no such token that is still valid. */
  revokeToken(id: string, revokedAt: string): Promise<boolean>;
  savePairing(codeSha256: string, expiresAt: number): Promise<void>;
  /** Uses up a code: true once, before it expires; false tries are counted against every open code. */
  redeemPairing(codeSha256: string, nowMs: number): Promise<boolean>;
}
