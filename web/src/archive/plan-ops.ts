import type { Op } from '#shared/sync/op.ts';
import { foldStudy } from '#shared/sync/fold-study.ts';
import type { Archive } from './archive.ts';
import { changeStudyBody, type ChangePlan, type StudyDraft } from './change-plan.ts';
import type { KeyBundle } from './key-session.ts';
import { addStudies } from './load-plan.ts';
import { lookupKeys } from './lookup-key.ts';
import { openRow } from './seal.ts';

/**
 * Adds operations to a plan, passing over those that are known, and folds anew what they say about
 * studies. Call it after the arrivals are planned: studies that are new get the rejection that was known before.
 */
export async function planOps(
  archive: Archive,
  bundle: KeyBundle,
  plan: ChangePlan,
  ops: readonly Op[],
): Promise<void> {
  const distinct = [...new Map(ops.map((op) => [op.id, op])).values()];
  const known = await archive.db.op.bulkGet(distinct.map(({ id }) => id));
  const fresh = distinct.filter((_, index) => known[index] === undefined);
  plan.ops.push(...fresh);
  const uids = new Set(fresh.map(({ target }) => target.StudyInstanceUID));
  for (const uid of uids) await loadStudiesOf(archive, bundle, plan, uid);
  for (const study of plan.studies.values()) {
    const isNew = study.sealed === null;
    const uid = study.body.StudyInstanceUID;
    // Marks on a study that nobody has rejected change nothing in its row.
    const matters = fresh.some(
      ({ target }) =>
        target.StudyInstanceUID === uid &&
        (target.type === 'study' || study.body.rejection !== null),
    );
    if (isNew || matters) await refold(archive, bundle, plan, study);
  }
}

async function refold(
  archive: Archive,
  bundle: KeyBundle,
  plan: ChangePlan,
  study: StudyDraft,
): Promise<void> {
  const uid = study.body.StudyInstanceUID;
  const stored = await readOpsOfStudy(archive, bundle, uid);
  const drafted = plan.ops.filter(({ target }) => target.StudyInstanceUID === uid);
  if (stored.length + drafted.length === 0) return;
  const folded = foldStudy(uid, [...stored, ...drafted]);
  const before = study.body.rejection;
  const rejection =
    folded.rejection === null
      ? null
      : { reason: folded.rejection.reason, by: folded.rejection.by, at: folded.rejection.at };
  const isSame = JSON.stringify(before) === JSON.stringify(rejection);
  const hasLaterWork = folded.hasLaterWork || (isSame && study.body.hasLaterWork);
  if (isSame && hasLaterWork === study.body.hasLaterWork) return;
  changeStudyBody(study, { ...study.body, rejection, hasLaterWork });
}

/** All operations known on a study, decrypted, in no order. */
export async function readOpsOfStudy(
  archive: Archive,
  bundle: KeyBundle,
  StudyInstanceUID: string,
): Promise<readonly Op[]> {
  const keys = await lookupKeys(bundle, 'study-uid', StudyInstanceUID);
  const rows = await archive.db.op
    .where('study')
    .anyOf([...keys])
    .toArray();
  return Promise.all(rows.map((row) => openRow<Op>(bundle, 'op', row.id, row)));
}

async function loadStudiesOf(
  archive: Archive,
  bundle: KeyBundle,
  plan: ChangePlan,
  StudyInstanceUID: string,
): Promise<void> {
  const keys = await lookupKeys(bundle, 'study-uid', StudyInstanceUID);
  const rows = await archive.db.study
    .where('uid')
    .anyOf([...keys])
    .toArray();
  await addStudies(plan, bundle, rows);
}
