import { isAnimal } from '#shared/patient/species.ts';
import type { PatientView } from '../live/patient-book.ts';
import type { PatientKind } from './form-values.ts';

/** Whether the next one entered is more likely a person or an animal: as the last entered, else by who asks. */
export function kindOfNewFor(
  profession: string,
  patients: readonly Pick<PatientView, 'entered' | 'demographics'>[],
): PatientKind {
  const [last] = patients
    .flatMap(({ entered, demographics }) => (entered === null ? [] : [{ entered, demographics }]))
    .toSorted((a, b) => (a.entered.createdAt < b.entered.createdAt ? 1 : -1));
  const isVet = profession === 'veterinarian';
  return (last === undefined ? isVet : isAnimal(last.demographics)) ? 'animal' : 'person';
}
