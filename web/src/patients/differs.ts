import { isSameValue, type Demographics, type PatientField } from '#shared/patient/demographics.ts';
import { comparableSpecies } from '#shared/patient/species.ts';

/** Whether two patients contradict each other in a field: both say something, and not the same. */
export function differs(field: PatientField, a: Demographics, b: Demographics): boolean {
  if (a[field] === '' || b[field] === '') return false;
  if (field === 'PatientSpeciesDescription') {
    return comparableSpecies(a[field]) !== comparableSpecies(b[field]);
  }
  return !isSameValue(a[field], b[field]);
}
