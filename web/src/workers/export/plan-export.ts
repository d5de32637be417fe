import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';
import type { Archive } from '../../archive/archive.ts';
import type { InstanceSummary, StudySummary } from '../../archive/archive-types.ts';
import { readStudyDetail } from '../../archive/find-studies.ts';
import type { ExportChoice } from './export-api.ts';

/** One file to be written. Its place is made of counters: no name, number or UID of a patient is in it. */
export interface PlannedFile {
  readonly instance: InstanceSummary;
  readonly studyKey: string;
  readonly SeriesDescription: string;
  /** Components of its File ID (PS3.10 8.2). */
  readonly fileId: readonly string[];
  readonly patientKey: string;
}

export interface PlannedPart {
  readonly files: readonly PlannedFile[];
  readonly byteLength: number;
}

export interface PlannedExport {
  readonly parts: readonly PlannedPart[];
  readonly elsewhereCount: number;
}

/** Lists what will be written, cut into parts of at most `partBytesMax` bytes unless one file is larger. */
export async function planExport(
  archive: Archive,
  choices: readonly ExportChoice[],
  partBytesMax: number,
): Promise<Result<PlannedExport, ArchiveFailure>> {
  const files: PlannedFile[] = [];
  const patients = new Map<string, string>();
  let elsewhereCount = 0;
  let studyNumber = 0;
  for (const { studyKey, series } of choices) {
    const read = await readStudyDetail(archive, studyKey);
    // Gone since it was chosen: there is nothing of it that could be written.
    if (!read.ok && read.failure.code === 'NOT_FOUND') continue;
    if (!read.ok) return fail(read.failure);
    studyNumber += 1;
    const patientKey = patientKeyOf(read.value.study);
    const patient = patients.get(patientKey) ?? component('P', patients.size + 1);
    patients.set(patientKey, patient);
    const study = component('S', studyNumber);
    const chosen = read.value.series.filter(
      ({ SeriesInstanceUID }) => series === null || series.includes(SeriesInstanceUID),
    );
    for (const [seriesIndex, { instances, SeriesDescription }] of chosen.entries()) {
      for (const [index, instance] of instances.entries()) {
        if (!instance.isLocal) {
          elsewhereCount += 1;
          continue;
        }
        const place = [component('E', seriesIndex + 1), component('I', index + 1)];
        const fileId = ['DICOM', patient, study, ...place];
        files.push({ instance, studyKey, SeriesDescription, fileId, patientKey });
      }
    }
  }
  return ok({ parts: partsOf(files, partBytesMax), elsewhereCount });
}

/** The same person under one ID and name: two people never share a PATIENT record. */
function patientKeyOf(study: StudySummary): string {
  return JSON.stringify([study.PatientID, study.IssuerOfPatientID, study.PatientName]);
}

/** 8 characters of those a File ID may have. */
function component(letter: string, number: number): string {
  return letter + String(number).padStart(7, '0');
}

function partsOf(files: readonly PlannedFile[], partBytesMax: number): readonly PlannedPart[] {
  const parts: { files: PlannedFile[]; byteLength: number }[] = [];
  for (const file of files) {
    const { byteLength } = file.instance;
    const last = parts.at(-1);
    if (last === undefined || last.byteLength + byteLength > partBytesMax) {
      parts.push({ files: [file], byteLength });
    } else {
      last.files.push(file);
      last.byteLength += byteLength;
    }
  }
  return parts;
}
