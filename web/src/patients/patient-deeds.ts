import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { ok, type Result } from '#shared/failure/result.ts';
import { isSameValue, type Demographics, type PatientField } from '#shared/patient/demographics.ts';
import type { PatientCreateValue } from '#shared/sync/patient-op.ts';
import type { Archive } from '../archive/archive.ts';
import {
  correctStudy,
  createPatient,
  discardPatient,
  linkStudy,
  mergePatient,
  setPatientField,
} from '../archive/patients.ts';
import type { PatientBook, PatientView } from '../live/patient-book.ts';

/** What a person decided, as operations that were appended, and the way back. */
export interface Deed {
  /** The patient that it ended with. */
  readonly patientKey: string;
  readonly undo: () => Promise<void>;
}

type Undo = () => Promise<unknown>;
type Done = Result<Deed, ArchiveFailure>;

/** The two are one: the entered one takes the other's studies; two entered ones are merged. */
export async function decideSame(
  archive: Archive,
  book: PatientBook,
  one: PatientView,
  other: PatientView,
): Promise<Done> {
  const undos: Undo[] = [];
  if (one.entered !== null && other.entered !== null) {
    const { id } = one.entered;
    const merged = await mergePatient(archive, id, other.entered.id);
    if (!merged.ok) return merged;
    undos.push(() => mergePatient(archive, id, null));
    return ok({ patientKey: other.entered.id, undo: backwards(undos) });
  }
  const [into, from] = one.entered === null ? [other, one] : [one, other];
  const entered = await enter(archive, into, undos);
  if (!entered.ok) return entered;
  const linked = await linkAll(archive, book, from, entered.value, undos);
  if (!linked.ok) return linked;
  return ok({ patientKey: entered.value, undo: backwards(undos) });
}

/** The two are not one: each is a patient of its own from now on, and nobody is asked again. */
export async function decideApart(
  archive: Archive,
  one: PatientView,
  other: PatientView,
): Promise<Done> {
  const undos: Undo[] = [];
  const entered = await enter(archive, one, undos);
  if (!entered.ok) return entered;
  const second = await enter(archive, other, undos);
  if (!second.ok) return second;
  return ok({ patientKey: entered.value, undo: backwards(undos) });
}

/** Another value for fields of a patient: as entered, or of every study whose files say something else. */
export async function correctPatient(
  archive: Archive,
  book: PatientBook,
  view: PatientView,
  changes: Readonly<Partial<Record<PatientField, string>>>,
  reason: string,
): Promise<Done> {
  const undos: Undo[] = [];
  for (const [name, value] of Object.entries(changes)) {
    const field = name as PatientField;
    const corrected =
      view.entered === null
        ? await correctStudies(archive, book, view, { field, value, reason }, undos)
        : await setField(archive, view, { field, value, reason }, undos);
    if (!corrected.ok) return corrected;
  }
  return ok({ patientKey: view.key, undo: backwards(undos) });
}

/** Enters a patient before there is any study of it. */
export async function enterNew(archive: Archive, value: PatientCreateValue): Promise<Done> {
  const created = await createPatient(archive, value);
  if (!created.ok) return created;
  const undo = backwards([() => discardPatient(archive, created.value, true)]);
  return ok({ patientKey: created.value, undo });
}

/** Takes away what was entered by mistake. */
export async function discardEntered(archive: Archive, patientId: string): Promise<Done> {
  const discarded = await discardPatient(archive, patientId, true);
  if (!discarded.ok) return discarded;
  const undo = backwards([() => discardPatient(archive, patientId, false)]);
  return ok({ patientKey: patientId, undo });
}

/** Parts a patient that was merged into another again. */
export async function part(archive: Archive, patientId: string, from: string): Promise<Done> {
  const parted = await mergePatient(archive, patientId, null);
  if (!parted.ok) return parted;
  return ok({ patientKey: from, undo: backwards([() => mergePatient(archive, patientId, from)]) });
}

interface Change {
  readonly field: PatientField;
  readonly value: string;
  readonly reason: string;
}

async function setField(
  archive: Archive,
  { entered }: PatientView,
  { field, value, reason }: Change,
  undos: Undo[],
): Promise<Result<void, ArchiveFailure>> {
  if (entered === null) return ok(undefined);
  const before = entered.fields[field].shown?.value ?? '';
  const set = await setPatientField(archive, entered.id, field, { value, reason });
  undos.push(() => setPatientField(archive, entered.id, field, { value: before, reason: '' }));
  return set;
}

async function correctStudies(
  archive: Archive,
  book: PatientBook,
  view: PatientView,
  { field, value, reason }: Change,
  undos: Undo[],
): Promise<Result<void, ArchiveFailure>> {
  for (const study of view.studies) {
    const file = fileValue(study, field);
    const known = book.ofStudy(study.key)?.folded?.corrections.get(field)?.shown?.value ?? null;
    // What the files say already needs no correction, and one that says otherwise is taken back.
    const to = isSameValue(value, file) && value !== '' ? null : value;
    if (to === known) continue;
    const corrected = await correctStudy(archive, study, field, { from: file, to, reason });
    if (!corrected.ok) return corrected;
    undos.push(() => correctStudy(archive, study, field, { from: file, to: known, reason: '' }));
  }
  return ok(undefined);
}

function fileValue(study: object, field: PatientField): string {
  const value = (study as Partial<Record<PatientField, unknown>>)[field];
  return typeof value === 'string' ? value : '';
}

/** The id under which a patient is entered; where only files speak, it is entered as they say. */
async function enter(
  archive: Archive,
  view: PatientView,
  undos: Undo[],
): Promise<Result<string, ArchiveFailure>> {
  if (view.entered !== null) return ok(view.entered.id);
  const created = await createPatient(archive, said(view.demographics));
  if (!created.ok) return created;
  undos.push(() => discardPatient(archive, created.value, true));
  for (const study of view.studies) {
    const linked = await linkStudy(archive, study, created.value);
    if (!linked.ok) return linked;
    undos.push(() => linkStudy(archive, study, null));
  }
  return created;
}

async function linkAll(
  archive: Archive,
  book: PatientBook,
  { studies }: PatientView,
  patientId: string,
  undos: Undo[],
): Promise<Result<void, ArchiveFailure>> {
  for (const study of studies) {
    const before = book.ofStudy(study.key)?.folded?.link.shown?.value ?? null;
    const linked = await linkStudy(archive, study, patientId);
    if (!linked.ok) return linked;
    undos.push(() => linkStudy(archive, study, before));
  }
  return ok(undefined);
}

/** What is said, without the fields that say nothing. */
export function said(demographics: Demographics): PatientCreateValue {
  return Object.fromEntries(Object.entries(demographics).filter(([, value]) => value !== ''));
}

function backwards(undos: readonly Undo[]): () => Promise<void> {
  return async () => {
    for (const undo of undos.toReversed()) await undo();
  };
}
