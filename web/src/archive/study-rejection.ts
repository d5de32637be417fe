import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import { rejectStudyDraft, restoreStudyDraft } from '#shared/sync/fold-study.ts';
import type { Op, OpUser } from '#shared/sync/op.ts';
import type { OpDraft } from '#shared/sync/op-id.ts';
import type { Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import type { StudyBody } from './archive-rows.ts';
import { attempt } from './attempt.ts';
import { needKeys } from './key-session.ts';
import { appendOp } from './ops.ts';
import { readOpUser } from './people.ts';
import { openRow } from './seal.ts';

/** Puts a study that should not be here into the trash, everywhere; nothing is deleted by it. */
export function rejectStudy(
  archive: Archive,
  key: string,
  reason: string,
): Promise<Result<void, ArchiveFailure>> {
  return append(archive, key, (uid, user, ops) => rejectStudyDraft(uid, user, reason, ops));
}

/** Takes it out again. */
export function restoreStudy(archive: Archive, key: string): Promise<Result<void, ArchiveFailure>> {
  return append(archive, key, restoreStudyDraft);
}

async function append(
  archive: Archive,
  key: string,
  draft: (StudyInstanceUID: string, user: OpUser, opsOfStudy: readonly Op[]) => OpDraft,
): Promise<Result<void, ArchiveFailure>> {
  const read = await attempt(archive, 'read study', async () => ({
    user: await readOpUser(archive),
    uid: await readStudyUid(archive, key),
  }));
  if (!read.ok) return fail(read.failure);
  const { user, uid } = read.value;
  const appended = await appendOp(archive, uid, (ops) => draft(uid, user, ops));
  return appended.ok ? ok(undefined) : appended;
}

/** The Study Instance UID behind an opaque key; NOT_FOUND when there is none. */
export async function readStudyUid(archive: Archive, key: string): Promise<string> {
  const row = await archive.db.study.get(key);
  if (row === undefined || row.gone === 1) refuse('NOT_FOUND', 'read study');
  const bundle = needKeys(archive.session, 'read study');
  return (await openRow<StudyBody>(bundle, 'study', row.key, row)).StudyInstanceUID;
}
