import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Op } from '#shared/sync/op.ts';
import type { Archive } from './archive.ts';
import { attempt } from './attempt.ts';
import { needKeys } from './key-session.ts';
import { lookupKeys } from './lookup-key.ts';
import { openRow } from './seal.ts';
import { readStudyUid } from './study-rejection.ts';

/** A query for the operations on one study, fit for being watched: it awaits the database alone. */
export interface OpQuery {
  ids(): Promise<readonly string[]>;
}

/** The query for a study's operations; valid until the keys change. */
export async function opQueryOfStudy(archive: Archive, studyKey: string): Promise<OpQuery> {
  const bundle = needKeys(archive.session, 'watch operations');
  const keys = await lookupKeys(bundle, 'study-uid', await readStudyUid(archive, studyKey));
  return {
    ids: () =>
      archive.db.op
        .where('study')
        .anyOf([...keys])
        .primaryKeys(),
  };
}

/** The query for all operations that say who somebody is, whatever study they are about. */
export function opQueryOfPatients(archive: Archive): OpQuery {
  const topics = ['patient', 'untold'];
  return { ids: () => archive.db.op.where('topic').anyOf(topics).primaryKeys() };
}

/** All operations of the query; those in `known` are not read again, the new ones are added to it. */
export function openNewOps(
  archive: Archive,
  query: OpQuery,
  known: Map<string, Op>,
): Promise<Result<readonly Op[], ArchiveFailure>> {
  return attempt(archive, 'read operations', async () => {
    const ids = await query.ids();
    const rows = await archive.db.op.bulkGet(ids.filter((id) => !known.has(id)));
    const bundle = needKeys(archive.session, 'read operations');
    for (const row of rows) {
      if (row !== undefined) known.set(row.id, await openRow<Op>(bundle, 'op', row.id, row));
    }
    return ids.map((id) => known.get(id)).filter((op) => op !== undefined);
  });
}
