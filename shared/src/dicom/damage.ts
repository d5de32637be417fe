import type { DicomFailure } from '../failure/dicom-failure.ts';

/**
 * Carries a failure out of the depth of the parser to its entry point, which answers with the value.
 * Never leaves `shared/src/dicom`.
 */
export class Damage extends Error {
  readonly failure: DicomFailure;

  constructor(failure: DicomFailure) {
    super(failure.code);
    this.failure = failure;
  }
}
