import type { DicomDataset, DicomElement } from '#shared/dicom/dicom-json.ts';
import { numberOf, personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { foldName, momentDigits } from '#shared/dicomweb/match.ts';
import { foldStudy } from '#shared/sync/fold-study.ts';
import type { Op } from '#shared/sync/op.ts';
import type { InstanceRow } from './archive-index.ts';
import { pickAttributes, seriesLevelTags, studyLevelTags } from './level-attributes.ts';
import type { SqliteDatabase } from './sqlite-database.ts';
import { searchTextWriter } from './sqlite-find.ts';

/** Names that are searched without regard to case and accents, in a table of their own. */
const searchedNames: readonly string[] = [tags.PatientName, tags.ReferringPhysicianName];

interface StudyRow {
  readonly id: number;
  readonly attributes: string;
}

/** Counts a new primary instance into its series and study, making them when they are new; answers with the series' id. */
export function studyWriter(
  database: SqliteDatabase,
): (row: Omit<InstanceRow, 'seq'>, attributes: DicomDataset) => number {
  const seriesOf = database.prepare<[string, string], { id: number }>(
    `select series.id from series join study on study.id = series.study
     where study.StudyInstanceUID = ? and SeriesInstanceUID = ?`,
  );
  const countSeries = database.prepare(
    'update series set instanceCount = instanceCount + 1 where id = ?',
  );
  const countStudy = database.prepare(
    'update study set instanceCount = instanceCount + 1 where id = (select study from series where id = ?)',
  );
  const studyOf = database.prepare<[string], StudyRow>(
    'select id, attributes from study where StudyInstanceUID = ?',
  );
  const addSeries = database.prepare(
    `insert into series (study, SeriesInstanceUID, Modality, SeriesNumber, instanceCount, attributes)
     values (?, ?, ?, ?, 0, ?)`,
  );
  const recount = database.prepare(
    `update study set
       seriesCount = (select count(*) from series where study = @id),
       modalities = (select json_group_array(distinct Modality) from series where study = @id and Modality <> '')
     where id = @id`,
  );
  const saveStudy = attributesWriter(database);
  const applyRejection = rejectionWriter(database);
  const writeSearchText = searchTextWriter(database);

  const newSeries = (row: Omit<InstanceRow, 'seq'>, attributes: DicomDataset): number => {
    const there = studyOf.get(row.StudyInstanceUID);
    const study = saveStudy(row.StudyInstanceUID, there, attributes);
    const { lastInsertRowid } = addSeries.run(
      study,
      row.SeriesInstanceUID,
      textOf(attributes, tags.Modality),
      wholeNumber(attributes, tags.SeriesNumber),
      JSON.stringify(pickAttributes(attributes, seriesLevelTags)),
    );
    recount.run({ id: study });
    writeSearchText(row.StudyInstanceUID);
    if (there === undefined) applyRejection(row.StudyInstanceUID);
    return lastInsertRowid;
  };

  return (row, attributes) => {
    const known = seriesOf.get(row.StudyInstanceUID, row.SeriesInstanceUID);
    const series = known?.id ?? newSeries(row, attributes);
    countSeries.run(series);
    countStudy.run(series);
    return series;
  };
}

/** Writes a study's own attributes: the first series' ones, and what later series know beyond those. */
function attributesWriter(database: SqliteDatabase) {
  const insert = database.prepare(
    `insert into study (StudyInstanceUID, PatientID, AccessionNumber, StudyID, StudyDate, StudyTime,
       modalities, seriesCount, instanceCount, attributes)
     values (@uid, @PatientID, @AccessionNumber, @StudyID, @StudyDate, @StudyTime, '[]', 0, 0, @attributes)`,
  );
  const update = database.prepare(
    `update study set PatientID = @PatientID, AccessionNumber = @AccessionNumber, StudyID = @StudyID,
       StudyDate = @StudyDate, StudyTime = @StudyTime, attributes = @attributes where StudyInstanceUID = @uid`,
  );
  const dropNames = database.prepare('delete from study_name where study = ?');
  const addName = database.prepare('insert or ignore into study_name values (?, ?, ?, ?)');
  return (uid: string, there: StudyRow | undefined, attributes: DicomDataset): number => {
    const own = pickAttributes(attributes, studyLevelTags);
    const before = there === undefined ? {} : (JSON.parse(there.attributes) as DicomDataset);
    const merged = { ...own, ...withoutEmpty(before) };
    if (there !== undefined && Object.keys(merged).every((tag) => before[tag] === merged[tag])) {
      return there.id;
    }
    const columns = studyColumns(uid, merged);
    const id = there?.id ?? insert.run(columns).lastInsertRowid;
    if (there !== undefined) update.run(columns);
    dropNames.run(id);
    for (const tag of searchedNames) {
      personNameOf(merged, tag)
        .split('=')
        .forEach((group, part) => {
          const folded = foldName(group);
          if (folded !== '') addName.run(id, tag, part, folded);
        });
    }
    return id;
  };
}

function withoutEmpty(dataset: DicomDataset): DicomDataset {
  const filled: Record<string, DicomElement> = {};
  for (const [tag, element] of Object.entries(dataset)) {
    if (element.Value !== undefined || element.InlineBinary !== undefined) filled[tag] = element;
  }
  return filled;
}

function studyColumns(uid: string, attributes: DicomDataset) {
  return {
    uid,
    PatientID: textOf(attributes, tags.PatientID),
    AccessionNumber: textOf(attributes, tags.AccessionNumber),
    StudyID: textOf(attributes, tags.StudyID),
    // Digits only, as ACR-NEMA wrote points: ranges are compared as text.
    StudyDate: momentDigits(textOf(attributes, tags.StudyDate)),
    StudyTime: momentDigits(textOf(attributes, tags.StudyTime)),
    attributes: JSON.stringify(attributes),
  };
}

/** A number column takes whole numbers only; what is none sorts and matches as absent. */
export function wholeNumber(dataset: DicomDataset, tag: string): number | null {
  const number = numberOf(dataset, tag);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

/** Folds the operations on a study into its `rejected` column. */
export function rejectionWriter(database: SqliteDatabase): (StudyInstanceUID: string) => void {
  const opsOf = database.prepare<[string], { body: string }>(
    'select body from op where StudyInstanceUID = ?',
  );
  const write = database.prepare('update study set rejected = ? where StudyInstanceUID = ?');
  return (StudyInstanceUID) => {
    const ops = opsOf.all(StudyInstanceUID).map((row) => JSON.parse(row.body) as Op);
    if (ops.length === 0) return;
    write.run(foldStudy(StudyInstanceUID, ops).rejection === null ? 0 : 1, StudyInstanceUID);
  };
}
