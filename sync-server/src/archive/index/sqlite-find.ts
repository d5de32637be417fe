import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { searchFold } from '#shared/dicom/person-name.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { Op } from '#shared/sync/op.ts';
import { parseCorrectValue, studyPatientTargetType } from '#shared/sync/patient-op.ts';
import type { StudyFinding, StudyFound, StudyPlace } from './archive-index.ts';
import type { SqliteDatabase } from './sqlite-database.ts';
import { hitReader } from './sqlite-search.ts';

const searchedTexts: readonly string[] = [
  tags.PatientID,
  tags.OtherPatientIDs,
  tags.StudyDescription,
  tags.AccessionNumber,
  tags.PatientSpeciesDescription,
  tags.PatientBreedDescription,
];
const searchedNames: readonly string[] = [
  tags.PatientName,
  tags.ReferringPhysicianName,
  tags.ResponsiblePerson,
];

interface StudyRow {
  readonly id: number;
  readonly StudyInstanceUID: string;
  readonly StudyDate: string;
  readonly attributes: string;
  readonly modalities: string;
}

/** Writes what a study is found by, folded, into its row; must run inside a transaction. */
export function searchTextWriter(database: SqliteDatabase): (StudyInstanceUID: string) => void {
  const study = database.prepare<[string], StudyRow>(
    'select * from study where StudyInstanceUID = ?',
  );
  const series = database.prepare<[number], { attributes: string }>(
    'select attributes from series where study = ?',
  );
  const ops = database.prepare<[string], { body: string }>(
    'select body from op where StudyInstanceUID = ?',
  );
  const write = database.prepare('update study set searchText = ? where id = ?');
  return (StudyInstanceUID) => {
    const row = study.get(StudyInstanceUID);
    if (row === undefined) return;
    const parts = series.all(row.id).map(({ attributes }) => {
      return textOf(JSON.parse(attributes) as DicomDataset, tags.BodyPartExamined);
    });
    const corrections = ops.all(StudyInstanceUID).flatMap(({ body }) => correctionIn(body));
    write.run(searchTextOf(row, [...new Set(parts), ...corrections]), row.id);
  };
}

/** Studies of an index that an earlier version of this program has written. */
export function fillSearchTexts(database: SqliteDatabase): void {
  const write = searchTextWriter(database);
  const without = database.prepare<[], { StudyInstanceUID: string }>(
    `select StudyInstanceUID from study where searchText = ''`,
  );
  const fill = database.transaction(() => {
    for (const { StudyInstanceUID } of without.all()) write(StudyInstanceUID);
  });
  fill();
}

/** A study is found by what its files say and by what was corrected. */
function correctionIn(body: string): readonly string[] {
  const { target, value } = JSON.parse(body) as Op;
  const to = target.type === studyPatientTargetType ? parseCorrectValue(value)?.to : null;
  return to === null || to === undefined ? [] : [to];
}

function searchTextOf(row: StudyRow, more: readonly string[]): string {
  const attributes = JSON.parse(row.attributes) as DicomDataset;
  const { StudyDate: date } = row;
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  const text = [
    ...searchedNames.map((tag) => personNameOf(attributes, tag)),
    ...searchedTexts.map((tag) => textOf(attributes, tag)),
    ...(JSON.parse(row.modalities) as string[]),
    ...more,
    date,
    `${year}-${month}-${day}`,
    `${day}.${month}.${year}`,
  ];
  return searchFold(text.join(' '));
}

/** Finds studies by words; goes through an index that holds all that decides, the latest first. */
export function sqliteFind(database: SqliteDatabase): (finding: StudyFinding) => StudyFound[] {
  const readHit = hitReader(database);
  const corrected = database.prepare<[string]>(
    `select 1 from op where StudyInstanceUID = ?
       and json_extract(body, '$.target.type') = '${studyPatientTargetType}' limit 1`,
  );
  return ({ words, after, limit }) => {
    const below = after === null ? [] : [after.StudyDate, after.id];
    const conditions = [
      'rejected = 0',
      ...(after === null ? [] : ['(StudyDate, id) < (?, ?)']),
      ...words.map(() => 'instr(searchText, ?) > 0'),
    ];
    const rows = database.prepare<(string | number)[], StudyPlace>(
      `select StudyDate, id from study indexed by study_found
       where ${conditions.join(' and ')} order by StudyDate desc, id desc limit ?`,
    );
    return rows.all(...below, ...words, limit).map(({ StudyDate, id }) => {
      const hit = readHit('study', id, false);
      const isCorrected = corrected.get(hit.StudyInstanceUID) !== undefined;
      return { place: { StudyDate, id }, hit, isCorrected };
    });
  };
}
