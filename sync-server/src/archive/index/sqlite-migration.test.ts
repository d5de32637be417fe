import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { patientTarget, studyPatientTarget } from '#shared/sync/patient-op.ts';
import { encodeInstance } from '../../../../shared/testing/encode-instance.ts';
import { createTestServer, opOf, seed, sha256Of, slice } from '../../testing/test-server.ts';
import type { ArchiveIndex } from './archive-index.ts';
import { openSqliteIndex } from './sqlite-index.ts';
import { schemaVersions } from './sqlite-schema.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'satchel-index-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Tables and columns of the first version that was in use. */
const tables = [
  'meta',
  'study',
  'study_name',
  'series',
  'instance',
  'content',
  'change_log',
  'op',
  'upload',
  'token',
  'pairing',
];

/** Copies what an index holds into a new file as its first version would have held it. */
function asFirstVersion(file: string): string {
  const first = path.join(folder, 'first.sqlite');
  const database = new DatabaseSync(first);
  database.exec(`${schemaVersions[0] ?? ''}; pragma user_version = 1; attach '${file}' as later`);
  for (const table of tables) {
    const columns = database.prepare(`select name from pragma_table_info('${table}')`).all();
    const names = columns.map(({ name }) => String(name)).join(', ');
    database.exec(`insert into main.${table} (${names}) select ${names} from later.${table}`);
  }
  database.close();
  return first;
}

const old = { ...seed, seed: 'old', StudyDate: '20200101', PatientID: 'OLD' };
const linked = patientTarget('b'.repeat(21) + 'A');
const linkedStudy = studyPatientTarget(textOf(slice(0, old).dataset, tags.StudyInstanceUID), 'x');
/** Came late, of a day long ago. */
const late = { ...seed, seed: 'late', StudyDate: '20190101', PatientID: 'LATE' };

async function filled(file: string): Promise<ArchiveIndex> {
  const index = openSqliteIndex(file);
  let nowMs = Date.UTC(2026, 2, 1);
  const server = await createTestServer({
    archive: { index, blobs: (await createTestServer()).deps.archive.blobs },
    now: () => new Date(nowMs),
  });
  const { token } = await server.pairDevice('device1');
  await server.stow([await encodeInstance(slice(0, old)), await encodeInstance(slice(1, old))]);
  nowMs = Date.UTC(2026, 4, 4);
  await server.stow([await encodeInstance(slice(0, late))]);
  const id = textOf(slice(0, old).dataset, tags.StudyInstanceUID);
  const target = { type: 'mark', id: 'm', StudyInstanceUID: id };
  const patient = { type: 'patient', id: 'p', StudyInstanceUID: '2.25.77' };
  await server.post('/sync/v1/ops', token, {
    ops: [opOf(1, 'mark.create', target), opOf(2, 'patient.create', patient)],
  });
  return index;
}

it('an index of the version before brings up what a linked patient is called, once', async () => {
  const file = path.join(folder, 'index.sqlite');
  await (await filled(file)).close();
  const link = opOf(3, 'study-patient.link', linkedStudy, { patientId: linked.id });
  const create = opOf(4, 'patient.create', linked, { PatientName: 'Huber^Bella' });
  const words = { words: ['bella'], after: null, limit: 10 };
  const index = openSqliteIndex(file);
  await index.appendOps([link, create]);
  await index.close();
  // As the version before wrote it: without what was entered, and without this version's indexes.
  const database = new DatabaseSync(file);
  database.exec(`drop index op_patient; drop index op_merge; drop index op_link;
    update study set searchText = 'old muller'; alter table carried drop column chain;
    pragma user_version = 3`);
  database.close();
  const opened = openSqliteIndex(file);
  expect(await opened.findStudies(words)).toHaveLength(1);
  await opened.close();
});

it('an index of the first version opens whole, and its feed has the scope of each device', async () => {
  const file = path.join(folder, 'index.sqlite');
  const before = await filled(file);
  const page = { cursor: 0, limit: 100, pulled: 0, nowMs: Date.UTC(2026, 4, 5) };
  const feed = await before.changesAfter(0, 100);
  const searched = await before.search({ level: 'study', filters: [], limit: 10, offset: 0 });
  await before.close();
  const index = openSqliteIndex(asFirstVersion(file));
  expect(feed).toHaveLength(5);
  expect(await index.changesAfter(0, 100)).toEqual(feed);
  expect(await index.search({ level: 'study', filters: [], limit: 10, offset: 0 })).toEqual(
    searched,
  );
  // Who has marked a study before there were scopes carries it; another device is told of what is recent.
  const rowsOf = async (deviceId: string): Promise<readonly number[]> =>
    (await index.scopedChangesAfter(deviceId, page)).rows.map(({ seq }) => seq);
  expect(await rowsOf('device1')).toEqual([1, 2, 3, 4, 5]);
  expect(await rowsOf('another')).toEqual([3, 5]);
  const oldUid = textOf(slice(0, old).dataset, tags.StudyInstanceUID);
  const ofStudy = await index.studyChanges(oldUid, 0, 10);
  expect(ofStudy.map(({ seq }) => seq)).toEqual([1, 2, 4]);
  expect(sha256Of(await encodeInstance(slice(0, old)))).toBe(
    ofStudy[0]?.kind === 'instance' ? ofStudy[0].instance.sha256 : '',
  );
  const found = await index.findStudies({ words: ['muller', 'late'], after: null, limit: 10 });
  expect(found.map(({ place }) => place.StudyDate)).toEqual(['20190101']);
  await index.close();
});
