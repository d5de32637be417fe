import {
  isPatientField,
  noDemographics,
  type Demographics,
  type PatientField,
} from '../patient/demographics.ts';
import type { Op, OpTarget, OpUser } from './op.ts';
import type { OpDraft } from './op-id.ts';
import { baseOf } from './op-order.ts';

/**
 * The kinds of operation on patients that this version folds. A patient is a target of its own, under a UID
 * made of its id (PS3.5 B.2), as it may be there before any study; what a study's patient is stands with the
 * study. Neither is of type `study`: those count as changes of the study itself.
 */
export const patientKinds = {
  create: 'patient.create',
  set: 'patient.set',
  merge: 'patient.merge',
  discard: 'patient.discard',
  link: 'study-patient.link',
  correct: 'study-patient.correct',
} as const;

export const patientTargetType = 'patient';
export const studyPatientTargetType = 'study-patient';

/** True for an operation that says who somebody is. */
export function isPatientOp({ target }: Pick<Op, 'target'>): boolean {
  return target.type === patientTargetType || target.type === studyPatientTargetType;
}

/** Value of `patient.create`: what was entered, nothing where nothing was. */
export type PatientCreateValue = Readonly<Partial<Record<PatientField, string>>>;

/** Value of `patient.set`: a field has another value, and why. */
export interface PatientSetValue {
  readonly value: string;
  readonly reason: string;
}

/** Value of `study-patient.correct`: where the file says `from`, read `to`; null takes a correction back. */
export interface CorrectValue {
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
}

/** A patient by its id: 22 signs of base64url, 128 random bits. */
export function patientTarget(patientId: string): OpTarget {
  let value = 0n;
  for (const sign of patientId) value = (value << 6n) | BigInt(signs.indexOf(sign));
  // 22 signs hold 132 bits; the last four are padding.
  return {
    type: patientTargetType,
    id: patientId,
    StudyInstanceUID: `2.25.${(value >> 4n).toString(10)}`,
  };
}

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Tells an id that `patientTarget` can take. */
function isPatientId(text: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(text);
}

/**
 * The patient of a study as its files name it. `identity` tells two patients under one Study Instance UID
 * apart, see `fileIdentity`.
 */
export function studyPatientTarget(StudyInstanceUID: string, identity: string): OpTarget {
  return { type: studyPatientTargetType, id: identity.slice(0, 500), StudyInstanceUID };
}

/** A new patient; `target` from a fresh random id. */
export function createPatientDraft(
  target: OpTarget,
  user: OpUser,
  value: PatientCreateValue,
): OpDraft {
  return { user, target, kind: patientKinds.create, field: '', value, base: [] };
}

/** Another value for a field of a patient. `ops`: all known on the target's study UID. */
export function setPatientDraft(
  target: OpTarget,
  user: OpUser,
  field: PatientField,
  value: PatientSetValue,
  ops: readonly Op[],
): OpDraft {
  const base = baseOf(writesOf(target, ops, patientKinds.set, field));
  return { user, target, kind: patientKinds.set, field, value, base };
}

/** Says that a patient is another one entered twice; `into` null takes it back. */
export function mergePatientDraft(
  target: OpTarget,
  user: OpUser,
  into: string | null,
  ops: readonly Op[],
): OpDraft {
  const base = baseOf(writesOf(target, ops, patientKinds.merge, ''));
  return { user, target, kind: patientKinds.merge, field: '', value: { into }, base };
}

/** Takes away a patient that was entered by mistake, or brings it back; its studies are as their files say. */
export function discardPatientDraft(
  target: OpTarget,
  user: OpUser,
  isDiscarded: boolean,
  ops: readonly Op[],
): OpDraft {
  const base = baseOf(writesOf(target, ops, patientKinds.discard, ''));
  return { user, target, kind: patientKinds.discard, field: '', value: { isDiscarded }, base };
}

/** Says which patient a study is of; null takes it back. */
export function linkStudyDraft(
  target: OpTarget,
  user: OpUser,
  patientId: string | null,
  ops: readonly Op[],
): OpDraft {
  const base = baseOf(writesOf(target, ops, patientKinds.link, ''));
  return { user, target, kind: patientKinds.link, field: '', value: { patientId }, base };
}

/** Proposes another reading of what a study's files say in one field. */
export function correctStudyDraft(
  target: OpTarget,
  user: OpUser,
  field: PatientField,
  value: CorrectValue,
  ops: readonly Op[],
): OpDraft {
  const base = baseOf(writesOf(target, ops, patientKinds.correct, field));
  return { user, target, kind: patientKinds.correct, field, value, base };
}

/** The operations that write one register: those that a further one must have seen. */
function writesOf(
  target: OpTarget,
  ops: readonly Op[],
  kind: string,
  field: string,
): readonly Op[] {
  return ops.filter(
    (op) =>
      op.target.type === target.type &&
      op.target.id === target.id &&
      op.target.StudyInstanceUID === target.StudyInstanceUID &&
      ((op.kind === kind && op.field === field) ||
        (kind === patientKinds.set && op.kind === patientKinds.create)),
  );
}

/** Reads the value of `patient.create`: the fields that this version knows. */
export function parseCreateValue(value: unknown): Demographics | null {
  const record = recordOf(value);
  if (record === null) return null;
  const read: Record<PatientField, string> = { ...noDemographics };
  for (const [field, text] of Object.entries(record)) {
    if (isPatientField(field) && typeof text === 'string') read[field] = text;
  }
  return read;
}

export function parseSetValue(value: unknown): PatientSetValue | null {
  const record = recordOf(value);
  if (record === null || typeof record['value'] !== 'string') return null;
  return { value: record['value'], reason: textIn(record, 'reason') };
}

export function parseDiscardValue(value: unknown): boolean | null {
  const isDiscarded = recordOf(value)?.['isDiscarded'];
  return typeof isDiscarded === 'boolean' ? isDiscarded : null;
}

export function parseCorrectValue(value: unknown): CorrectValue | null {
  const record = recordOf(value);
  if (record === null || typeof record['from'] !== 'string') return null;
  const to = record['to'];
  if (to !== null && typeof to !== 'string') return null;
  return { from: record['from'], to, reason: textIn(record, 'reason') };
}

/** Reads `{ [name]: patientId | null }`; undefined when it is something else. */
export function parseReference(
  value: unknown,
  name: 'into' | 'patientId',
): string | null | undefined {
  const reference = recordOf(value)?.[name];
  if (reference === null) return null;
  return typeof reference === 'string' && isPatientId(reference) ? reference : undefined;
}

function recordOf(value: unknown): { readonly [name: string]: unknown } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return value as { readonly [name: string]: unknown };
}

function textIn(record: { readonly [name: string]: unknown }, name: string): string {
  const text = record[name];
  return typeof text === 'string' ? text : '';
}
