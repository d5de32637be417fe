import type { Table } from 'dexie';
import type { ArchiveDb } from './archive-db.ts';
import type {
  AliasBody,
  AliasRow,
  InstanceBody,
  InstanceRow,
  OpRow,
  PreviewRow,
  SettingBody,
  SettingRow,
  StudyBody,
  StudyRow,
} from './archive-rows.ts';
import type { Op } from '#shared/sync/op.ts';
import type { KeyBundle } from './key-session.ts';
import { lookupKey } from './lookup-key.ts';
import { openRow, resealBytes, rowPlace, sealRow, type Sealed } from './seal.ts';
import { lookupTextsOfStudy } from './study-lookup.ts';

/** A table whose rows are sealed, and how a row is made under the active keys, lookup keys included. */
export interface SealedTable {
  readonly table: Table<Sealed, unknown>;
  /** The primary key as it stands in the associated data. */
  readonly keyText: (row: Sealed) => string;
  readonly renew: (bundle: KeyBundle, row: Sealed) => Promise<Sealed>;
}

/** Every table with sealed rows but `chunk`, which belongs to the blob store. */
export function sealedTables(db: ArchiveDb): readonly SealedTable[] {
  return [
    sealedTable<StudyRow>(db.study, ({ key }) => key, renewStudy),
    sealedTable<InstanceRow>(db.instance, ({ id }) => id, renewInstance),
    sealedTable<AliasRow>(db.alias, ({ id }) => id, renewAlias),
    sealedTable<OpRow>(db.op, ({ id }) => id, renewOp),
    sealedTable<SettingRow>(db.setting, ({ id }) => id, renewSetting),
    sealedTable<PreviewRow>(db.preview, previewKeyText),
    sealedTable(db.header, ({ id }) => id),
    sealedTable(db.receipt, ({ id }) => id),
    sealedTable(db.person, ({ id }) => id),
  ];
}

export function previewKeyText(row: Pick<PreviewRow, 'instance' | 'kind'>): string {
  return `${row.instance} ${row.kind}`;
}

function sealedTable<Row extends Sealed>(
  table: Table<Row, never> | Table<Row, string> | Table<Row, [string, string]>,
  keyText: (row: Row) => string,
  renew?: (bundle: KeyBundle, row: Row) => Promise<Row>,
): SealedTable {
  const reseal = async (bundle: KeyBundle, row: Row): Promise<Row> => ({
    ...row,
    ...(await resealBytes(bundle, rowPlace(table.name, keyText(row)), row)),
  });
  // One list of tables of different rows: each function only ever sees rows of its own table.
  return {
    table: table as unknown as Table<Sealed, unknown>,
    keyText: keyText as (row: Sealed) => string,
    renew: (renew ?? reseal) as unknown as SealedTable['renew'],
  };
}

async function renewStudy(bundle: KeyBundle, row: StudyRow): Promise<StudyRow> {
  const body = await openRow<StudyBody>(bundle, 'study', row.key, row);
  return {
    ...row,
    ...(await studyLookups(bundle, body, row.sample === 1)),
    ...(await sealRow(bundle.active, 'study', row.key, body)),
  };
}

/** The three lookup keys of a study row under the active key. */
async function studyLookups(
  bundle: KeyBundle,
  body: StudyBody,
  isSample: boolean,
): Promise<Pick<StudyRow, 'lookup' | 'uid' | 'patient'>> {
  const texts = lookupTextsOfStudy(body, isSample);
  return {
    lookup: await lookupKey(bundle.active, 'study', texts.lookup),
    uid: await lookupKey(bundle.active, 'study-uid', texts.uid),
    patient: await lookupKey(bundle.active, 'patient', texts.patient),
  };
}

async function renewInstance(bundle: KeyBundle, row: InstanceRow): Promise<InstanceRow> {
  const body = await openRow<InstanceBody>(bundle, 'instance', row.id, row);
  return {
    ...row,
    lookup: await lookupKey(bundle.active, 'instance', body.sha256),
    sop: await lookupKey(bundle.active, 'sop', body.SOPInstanceUID),
    ...(await sealRow(bundle.active, 'instance', row.id, body)),
  };
}

async function renewAlias(bundle: KeyBundle, row: AliasRow): Promise<AliasRow> {
  const body = await openRow<AliasBody>(bundle, 'alias', row.id, row);
  return {
    ...row,
    lookup: await lookupKey(bundle.active, 'instance', body.sha256),
    ...(await sealRow(bundle.active, 'alias', row.id, body)),
  };
}

async function renewOp(bundle: KeyBundle, row: OpRow): Promise<OpRow> {
  const op = await openRow<Op>(bundle, 'op', row.id, row);
  return {
    ...row,
    study: await lookupKey(bundle.active, 'study-uid', op.target.StudyInstanceUID),
    ...(await sealRow(bundle.active, 'op', row.id, op)),
  };
}

async function renewSetting(bundle: KeyBundle, row: SettingRow): Promise<SettingRow> {
  const body = await openRow<SettingBody>(bundle, 'setting', row.id, row);
  return {
    ...row,
    lookup: await lookupKey(bundle.active, 'setting', body.name),
    ...(await sealRow(bundle.active, 'setting', row.id, body)),
  };
}
