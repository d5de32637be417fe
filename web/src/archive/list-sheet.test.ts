import { describe, expect, it } from 'vitest';
import { Dexie } from 'dexie';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import { dumpStore, loadStore } from '../testing/store-dump.ts';
import { openTestArchive, testProfile, toStore, valueOf } from '../testing/test-archive.ts';
import type { Archive } from './archive.ts';
import type { SheetRow } from './archive-rows.ts';
import { readStudySummaries } from './find-studies.ts';
import { writeListSheet } from './list-sheet.ts';
import { setPassphrase } from './lock.ts';
import { purgeStudy } from './purge-study.ts';
import { openRow, sealRow } from './seal.ts';
import { storeInstances } from './store-instance.ts';
import { rejectStudy } from './study-rejection.ts';

async function storeSlice(archive: Archive, seed: string, index = 0): Promise<string> {
  const slice = ctSlice({ study: { seed }, index, count: 3, rows: 16 });
  const file = await toStore(await encodeInstance(slice, '1.2.840.10008.1.2.1'));
  return valueOf(await storeInstances(archive, [file]))[0]?.studyKey ?? '';
}

async function listOf(archive: Archive) {
  const { seq, studies, goneKeys } = valueOf(await readStudySummaries(archive, 0));
  return { seq, studies: studies.toSorted((a, b) => (a.key < b.key ? -1 : 1)), goneKeys };
}

async function keepList(archive: Archive): Promise<void> {
  const { seq, studies } = valueOf(await readStudySummaries(archive, 0));
  valueOf(await writeListSheet(archive, seq, studies));
}

function bodyOf(archive: Archive, row: SheetRow): Promise<object> {
  const bundle = archive.keys();
  if (bundle === null) throw new Error('no keys');
  return openRow(bundle, 'sheet', row.id, row);
}

const openedCount = async (archive: Archive): Promise<number> =>
  valueOf(await readStudySummaries(archive, 0)).openedCount;

describe('the sheet of the list', () => {
  it('with what came, changed and went after it is the list of the rows', async () => {
    const archive = await openTestArchive();
    const grown = await storeSlice(archive, 'grown');
    const discarded = await storeSlice(archive, 'discarded');
    const purged = await storeSlice(archive, 'purged');
    await storeSlice(archive, 'as it was');
    await keepList(archive);
    expect(await openedCount(archive)).toBe(0);

    await storeSlice(archive, 'grown', 1);
    await storeSlice(archive, 'new');
    valueOf(await rejectStudy(archive, discarded, 'wrong CD'));
    valueOf(await rejectStudy(archive, purged, 'wrong CD'));
    valueOf(await purgeStudy(archive, purged));
    const bySheet = await listOf(archive);
    expect(await openedCount(archive)).toBe(4);
    expect(bySheet.studies).toHaveLength(4);
    expect(bySheet.studies.find(({ key }) => key === grown)?.instanceCount).toBe(2);

    await archive.db.sheet.clear();
    expect(bySheet).toEqual(await listOf(archive));
    archive.close();
  });

  it('is passed over when it is damaged, of another version, or of later than the rows', async () => {
    const archive = await openTestArchive();
    await storeSlice(archive, 'one');
    await keepList(archive);
    await storeSlice(archive, 'after the sheet');
    const bundle = archive.keys();
    if (bundle === null) throw new Error('no keys');
    const row = await archive.db.sheet.get('list');
    if (row === undefined) throw new Error('no sheet');
    await archive.db.sheet.clear();
    const list = await listOf(archive);
    const old = { seq: row.seq, columns: ['version 0', 'key'], lines: [['x']] };
    const current = await bodyOf(archive, row);
    const later = { ...current, seq: list.seq + 1, lines: [] };
    const bad = [
      { ...row, bytes: new ArrayBuffer(40) },
      { ...row, ...(await sealRow(bundle.active, 'sheet', 'list', old)) },
      { ...row, seq: list.seq },
      { ...row, ...(await sealRow(bundle.active, 'sheet', 'list', later)), seq: later.seq },
    ];
    for (const sheet of bad) {
      await archive.db.sheet.put(sheet);
      expect(await listOf(archive)).toEqual(list);
      expect(await openedCount(archive)).toBe(2);
    }
    archive.close();
  });

  it('does not outlive the keys that a first lock replaces', async () => {
    const archive = await openTestArchive();
    await storeSlice(archive, 'one');
    await keepList(archive);
    valueOf(await setPassphrase(archive, 'four words are enough'));
    expect(await archive.db.sheet.count()).toBe(0);
    expect((await listOf(archive)).studies).toHaveLength(1);
    archive.close();
  });

  it('comes to a store that was made before there were sheets', async () => {
    const archive = await openTestArchive();
    await storeSlice(archive, 'one');
    const list = await listOf(archive);
    const { sheet, ...older } = await dumpStore(archive.db);
    expect(sheet).toEqual([]);

    const profile = testProfile();
    const raw = new Dexie(profile.name ?? '', profile.door);
    const schemas = archive.db.tables
      .filter(({ name }) => name !== 'sheet')
      .map(({ name, schema }) => [
        name,
        [schema.primKey.src, ...schema.indexes.map(({ src }) => src)].join(),
      ]);
    raw.version(1).stores(Object.fromEntries(schemas));
    await raw.open();
    await loadStore(raw as typeof archive.db, older);
    raw.close();

    const upgraded = await openTestArchive(profile);
    await keepList(upgraded);
    expect(await openedCount(upgraded)).toBe(0);
    expect(await listOf(upgraded)).toEqual(list);
    archive.close();
    upgraded.close();
  });
});
