import {
  isSameValue,
  isTemporaryId,
  noDemographics,
  patientFields,
  type Demographics,
  type PatientField,
} from '../patient/demographics.ts';
import type { FoldedPatient, FoldedStudyPatient } from './fold-patients.ts';

/** Where what is shown of a study's patient is not what its files say. */
export interface ShownDifference {
  readonly field: PatientField;
  readonly shown: string;
  /** What the files say; empty where they say nothing. */
  readonly file: string;
  /** `patient`: the study belongs to a patient that was entered; `correction`: of this study alone. */
  readonly source: 'patient' | 'correction';
  /** What others said at the same time without knowing of it. */
  readonly others: readonly string[];
}

export interface ShownPatient {
  readonly demographics: Demographics;
  readonly differences: readonly ShownDifference[];
}

/**
 * Who a study's patient is: as entered where the study was linked to a patient, else as corrected, else as
 * its files say. A correction of another text than the one that the files hold now is passed over, and so is
 * a temporary number where the files have one.
 */
export function shownPatient(
  file: Demographics,
  study: FoldedStudyPatient | null,
  patient: FoldedPatient | null,
): ShownPatient {
  if (study === null && patient === null) return { demographics: file, differences: [] };
  const shown: Record<PatientField, string> = { ...file };
  const differences: ShownDifference[] = [];
  for (const field of patientFields) {
    const said = saidOf(field, file[field], study, patient);
    if (said === null || said.value === '') continue;
    shown[field] = said.value;
    const isSame = isSameValue(said.value, file[field]) && said.others.length === 0;
    if (isSame) continue;
    const { value, source, others } = said;
    differences.push({ field, shown: value, file: file[field], source, others });
  }
  return { demographics: shown, differences };
}

/** What a patient was entered as, with the changes since. */
export function demographicsOf(patient: FoldedPatient): Demographics {
  const read: Record<PatientField, string> = { ...noDemographics };
  for (const field of patientFields) read[field] = patient.fields[field].shown?.value ?? '';
  return read;
}

interface Said {
  readonly value: string;
  readonly source: ShownDifference['source'];
  readonly others: readonly string[];
}

function saidOf(
  field: PatientField,
  file: string,
  study: FoldedStudyPatient | null,
  patient: FoldedPatient | null,
): Said | null {
  const entered = patient?.fields[field];
  const given = entered?.shown?.value ?? '';
  // It stood in for the real number, which the files bring.
  const value = field === 'PatientID' && isTemporaryId(given) && file !== '' ? '' : given;
  if (entered !== undefined && value !== '') {
    return { value, source: 'patient', others: othersOf(entered.written, value) };
  }
  const correction = study?.corrections.get(field);
  const applying = (correction?.written ?? []).filter(({ from }) => isSameValue(from, file));
  const shown = applying.find(({ state }) => state === 'shown');
  if (shown?.value === undefined || shown.value === null) return null;
  return {
    value: shown.value,
    source: 'correction',
    others: othersOf(applying, shown.value),
  };
}

function othersOf(
  written: readonly { readonly state: string; readonly value: string | null }[],
  shown: string,
): readonly string[] {
  const others = written.filter(
    ({ state, value }) => state === 'concurrent' && value !== null && value !== shown,
  );
  return [...new Set(others.map(({ value }) => value ?? ''))];
}
