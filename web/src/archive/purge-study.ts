import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { fenceKeys, nextSeq, readSeq, type Archive } from './archive.ts';
import { PlanStale, refuse } from './archive-error.ts';
import type { InstanceBody, InstanceRow, StudyBody } from './archive-rows.ts';
import { attempt, replan } from './attempt.ts';
import { needKeys } from './key-session.ts';
import { openRow, sealRow } from './seal.ts';

/** What would be lost for good if this device's copy went. */
export interface OnlyHere {
  readonly instanceCount: number;
  readonly byteLength: number;
  readonly series: readonly {
    readonly Modality: string;
    readonly SeriesDescription: string;
    readonly instanceCount: number;
  }[];
  /** Operations (marks and the like) that have not reached the server. */
  readonly opCount: number;
}

/** Names what exists nowhere else: instances without the server's word, operations still in the outbox. */
export function whatOnlyHere(
  archive: Archive,
  key: string,
): Promise<Result<OnlyHere, ArchiveFailure>> {
  return attempt(archive, 'read study', async () => {
    const { db } = archive;
    const bundle = needKeys(archive.session, 'read study');
    const rows = await db.instance.where('study').equals(key).toArray();
    const study = await db.study.get(key);
    if (study === undefined) refuse('NOT_FOUND', 'read study');
    const only = rows.filter(({ local, server }) => local === 1 && server === 0);
    const series = new Map<string, OnlyHere['series'][number]>();
    for (const row of only) {
      const body = await openRow<InstanceBody>(bundle, 'instance', row.id, row);
      const { Modality, SeriesDescription, SeriesInstanceUID } = body;
      const instanceCount = (series.get(SeriesInstanceUID)?.instanceCount ?? 0) + 1;
      series.set(SeriesInstanceUID, { Modality, SeriesDescription, instanceCount });
    }
    const ops = await db.op.where('study').equals(study.uid).primaryKeys();
    const waiting = await db.outbox.bulkGet(ops);
    return {
      instanceCount: only.length,
      byteLength: only.reduce((sum, { byteLength }) => sum + byteLength, 0),
      series: [...series.values()],
      opCount: waiting.filter((row) => row !== undefined).length,
    };
  });
}

/**
 * Deletes a study's bytes and rows from this device, out of the trash and for good. Operations stay: the
 * log is never cut. What the server holds stays known, hidden for as long as the rejection stands. Refused
 * with NOT_FOUND where the study is not in the trash; samples may go at any time.
 */
export function purgeStudy(archive: Archive, key: string): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'purge study', () => replan(() => purgeOnce(archive, key)));
}

async function purgeOnce(archive: Archive, key: string): Promise<void> {
  const { db, blobs } = archive;
  const bundle = needKeys(archive.session, 'purge study');
  const seen = await readSeq(db);
  const row = await db.study.get(key);
  if (row === undefined || row.gone === 1) refuse('NOT_FOUND', 'purge study');
  const body = await openRow<StudyBody>(bundle, 'study', key, row);
  if (body.rejection === null && row.sample === 0)
    refuse('NOT_FOUND', 'purge study', 'not in trash');
  const purgedAt = new Date(archive.clock()).toISOString();
  const sealed = await sealRow(bundle.active, 'study', key, { ...body, purgedAt });
  const { meta, study, instance, header, alias, blob, chunk, preview, outbox, receipt } = db;
  const tables = [meta, study, instance, header, alias, blob, chunk, preview, outbox, receipt];
  await db.transaction('rw', tables, async () => {
    await fenceKeys(db, bundle);
    if ((await readSeq(db)) !== seen) throw new PlanStale();
    const rows = await instance.where('study').equals(key).toArray();
    const kept = rows.filter(({ server }) => server === 1);
    const gone = rows.filter(({ server }) => server === 0).map(({ id }) => id);
    for (const { blob: blobId } of rows) if (blobId !== null) await blobs.remove(blobId);
    await instance.bulkDelete(gone);
    await header.bulkDelete(gone);
    await outbox.bulkDelete(rows.map(({ id }) => id));
    await receipt.bulkDelete(gone);
    await alias.where('instance').anyOf(gone).delete();
    await preview.where('study').equals(key).delete();
    await instance.bulkPut(kept.map((known) => ({ ...known, local: 0, blob: null })));
    const seq = await nextSeq(db);
    await study.put({
      ...row,
      ...sealed,
      rev: row.rev + 1,
      seq,
      gone: kept.length === 0 ? 1 : 0,
      instanceCount: kept.length,
      localCount: 0,
      serverCount: kept.length,
      variantCount: kept.filter(({ variant }) => variant === 1).length,
      byteLength: kept.reduce((sum, { byteLength }) => sum + byteLength, 0),
      thumbnail: null,
    });
    await unmarkLastVariants(archive, rows, seq);
  });
}

/** An instance whose other versions are gone is no variant any more. */
async function unmarkLastVariants(
  archive: Archive,
  rows: readonly InstanceRow[],
  seq: number,
): Promise<void> {
  const { db } = archive;
  const marked = rows.filter(({ variant }) => variant === 1).map(({ sop }) => sop);
  for (const sop of new Set(marked)) {
    const left = await db.instance.where('sop').equals(sop).toArray();
    const last = left[0];
    if (left.length !== 1 || last === undefined || last.variant === 0) continue;
    await db.instance.put({ ...last, variant: 0 });
    const study = await db.study.get(last.study);
    if (study !== undefined) {
      await db.study.put({ ...study, variantCount: study.variantCount - 1, seq });
    }
  }
}
