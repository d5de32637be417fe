import { patientFields, type PatientField } from '../patient/demographics.ts';
import { hlcTime } from './hlc.ts';
import type { Op, OpUser } from './op.ts';
import { headsOf, orderOps, type OpOrder } from './op-order.ts';
import {
  parseCorrectValue,
  parseCreateValue,
  parseDiscardValue,
  parseReference,
  parseSetValue,
  patientKinds,
  patientTargetType,
  studyPatientTargetType,
} from './patient-op.ts';

/** One value that was written, by whom and why; nothing written is ever lost. */
export interface Written<Value> {
  readonly opId: string;
  readonly value: Value;
  /** Of a correction: what the file said; empty otherwise. */
  readonly from: string;
  readonly reason: string;
  readonly author: OpUser;
  readonly at: string;
  /** `shown` now; `concurrent`: lost against `shown` by the tie alone; `replaced` by somebody who saw it. */
  readonly state: 'shown' | 'concurrent' | 'replaced';
}

/** What was written about one thing, oldest first. */
export interface Register<Value> {
  readonly shown: Written<Value> | null;
  /** Two did not know of each other and said different things. */
  readonly isContested: boolean;
  readonly written: readonly Written<Value>[];
}

/** A patient that somebody entered. */
export interface FoldedPatient {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: OpUser;
  readonly fields: Readonly<Record<PatientField, Register<string>>>;
  readonly mergedInto: Register<string | null>;
  /** Entered by mistake, and taken away. */
  readonly isDiscarded: boolean;
}

/** What was said about the patient of one study. */
export interface FoldedStudyPatient {
  readonly StudyInstanceUID: string;
  readonly identity: string;
  readonly link: Register<string | null>;
  /** Null: the correction was taken back. */
  readonly corrections: ReadonlyMap<PatientField, Register<string | null>>;
}

/** Folds the operations on one patient: same answer for any order and repetition; null while its creation is unknown. */
export function foldPatient(ops: readonly Op[]): FoldedPatient | null {
  const order = orderOps(ops.filter(({ target }) => target.type === patientTargetType));
  const created = order.ops.find(
    ({ kind, value }) => kind === patientKinds.create && parseCreateValue(value) !== null,
  );
  if (created === undefined) return null;
  const fields = {} as Record<PatientField, Register<string>>;
  for (const field of patientFields) {
    fields[field] = register(order, (op) => {
      if (op.kind === patientKinds.create) {
        const value = parseCreateValue(op.value)?.[field];
        return value === undefined ? null : { value, from: '', reason: '' };
      }
      if (op.kind !== patientKinds.set || op.field !== field) return null;
      const set = parseSetValue(op.value);
      return set === null ? null : { ...set, from: '' };
    });
  }
  return {
    id: created.target.id,
    createdAt: hlcTime(created.hlc),
    createdBy: created.user,
    fields,
    mergedInto: references(order, patientKinds.merge, 'into'),
    isDiscarded: isDiscarded(order),
  };
}

/** Folds the operations on the patient of one study. `ops` are of one target. */
export function foldStudyPatient(ops: readonly Op[]): FoldedStudyPatient | null {
  const order = orderOps(ops.filter(({ target }) => target.type === studyPatientTargetType));
  const [first] = order.ops;
  if (first === undefined) return null;
  const corrections = new Map<PatientField, Register<string | null>>();
  for (const field of patientFields) {
    const folded = register<string | null>(order, (op) => {
      if (op.kind !== patientKinds.correct || op.field !== field) return null;
      const correction = parseCorrectValue(op.value);
      if (correction === null) return null;
      return { value: correction.to, from: correction.from, reason: correction.reason };
    });
    if (folded.written.length > 0) corrections.set(field, folded);
  }
  const { StudyInstanceUID, id: identity } = first.target;
  const link = references(order, patientKinds.link, 'patientId');
  return { StudyInstanceUID, identity, link, corrections };
}

/**
 * Follows merges to the patient that stands for all of them. Two that were merged into each other at the
 * same time are one: the one with the least id of the circle.
 */
export function rootPatientId(
  patientId: string,
  mergedInto: (patientId: string) => string | null,
): string {
  const path: string[] = [];
  for (let at = patientId; ;) {
    const circle = path.indexOf(at);
    if (circle !== -1) return path.slice(circle).toSorted()[0] ?? at;
    path.push(at);
    const next = mergedInto(at);
    if (next === null) return at;
    at = next;
  }
}

function isDiscarded(order: OpOrder): boolean {
  const folded = register<boolean>(order, (op) => {
    const value = op.kind === patientKinds.discard ? parseDiscardValue(op.value) : null;
    return value === null ? null : { value, from: '', reason: '' };
  });
  return folded.shown?.value ?? false;
}

function references(
  order: OpOrder,
  kind: string,
  name: 'into' | 'patientId',
): Register<string | null> {
  return register<string | null>(order, (op) => {
    if (op.kind !== kind) return null;
    const value = parseReference(op.value, name);
    return value === undefined ? null : { value, from: '', reason: '' };
  });
}

type Write<Value> = Pick<Written<Value>, 'value' | 'from' | 'reason'>;

function register<Value>(
  order: OpOrder,
  writeOf: (op: Op) => Write<Value> | null,
): Register<Value> {
  const writes: { readonly op: Op; readonly write: Write<Value> }[] = [];
  for (const op of order.ops) {
    const write = writeOf(op);
    if (write !== null) writes.push({ op, write });
  }
  const heads = headsOf(
    order,
    writes.map(({ op }) => op),
  );
  const last = heads.at(-1);
  const written = writes.map(({ op, write }): Written<Value> => {
    const state = op === last ? 'shown' : heads.includes(op) ? 'concurrent' : 'replaced';
    return { ...write, opId: op.id, author: op.user, at: hlcTime(op.hlc), state };
  });
  const shown = written.find(({ state }) => state === 'shown') ?? null;
  const isContested = written.some(
    ({ state, value }) => state === 'concurrent' && value !== shown?.value,
  );
  return { shown, isContested, written };
}
