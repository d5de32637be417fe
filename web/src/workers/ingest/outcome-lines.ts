import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { ImportOutcome } from '../../archive/archive-types.ts';

export function refusedLine(fileName: string, code: string, detail: string): ImportOutcome {
  const line = { fileName, outcome: 'refused' as const, code, warnings: [], studyKey: null };
  return detail === '' ? line : { ...line, detail };
}

export function failedLine(fileName: string, failure: ArchiveFailure): ImportOutcome {
  return refusedLine(fileName, failure.code, failure.detail ?? '');
}

/** The line of a file that was not come to. */
export function stoppedLine(fileName: string, code: string): ImportOutcome {
  if (code !== 'CANCELLED') return refusedLine(fileName, code, '');
  return { fileName, outcome: 'cancelled', code: null, warnings: [], studyKey: null };
}
