import type { StudyUID } from '../dicom/uid.ts';
import { hlcTime } from './hlc.ts';
import type { Op, OpTarget, OpUser } from './op.ts';
import { opStream, parseOpId, type OpDraft } from './op-id.ts';
import { baseOf, compareOps, headsOf, orderOps } from './op-order.ts';

/** The kinds of operation on a study that this version folds: [OP7]. */
export const studyKinds = { reject: 'study.reject', restore: 'study.restore' } as const;

/** Value of `study.reject`. */
export interface StudyRejectValue {
  readonly reason: string;
  /** Highest n seen per `<device>.<epoch>` when it was rejected: tells later work without any clock. */
  readonly seen: { readonly [stream: string]: number };
}

/** What the operations say about one study. */
export interface FoldedStudy {
  readonly StudyInstanceUID: StudyUID;
  readonly rejection: {
    readonly reason: string;
    readonly by: string;
    readonly byProfession: string;
    readonly at: string;
    readonly opId: string;
  } | null;
  /** Rejected, but somebody who did not know worked on it: it goes to the tray, never away ([MERGE8]). */
  readonly hasLaterWork: boolean;
  /** Somebody restored it, or gave another reason, at the same time. */
  readonly contested: boolean;
}

/** Puts a study into the trash. `opsOfStudy`: every operation known with this StudyInstanceUID. */
export function rejectStudyDraft(
  StudyInstanceUID: StudyUID,
  user: OpUser,
  reason: string,
  opsOfStudy: readonly Op[],
): OpDraft {
  const value: StudyRejectValue = { reason, seen: seenNumbers(opsOfStudy) };
  return {
    user,
    target: studyTarget(StudyInstanceUID),
    kind: studyKinds.reject,
    field: '',
    value,
    base: baseOf(opsOfStudy.filter(isOnStudy)),
  };
}

/** Takes a study out of the trash again. */
export function restoreStudyDraft(
  StudyInstanceUID: StudyUID,
  user: OpUser,
  opsOfStudy: readonly Op[],
): OpDraft {
  return {
    user,
    target: studyTarget(StudyInstanceUID),
    kind: studyKinds.restore,
    field: '',
    value: null,
    base: baseOf(opsOfStudy.filter(isOnStudy)),
  };
}

/**
 * Folds every operation of one study (marks included) into its state: in the trash while one rejection
 * stands that no restoration has seen ([MERGE7]). Same answer for any order and repetition.
 */
export function foldStudy(StudyInstanceUID: StudyUID, ops: readonly Op[]): FoldedStudy {
  const ofStudy = ops.filter((op) => op.target.StudyInstanceUID === StudyInstanceUID);
  const order = orderOps(ofStudy.filter(isOnStudy));
  const restorations = order.ops.filter(({ kind }) => kind === studyKinds.restore);
  const standing = order.ops.filter(
    (op) =>
      op.kind === studyKinds.reject &&
      parseRejectValue(op.value) !== null &&
      !restorations.some((restoration) => order.hasSeen(restoration.id, op.id)),
  );
  const shown = headsOf(order, standing).at(-1);
  if (shown === undefined) {
    return { StudyInstanceUID, rejection: null, hasLaterWork: false, contested: false };
  }
  const rejection = {
    reason: parseRejectValue(shown.value)?.reason ?? '',
    by: shown.user.name,
    byProfession: shown.user.profession,
    at: hlcTime(shown.hlc),
    opId: shown.id,
  };
  const work = ofStudy.filter((op) => !isOnStudy(op));
  return {
    StudyInstanceUID,
    rejection,
    hasLaterWork: work.some((op) => standing.every((reject) => isAfter(op, reject))),
    contested: headsOf(order, order.ops).length > 1,
  };
}

function isOnStudy(op: Op): boolean {
  return op.target.type === 'study';
}

function studyTarget(StudyInstanceUID: StudyUID): OpTarget {
  return { type: 'study', id: StudyInstanceUID, StudyInstanceUID };
}

function seenNumbers(ops: readonly Op[]): { readonly [stream: string]: number } {
  const seen = new Map<string, number>();
  for (const op of ops) {
    const n = parseOpId(op.id)?.n ?? 0;
    seen.set(opStream(op.id), Math.max(n, seen.get(opStream(op.id)) ?? 0));
  }
  return Object.fromEntries(seen);
}

function isAfter(op: Op, reject: Op): boolean {
  const seen = parseRejectValue(reject.value)?.seen;
  const parts = parseOpId(op.id);
  if (seen === undefined || parts === null) return compareOps(op, reject) > 0;
  return parts.n > (Object.hasOwn(seen, opStream(op.id)) ? (seen[opStream(op.id)] ?? 0) : 0);
}

function parseRejectValue(value: unknown): StudyRejectValue | null {
  if (typeof value !== 'object' || value === null) return null;
  const { reason, seen } = value as { readonly reason?: unknown; readonly seen?: unknown };
  if (typeof reason !== 'string') return null;
  const numbers = new Map<string, number>();
  if (typeof seen === 'object' && seen !== null) {
    for (const [stream, n] of Object.entries(seen)) {
      if (typeof n === 'number' && Number.isSafeInteger(n)) numbers.set(stream, n);
    }
  }
  return { reason, seen: Object.fromEntries(numbers) };
}
