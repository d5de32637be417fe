import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { fenceKeys, type Archive } from './archive.ts';
import type { SheetRow } from './archive-rows.ts';
import type { StudySummary } from './archive-types.ts';
import { attempt } from './attempt.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { openRow, sealRow } from './seal.ts';

/**
 * The whole list in one sealed row, as it was at one number of the count of changes: ten thousand rows
 * opened one by one keep a start waiting for half a second. It is a copy that may be missing, old or of
 * another version of the app: then the rows are read, and they alone are the truth.
 */
interface SheetBody {
  readonly seq: number;
  /** Names of the columns; a sheet with others than ours is of another version. */
  readonly columns: readonly string[];
  readonly lines: readonly (readonly unknown[])[];
}

const sheetId = 'list';

/** Raised when the meaning of a column changes under the same name. */
const sheetVersion = 1;

const columnOf: Readonly<Record<keyof StudySummary, true>> = {
  key: true,
  StudyInstanceUID: true,
  PatientName: true,
  PatientID: true,
  IssuerOfPatientID: true,
  PatientBirthDate: true,
  PatientSex: true,
  PatientSpeciesDescription: true,
  PatientBreedDescription: true,
  ResponsiblePerson: true,
  PatientSexNeutered: true,
  OtherPatientIDs: true,
  StudyDate: true,
  StudyTime: true,
  StudyDescription: true,
  AccessionNumber: true,
  ReferringPhysicianName: true,
  BodyPartExamined: true,
  ModalitiesInStudy: true,
  seriesCount: true,
  instanceCount: true,
  byteLength: true,
  addedAt: true,
  addedByIds: true,
  isSample: true,
  whereabouts: true,
  variantCount: true,
  rejection: true,
  differing: true,
  thumbnailInstanceId: true,
};
const columns = Object.keys(columnOf) as readonly (keyof StudySummary)[];
const columnNames: readonly string[] = [`version ${sheetVersion}`, ...columns];

/** Keeps the list as a reader has it at `seq`, so that the next start opens one row instead of all. */
export function writeListSheet(
  archive: Archive,
  seq: number,
  studies: readonly StudySummary[],
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'write list', async () => {
    const { db } = archive;
    const bundle = needKeys(archive.session, 'write list');
    const lines = studies.map((study) => columns.map((column) => study[column]));
    const body: SheetBody = { seq, columns: columnNames, lines };
    const sealed = await sealRow(bundle.active, 'sheet', sheetId, body);
    await db.transaction('rw', db.meta, db.sheet, async () => {
      await fenceKeys(db, bundle);
      await db.sheet.put({ id: sheetId, seq, ...sealed });
    });
  });
}

/** The sheet as it lies on the disk; inside the transaction that reads the rows after it. */
export function getListSheet(archive: Archive): Promise<SheetRow | undefined> {
  return archive.db.sheet.get(sheetId);
}

/** The studies of a sheet; null when it can't be used. */
export async function openListSheet(
  bundle: KeyBundle,
  row: SheetRow,
): Promise<readonly StudySummary[] | null> {
  try {
    const body = await openRow<SheetBody>(bundle, 'sheet', sheetId, row);
    const isOurs = body.columns.join() === columnNames.join() && body.seq === row.seq;
    return isOurs ? body.lines.map(studyOfLine) : null;
  } catch {
    return null;
  }
}

function studyOfLine(line: readonly unknown[]): StudySummary {
  const fields: { [column: string]: unknown } = {};
  for (const [index, column] of columns.entries()) fields[column] = line[index];
  // Written by `writeListSheet` of the same columns: the tag of AES-GCM and their names prove it.
  return fields as unknown as StudySummary;
}
