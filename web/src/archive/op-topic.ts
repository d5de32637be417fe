import type { Op } from '#shared/sync/op.ts';
import { isPatientOp } from '#shared/sync/patient-op.ts';
import type { OpRow } from './archive-rows.ts';

/** What an operation's row tells of it without being opened. */
export function topicOf(op: Op): Pick<OpRow, 'topic'> {
  return isPatientOp(op) ? { topic: 'patient' } : {};
}
