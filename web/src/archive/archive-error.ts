import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';

/** Carries an expected failure up to the archive's boundary, where `attempt` makes it a value again. */
export class ArchiveError extends Error {
  readonly failure: ArchiveFailure;

  constructor(failure: ArchiveFailure) {
    super(`${failure.code} at ${failure.step}`);
    this.name = 'ArchiveError';
    this.failure = failure;
  }
}

/** Somebody else changed a row between our reading and our transaction: read and plan again. */
export class PlanStale extends Error {
  constructor() {
    super('rows changed while they were being prepared');
    this.name = 'PlanStale';
  }
}

/** Ends the current step with an expected failure. */
export function refuse(code: ArchiveFailure['code'], step: string, detail?: string): never {
  throw new ArchiveError(detail === undefined ? { code, step } : { code, step, detail });
}

/** Step of the LOCKED that `fenceKeys` answers: the keys are not the active ones any more. */
export const fenceStep = 'write';
