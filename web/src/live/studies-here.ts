import type { StudySummary } from '../archive/archive-types.ts';

/** Studies of the list, by where their images are: a listed study may have none on this device. */
export interface StudiesHere {
  readonly whole: readonly StudySummary[];
  /** Some of their images are here. */
  readonly inPart: readonly StudySummary[];
  readonly onlyOnServer: readonly StudySummary[];
  /** Bytes of the files of `whole`, as they came. */
  readonly byteLength: number;
}

/** Sorts the list by what of it is on this device. */
export function studiesHere(studies: readonly StudySummary[]): StudiesHere {
  const whole: StudySummary[] = [];
  const inPart: StudySummary[] = [];
  const onlyOnServer: StudySummary[] = [];
  for (const study of studies) {
    const { instanceCount, localCount } = study.whereabouts;
    if (localCount === 0) onlyOnServer.push(study);
    else if (localCount < instanceCount) inPart.push(study);
    else whole.push(study);
  }
  const byteLength = whole.reduce((sum, study) => sum + study.byteLength, 0);
  return { whole, inPart, onlyOnServer, byteLength };
}
