import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { itemsOf, personNameOf, textOf, textsOf } from '#shared/dicom/element-access.ts';
import { searchFold } from '#shared/dicom/person-name.ts';
import { tags } from '#shared/dicom/tag.ts';
import { parseOtherIds, patientFields, type PatientField } from '#shared/patient/demographics.ts';
import type { StudyFinding, StudyFound, StudyPlace } from './archive-index.ts';
import type { SqliteDatabase } from './sqlite-database.ts';
import { saidPatients, type SaidFields } from './sqlite-said-patients.ts';
import { hitReader } from './sqlite-search.ts';

const searchedTexts: readonly string[] = [
  tags.PatientID,
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
  const said = saidPatients(database);
  const write = database.prepare('update study set searchText = ? where id = ?');
  return (StudyInstanceUID) => {
    const row = study.get(StudyInstanceUID);
    if (row === undefined) return;
    const parts = series.all(row.id).map(({ attributes }) => {
      return textOf(JSON.parse(attributes) as DicomDataset, tags.BodyPartExamined);
    });
    const entered = said.ofStudy(StudyInstanceUID).flatMap(enteredTexts);
    write.run(searchTextOf(row, [...new Set([...parts, ...entered])]), row.id);
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

/** Fields of a patient that people search by; an identifier without what kind it is. */
const enteredFields: readonly PatientField[] = patientFields.filter(
  (field) => !['PatientSex', 'PatientSexNeutered', 'PatientSpeciesCode'].includes(field),
);

/** A study is found by what its files say, and by what is shown of its patient. */
function enteredTexts(said: SaidFields): readonly string[] {
  return enteredFields.flatMap((field) =>
    field === 'OtherPatientIDs'
      ? said[field].flatMap((text) => parseOtherIds(text).flatMap(({ id }) => idTexts(id)))
      : said[field],
  );
}

/** As it was written, and in one piece: a chip is read off in groups of digits, and typed without. */
function idTexts(id: string): readonly string[] {
  return [id, id.replaceAll(/[^0-9A-Za-z]/g, '')];
}

function otherIdsIn(attributes: DicomDataset): readonly string[] {
  const items = itemsOf(attributes, tags.OtherPatientIDsSequence);
  const ids = items.map((item) => textOf(item, tags.PatientID));
  return [...textsOf(attributes, tags.OtherPatientIDs), ...ids].flatMap(idTexts);
}

function searchTextOf(row: StudyRow, more: readonly string[]): string {
  const attributes = JSON.parse(row.attributes) as DicomDataset;
  const { StudyDate: date } = row;
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  const text = [
    ...searchedNames.map((tag) => personNameOf(attributes, tag)),
    ...searchedTexts.map((tag) => textOf(attributes, tag)),
    ...otherIdsIn(attributes),
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
  const said = saidPatients(database);
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
      const isCorrected = said.ofStudy(hit.StudyInstanceUID).length > 0;
      return { place: { StudyDate, id }, hit, isCorrected };
    });
  };
}
