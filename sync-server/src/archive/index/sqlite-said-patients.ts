import { noDemographics, patientFields, type PatientField } from '#shared/patient/demographics.ts';
import {
  foldPatient,
  foldStudyPatient,
  rootPatientId,
  type FoldedPatient,
  type Register,
} from '#shared/sync/fold-patients.ts';
import type { Op } from '#shared/sync/op.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** What is shown, by operations, of one study's patient: by field, with what others say at the same time. */
export type SaidFields = Readonly<Record<PatientField, readonly string[]>>;

/** Reads what was entered and corrected, in the words that devices show ([PAT1] to [PAT6]). */
export function saidPatients(database: SqliteDatabase) {
  const ofStudy = database.prepare<[string], { body: string }>(
    `select body from op where StudyInstanceUID = ?
       and json_extract(body, '$.target.type') = 'study-patient'`,
  );
  const ofPatient = database.prepare<[string], { body: string }>(
    `select body from op where json_extract(body, '$.target.type') = 'patient'
       and json_extract(body, '$.target.id') = ?`,
  );
  const mergedInto = database.prepare<[string], { id: string }>(
    `select distinct json_extract(body, '$.target.id') as id from op
     where json_extract(body, '$.kind') = 'patient.merge' and json_extract(body, '$.value.into') = ?`,
  );
  const linkedTo = database.prepare<[string], { StudyInstanceUID: string }>(
    `select distinct StudyInstanceUID from op
     where json_extract(body, '$.kind') = 'study-patient.link'
       and json_extract(body, '$.value.patientId') = ?`,
  );
  const patientOf = (id: string): FoldedPatient | null =>
    foldPatient(ofPatient.all(id).map(({ body }) => JSON.parse(body) as Op));
  const rootOf = (id: string): FoldedPatient | null => {
    const known = new Map<string, FoldedPatient | null>();
    const read = (at: string): FoldedPatient | null => {
      const there = known.get(at);
      if (there !== undefined) return there;
      const folded = patientOf(at);
      known.set(at, folded);
      return folded;
    };
    const root = read(rootPatientId(id, (at) => read(at)?.mergedInto.shown?.value ?? null));
    return root?.isDiscarded === false ? root : null;
  };

  return {
    /** Of each patient that the study's files name; empty where nothing is said. */
    ofStudy(StudyInstanceUID: string): readonly SaidFields[] {
      const byIdentity = new Map<string, Op[]>();
      for (const { body } of ofStudy.all(StudyInstanceUID)) {
        const op = JSON.parse(body) as Op;
        byIdentity.set(op.target.id, [...(byIdentity.get(op.target.id) ?? []), op]);
      }
      return [...byIdentity.values()].flatMap((ops) => {
        const study = foldStudyPatient(ops);
        const linkedId = study?.link.shown?.value ?? null;
        const patient = linkedId === null ? null : rootOf(linkedId);
        const said = fieldsOf((field) => [
          ...standing(patient?.fields[field]),
          ...standing(study?.corrections.get(field)),
        ]);
        return patientFields.some((field) => said[field].length > 0) ? [said] : [];
      });
    },
    /** Studies that may show something else once something was said of a patient, directly or by merges. */
    studiesOf(patientId: string): ReadonlySet<string> {
      const patients = new Set([patientId]);
      for (const id of patients) for (const from of mergedInto.all(id)) patients.add(from.id);
      const studies = [...patients].flatMap((id) => linkedTo.all(id));
      return new Set(studies.map(({ StudyInstanceUID }) => StudyInstanceUID));
    },
  };
}

/** What stands of a register, the shown one first: nothing that somebody replaced who had seen it. */
function standing(register: Register<string | null> | undefined): readonly string[] {
  const written = (register?.written ?? []).filter(({ state }) => state !== 'replaced');
  const values = written.toReversed().map(({ value }) => value ?? '');
  return [...new Set(values.filter((value) => value !== ''))];
}

function fieldsOf(read: (field: PatientField) => readonly string[]): SaidFields {
  const entries = Object.keys(noDemographics).map((field) => [field, read(field as PatientField)]);
  return Object.fromEntries(entries) as SaidFields;
}
