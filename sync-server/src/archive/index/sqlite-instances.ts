import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { numberOf, personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { momentDigits } from '#shared/dicomweb/match.ts';
import { foldStudy } from '#shared/sync/fold-study.ts';
import type { Op } from '#shared/sync/op.ts';
import type { InstanceRow } from './archive-index.ts';
import { pickAttributes, seriesLevelTags, studyLevelTags } from './level-attributes.ts';
import { nextSeq, type SqliteDatabase } from './sqlite-database.ts';

interface StoredInstance {
  readonly id: number;
  readonly sha256: string;
  readonly byteLength: number;
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly SOPClassUID: string;
  readonly TransferSyntaxUID: string;
  readonly role: string;
  readonly deviceId: string;
  readonly receivedAt: string;
  readonly seq: number;
  readonly datasetByteOffset: number;
  readonly body: Buffer;
}

type Body = Pick<InstanceRow, 'dataset' | 'pixel'>;

function rowOf(stored: StoredInstance): InstanceRow {
  const { id: _id, body, role, ...rest } = stored;
  const { dataset, pixel } = JSON.parse(inflateRawSync(body).toString('utf8')) as Body;
  return {
    ...rest,
    dataset,
    pixel,
    role: role === 'variant' || role === 'encoding' ? role : 'primary',
  };
}

/** Instances, series and studies of the index; every function runs inside one transaction. */
export function sqliteInstances(database: SqliteDatabase) {
  const byDigest = database.prepare<[string], StoredInstance>(
    'select * from instance where sha256 = ?',
  );
  const byId = database.prepare<[number], StoredInstance>('select * from instance where id = ?');
  const ofSop = database.prepare<[string], StoredInstance>(
    `select * from instance where SOPInstanceUID = ? order by role <> 'primary', id`,
  );
  const ofStudy = database.prepare<[string], StoredInstance>(
    `select i.* from instance i join study using (StudyInstanceUID)
     left join series s on s.StudyInstanceUID = i.StudyInstanceUID and s.SeriesInstanceUID = i.SeriesInstanceUID
     where i.StudyInstanceUID = ? and i.role = 'primary' and not rejected
     order by s.SeriesNumber, i.SeriesInstanceUID, i.InstanceNumber, i.id`,
  );
  const ofSeries = database.prepare<[string, string], StoredInstance>(
    `select i.* from instance i join study using (StudyInstanceUID)
     where i.StudyInstanceUID = ? and i.SeriesInstanceUID = ? and i.role = 'primary' and not rejected
     order by i.InstanceNumber, i.id`,
  );
  const isStored = database.prepare<[string], { one: number }>(
    'select 1 as one from instance where sha256 = ?',
  );
  const writeStudy = studyWriter(database);
  const insert = database.prepare(
    `insert into instance (sha256, byteLength, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID,
       TransferSyntaxUID, InstanceNumber, NumberOfFrames, role, deviceId, receivedAt, seq, datasetByteOffset, body)
     values (@sha256, @byteLength, @StudyInstanceUID, @SeriesInstanceUID, @SOPInstanceUID, @SOPClassUID,
       @TransferSyntaxUID, @InstanceNumber, @NumberOfFrames, @role, @deviceId, @receivedAt, @seq, @datasetByteOffset, @body)`,
  );
  const log = database.prepare(`insert into change_log (seq, kind, ref) values (?, 'instance', ?)`);

  const addOne = (row: Omit<InstanceRow, 'seq'>): InstanceRow => {
    const there = byDigest.get(row.sha256);
    if (there !== undefined) return rowOf(there);
    const { dataset, pixel, ...columns } = row;
    // Two requests may bring two contents of one UID at once: who is first is decided here.
    const isFirst = ofSop.get(row.SOPInstanceUID) === undefined;
    const role = isFirst ? 'primary' : row.role === 'primary' ? 'variant' : row.role;
    const seq = nextSeq(database);
    const body = deflateRawSync(JSON.stringify({ dataset, pixel } satisfies Body), { level: 1 });
    const InstanceNumber = numberOf(dataset, tags.InstanceNumber);
    const NumberOfFrames = numberOf(dataset, tags.NumberOfFrames);
    const { lastInsertRowid } = insert.run({
      ...columns,
      role,
      seq,
      body,
      InstanceNumber,
      NumberOfFrames,
    });
    log.run(seq, lastInsertRowid);
    if (role === 'primary') writeStudy(row);
    return { ...row, role, seq };
  };

  return {
    add: database.transaction((rows: readonly Omit<InstanceRow, 'seq'>[]) => rows.map(addOne)),
    byDigest: (sha256: string) => optional(byDigest.get(sha256)),
    byId: (id: number) => optional(byId.get(id)),
    ofSop: (uid: string) => ofSop.all(uid).map(rowOf),
    of: (study: string, series?: string) =>
      (series === undefined ? ofStudy.all(study) : ofSeries.all(study, series)).map(rowOf),
    storedDigests: (sha256: readonly string[]) =>
      new Set(sha256.filter((digest) => isStored.get(digest) !== undefined)),
    applyRejection: rejectionWriter(database),
  };
}

function optional(stored: StoredInstance | undefined): InstanceRow | null {
  return stored === undefined ? null : rowOf(stored);
}

/** Folds the operations on a study into its `rejected` column. */
function rejectionWriter(database: SqliteDatabase) {
  const opsOf = database.prepare<[string], { body: string }>(
    'select body from op where StudyInstanceUID = ?',
  );
  const write = database.prepare('update study set rejected = ? where StudyInstanceUID = ?');
  return (StudyInstanceUID: string): void => {
    const ops = opsOf.all(StudyInstanceUID).map((row) => JSON.parse(row.body) as Op);
    if (ops.length === 0) return;
    write.run(foldStudy(StudyInstanceUID, ops).rejection === null ? 0 : 1, StudyInstanceUID);
  };
}

/** Counts a new primary instance into its series and study, making them when they are new. */
function studyWriter(database: SqliteDatabase) {
  const addSeries = database.prepare(
    `insert into series (StudyInstanceUID, SeriesInstanceUID, Modality, SeriesNumber, instanceCount, attributes, keys)
     values (@StudyInstanceUID, @SeriesInstanceUID, @Modality, @SeriesNumber, 1, @attributes, '')
     on conflict do update set instanceCount = instanceCount + 1`,
  );
  const addStudy = database.prepare(
    `insert into study (StudyInstanceUID, PatientID, PatientName, AccessionNumber, StudyID, ReferringPhysicianName,
       StudyDate, StudyTime, modalities, seriesCount, instanceCount, attributes)
     values (@StudyInstanceUID, @PatientID, @PatientName, @AccessionNumber, @StudyID, @ReferringPhysicianName,
       @StudyDate, @StudyTime, '[]', 0, 1, @attributes)
     on conflict do update set instanceCount = instanceCount + 1`,
  );
  const recount = database.prepare(
    `update study set
       seriesCount = (select count(*) from series where StudyInstanceUID = @uid),
       modalities = (select json_group_array(distinct Modality) from series where StudyInstanceUID = @uid and Modality <> '')
     where StudyInstanceUID = @uid`,
  );
  const countOf = database.prepare<[string, string], { instanceCount: number }>(
    'select instanceCount from series where StudyInstanceUID = ? and SeriesInstanceUID = ?',
  );
  const applyRejection = rejectionWriter(database);
  return (row: Pick<InstanceRow, 'StudyInstanceUID' | 'SeriesInstanceUID' | 'dataset'>): void => {
    const { StudyInstanceUID, SeriesInstanceUID, dataset } = row;
    const { changes } = addStudy.run({ StudyInstanceUID, ...studyColumns(dataset) });
    addSeries.run({
      StudyInstanceUID,
      SeriesInstanceUID,
      Modality: textOf(dataset, tags.Modality),
      SeriesNumber: numberOf(dataset, tags.SeriesNumber),
      attributes: JSON.stringify(pickAttributes(dataset, seriesLevelTags)),
    });
    // Only a series' first instance can change the counts of series and the list of modalities.
    if (countOf.get(StudyInstanceUID, SeriesInstanceUID)?.instanceCount === 1) {
      recount.run({ uid: StudyInstanceUID });
      if (changes === 1) applyRejection(StudyInstanceUID);
    }
  };
}

function studyColumns(dataset: DicomDataset) {
  return {
    PatientID: textOf(dataset, tags.PatientID),
    PatientName: personNameOf(dataset, tags.PatientName),
    AccessionNumber: textOf(dataset, tags.AccessionNumber),
    StudyID: textOf(dataset, tags.StudyID),
    ReferringPhysicianName: personNameOf(dataset, tags.ReferringPhysicianName),
    // Digits only, as ACR-NEMA wrote points: ranges are compared as text.
    StudyDate: momentDigits(textOf(dataset, tags.StudyDate)),
    StudyTime: textOf(dataset, tags.StudyTime),
    attributes: JSON.stringify(pickAttributes(dataset, studyLevelTags)),
  };
}
