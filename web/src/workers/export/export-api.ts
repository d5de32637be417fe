import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { KeyBundle } from '../../archive/key-session.ts';

/** What shall go out: whole studies, or some series of them. */
export interface ExportChoice {
  readonly studyKey: string;
  /** SeriesInstanceUIDs; null for all. */
  readonly series: readonly string[] | null;
}

/** How much there is of it, before anything is written. */
export interface ExportPlan {
  /** More than one where the browser takes no large file bit by bit. */
  readonly parts: readonly { readonly fileCount: number; readonly byteLength: number }[];
  /** Instances whose bytes are on the server alone. */
  readonly elsewhereCount: number;
}

/** An instance that could not be written, and why. */
export interface NotExported {
  readonly studyKey: string;
  readonly InstanceNumber: number | null;
  readonly SeriesDescription: string;
  readonly code: string;
}

export interface ExportProgress {
  readonly filesDone: number;
  readonly fileCount: number;
  readonly bytesDone: number;
  readonly byteCount: number;
}

export interface ExportReport {
  readonly phase: 'done' | 'cancelled';
  readonly filesWritten: number;
  readonly failed: readonly NotExported[];
  /** Files that came without the header of PS3.10: written as they came, but no DICOMDIR may name them. */
  readonly unlistedCount: number;
  /** Files whose first bytes imitated another kind of file: those 128 bytes went out as zeros. */
  readonly neutralisedCount: number;
  /** What was written could not all be taken away after a stop. */
  readonly isLeftBehind: boolean;
  /** Of the folder made for it, where the chosen one held a file-set already. */
  readonly subfolder: string | null;
}

/** One more archive failure: the place that was chosen took no more. */
export type ExportFailure =
  | ArchiveFailure
  | { readonly code: 'TARGET_FAILED'; readonly step: string };

/** Where files of an export go in a folder that a person has chosen. */
export interface FolderOrder {
  /** Of the folder made in it where it holds a file-set already. */
  readonly name: string;
  /** Of the mark that lies there until it is complete. */
  readonly id: string;
}

/** Lies beside the files of an export into a folder until it is complete: whoever finds it there knows that it is not. */
export function unfinishedName(id: string): string {
  return `NOT-COMPLETE-${id}.txt`;
}

/** Takes the bytes of a ZIP in order; answers when it may be given more. */
export type TakeBytes = (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** The worker's side, as the page calls it. */
export interface ExportApi {
  open(keys: KeyBundle): Promise<Result<void, ArchiveFailure>>;
  exchangeKeys(keys: KeyBundle): void;
  plan(
    choices: readonly ExportChoice[],
    partBytesMax: number,
  ): Promise<Result<ExportPlan, ArchiveFailure>>;
  writeZip(
    part: number,
    take: TakeBytes,
    report: (progress: ExportProgress) => Promise<void>,
  ): Promise<Result<ExportReport, ExportFailure>>;
  writeFolder(
    folder: FileSystemDirectoryHandle,
    order: FolderOrder,
    report: (progress: ExportProgress) => Promise<void>,
  ): Promise<Result<ExportReport, ExportFailure>>;
  cancel(): void;
}
