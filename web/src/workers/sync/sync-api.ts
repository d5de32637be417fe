import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { KeyBundle } from '../../archive/key-session.ts';
import type { SeenStudy } from '../../archive/seen-studies.ts';
import type { FetchProgress } from '../../sync/fetch-instance.ts';

/** How far the fetching of a study is: instances that came or failed, and bytes that came. */
export interface StudyFetchProgress extends FetchProgress {
  readonly instancesDone: number;
  readonly instancesTotal: number;
}

/** What came of fetching a study; instances that were here before count nowhere. */
export interface StudyFetchReport {
  readonly fetchedCount: number;
  readonly failedCount: number;
  /** One line for each distinct reason, the most frequent first. */
  readonly failures: readonly { readonly failure: SyncFailure; readonly count: number }[];
}

/** Under which client of the browser's locks a worker leads: how it finds out that another has taken over. */
export interface Tenure {
  readonly clientId: string;
}

/** What somebody looks for; what they are shown is kept for them alone. */
export interface ServerQuestion {
  readonly personId: string;
  readonly text: string;
  /** Where the page before ended; null: the first. */
  readonly after: string | null;
}

/** A study of the server that somebody opens. */
export interface BringRequest {
  readonly personId: string;
  readonly StudyInstanceUID: string;
}

/** How far that is: images that are known here by now. */
export interface BringProgress {
  readonly instancesDone: number;
}

/** One page of what a search of the server found. */
export interface ServerFinding {
  readonly studies: readonly SeenStudy[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

type Report<Progress> = ((progress: Progress) => Promise<void>) | null;

/** The worker's side, as the page calls it. */
export interface SyncApi {
  open(keys: KeyBundle): Promise<Result<void, ArchiveFailure>>;
  /** A lock was set, or everything is encrypted anew. */
  exchangeKeys(keys: KeyBundle): void;
  /** Syncs from now on, until the worker is ended or another tab has taken over. */
  lead(tenure: Tenure): void;
  pair(origin: string, code: string): Promise<Result<null, SyncFailure>>;
  fetchInstance(
    fetchId: string,
    instanceId: string,
    report: Report<FetchProgress>,
  ): Promise<Result<null, SyncFailure>>;
  fetchStudy(
    fetchId: string,
    studyKey: string,
    report: Report<StudyFetchProgress>,
  ): Promise<Result<StudyFetchReport, SyncFailure>>;
  /** Finds studies on the server. */
  searchServer(
    fetchId: string,
    question: ServerQuestion,
  ): Promise<Result<ServerFinding, SyncFailure>>;
  /** Makes a study of the server one of this device; gives its key. */
  bringStudy(
    fetchId: string,
    request: BringRequest,
    report: Report<BringProgress>,
  ): Promise<Result<string, SyncFailure>>;
  /** Breaks a fetch off. */
  cancel(fetchId: string): void;
}
