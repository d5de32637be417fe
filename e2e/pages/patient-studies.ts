/** Generated studies for the specs of patients: one image each, of whom the spec says. */
import type { SyntheticInstance } from '../../shared/testing/synthetic-instance.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import { datasetOf } from '../../shared/testing/synthetic-modules.ts';

type Values = Parameters<typeof datasetOf>[0];

/** A study of one slice whose files say that of their patient. */
export function studyOf(seed: string, patient: Values): SyntheticInstance {
  const slice = ctSlice({ study: { seed: `patients/${seed}` }, index: 0, count: 1, rows: 32 });
  return { ...slice, dataset: { ...slice.dataset, ...datasetOf(patient) } };
}
