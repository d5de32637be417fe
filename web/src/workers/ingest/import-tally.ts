import type { ImportOutcome, ImportProgress } from '../../archive/archive-types.ts';
import type { ArrivalOutcome } from '../../archive/plan-arrivals.ts';
import type { InspectedInstance } from './batch-writer.ts';
import type { ImportEntry } from './import-entry.ts';
import type { ImportJob, ImportReport, StoredInstance } from './ingest-api.ts';
import { stoppedLine } from './outcome-lines.ts';

/** Time between two reports: fast enough to look alive, slow enough to cost nothing. */
const reportIntervalMs = 100;

/** Keeps the counts of an import and tells them, with the outcome lines, at most ten times a second. */
export interface ImportTally {
  /** A picked file is an archive: the files in it count instead. Told again when all of them were listed. */
  opened(name: string, isOpen: boolean, restCount: () => number): void;
  found(entry: ImportEntry): void;
  /** A file that says nothing itself (its line comes later). */
  passed(progressBytes: number): void;
  line(progressBytes: number, outcome: ImportOutcome): void;
  stored(instance: InspectedInstance, result: ArrivalOutcome): void;
  /** Every picked file without a line gets one. */
  rest(code: string): void;
  end(isCancelled: boolean): ImportProgress;
}

export function createImportTally(
  job: ImportJob,
  report: (report: ImportReport) => void,
): ImportTally {
  const told = new Set<string>();
  const restOf = new Map<string, () => number>();
  const sum = createSum(job);
  const reporter = createReporter(sum.progress, report);
  const add = (progressBytes: number, outcome: ImportOutcome): void => {
    sum.add(progressBytes, outcome.outcome);
    told.add(outcome.fileName);
    reporter.line(outcome);
  };
  return {
    opened(name, isOpen, restCount) {
      restOf.set(name, restCount);
      if (isOpen) sum.files(-1);
      else told.add(name);
    },
    found({ depth }) {
      if (depth > 0) sum.files(1);
    },
    passed: sum.bytes,
    line: add,
    stored({ entry, warnings }, { outcome, instanceId, studyKey, warnings: more }) {
      sum.phase('storing');
      if (outcome !== 'duplicate') reporter.stored({ instanceId, studyKey });
      add(entry.progressBytes, {
        fileName: entry.name,
        outcome,
        code: null,
        warnings: [...warnings, ...more],
        studyKey,
      });
    },
    rest(code) {
      for (const { path, file } of job.files) {
        if (told.has(path)) continue;
        const restCount = restOf.get(path)?.() ?? 0;
        const line = stoppedLine(path, code);
        add(file.size, restCount === 0 ? line : { ...line, restCount });
      }
    },
    end(isCancelled) {
      sum.phase(isCancelled ? 'cancelled' : 'done');
      reporter.flush();
      return sum.progress();
    },
  };
}

/** Collects lines and tells them together with the counts of that moment. */
function createReporter(progress: () => ImportProgress, report: (report: ImportReport) => void) {
  let outcomes: ImportOutcome[] = [];
  let stored: StoredInstance[] = [];
  let reportedAtMs = 0;
  const flush = (): void => {
    reportedAtMs = Date.now();
    report({ progress: progress(), outcomes, stored });
    outcomes = [];
    stored = [];
  };
  return {
    flush,
    stored: (instance: StoredInstance): void => void stored.push(instance),
    line(outcome: ImportOutcome): void {
      outcomes.push(outcome);
      if (Date.now() - reportedAtMs >= reportIntervalMs) flush();
    },
  };
}

function createSum(job: ImportJob) {
  const byteCount = job.files.reduce((sum, { file }) => sum + file.size, 0);
  const counts = { stored: 0, duplicate: 0, variant: 0, ignored: 0, refused: 0, cancelled: 0 };
  let phase: ImportProgress['phase'] = 'reading';
  let fileCount = job.files.length;
  let filesDone = 0;
  let bytesDone = 0;
  const isEnded = (): boolean => phase === 'done' || phase === 'cancelled';
  return {
    add(progressBytes: number, outcome: ImportOutcome['outcome']): void {
      counts[outcome] += 1;
      filesDone += 1;
      bytesDone += progressBytes;
    },
    files: (count: number): void => void (fileCount += count),
    bytes: (count: number): void => void (bytesDone += count),
    phase: (next: ImportProgress['phase']): void => void (phase = next),
    // An archive's directory and padding belong to none of its files: made up at the end.
    progress: (): ImportProgress => ({
      importId: job.importId,
      phase,
      fileCount: isEnded() ? filesDone : Math.max(fileCount, filesDone),
      filesDone,
      byteCount,
      bytesDone: isEnded() ? byteCount : Math.min(bytesDone, byteCount),
      counts: { ...counts },
    }),
  };
}
