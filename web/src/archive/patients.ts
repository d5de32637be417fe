import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { fileIdentity, type PatientField } from '#shared/patient/demographics.ts';
import type { Op, OpTarget, OpUser } from '#shared/sync/op.ts';
import type { OpDraft } from '#shared/sync/op-id.ts';
import {
  correctStudyDraft,
  createPatientDraft,
  discardPatientDraft,
  linkStudyDraft,
  mergePatientDraft,
  patientTarget,
  setPatientDraft,
  studyPatientTarget,
  type CorrectValue,
  type PatientCreateValue,
  type PatientSetValue,
} from '#shared/sync/patient-op.ts';
import type { Archive } from './archive.ts';
import type { StudySummary } from './archive-types.ts';
import { attempt } from './attempt.ts';
import { appendOp } from './ops.ts';
import { readOpUser } from './people.ts';
import { randomId } from './random-id.ts';

/** What names a study and the patient of its files. */
export type StudyOfPatient = Pick<
  StudySummary,
  'StudyInstanceUID' | 'PatientID' | 'IssuerOfPatientID' | 'PatientName' | 'PatientBirthDate'
>;

/** Enters a patient; answers with its id. On the disk when it resolves, and on its way to the server. */
export async function createPatient(
  archive: Archive,
  value: PatientCreateValue,
): Promise<Result<string, ArchiveFailure>> {
  const id = randomId();
  const appended = await append(archive, patientTarget(id), (target, user) =>
    createPatientDraft(target, user, value),
  );
  return appended.ok ? ok(id) : appended;
}

/** Gives a field of an entered patient another value; what it was stays in the history. */
export function setPatientField(
  archive: Archive,
  patientId: string,
  field: PatientField,
  value: PatientSetValue,
): Promise<Result<void, ArchiveFailure>> {
  return append(archive, patientTarget(patientId), (target, user, ops) =>
    setPatientDraft(target, user, field, value, ops),
  );
}

/** Makes two entered patients one; `into` null parts them again. */
export function mergePatient(
  archive: Archive,
  patientId: string,
  into: string | null,
): Promise<Result<void, ArchiveFailure>> {
  return append(archive, patientTarget(patientId), (target, user, ops) =>
    mergePatientDraft(target, user, into, ops),
  );
}

/** Takes an entered patient away, or brings it back; its studies are as their files say meanwhile. */
export function discardPatient(
  archive: Archive,
  patientId: string,
  isDiscarded: boolean,
): Promise<Result<void, ArchiveFailure>> {
  return append(archive, patientTarget(patientId), (target, user, ops) =>
    discardPatientDraft(target, user, isDiscarded, ops),
  );
}

/** Says whose a study is; null: as its files say. */
export function linkStudy(
  archive: Archive,
  study: StudyOfPatient,
  patientId: string | null,
): Promise<Result<void, ArchiveFailure>> {
  return append(archive, targetOf(study), (target, user, ops) =>
    linkStudyDraft(target, user, patientId, ops),
  );
}

/** Proposes another reading of what a study's files say; the files stay as they are. */
export function correctStudy(
  archive: Archive,
  study: StudyOfPatient,
  field: PatientField,
  value: CorrectValue,
): Promise<Result<void, ArchiveFailure>> {
  return append(archive, targetOf(study), (target, user, ops) =>
    correctStudyDraft(target, user, field, value, ops),
  );
}

function targetOf(study: StudyOfPatient): OpTarget {
  return studyPatientTarget(study.StudyInstanceUID, fileIdentity(study));
}

async function append(
  archive: Archive,
  target: OpTarget,
  draft: (target: OpTarget, user: OpUser, ops: readonly Op[]) => OpDraft,
): Promise<Result<void, ArchiveFailure>> {
  const user = await attempt(archive, 'read person', () => readOpUser(archive));
  if (!user.ok) return fail(user.failure);
  const appended = await appendOp(archive, target.StudyInstanceUID, (ops) =>
    draft(target, user.value, ops),
  );
  return appended.ok ? ok(undefined) : appended;
}
