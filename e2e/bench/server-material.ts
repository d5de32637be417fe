/** Instances for the server bench: many of one size, each with its own UIDs, made in no time. */
import { randomBytes } from 'node:crypto';
import { uidFromRandom } from '../../shared/src/dicom/uid.ts';
import { tags } from '../../shared/src/dicom/tag.ts';
import { elementOf, writePart10 } from '../../shared/src/dicom/write-part10.ts';
import type { DicomDataset } from '../../shared/src/dicom/dicom-json.ts';
import { joinFrames } from '../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import type { Call } from './server-load.ts';

const explicit = '1.2.840.10008.1.2.1';
const boundary = 'satchel-bench-boundary-5c0a';
const names = ['SMITH', 'MÜLLER', 'GARCIA', 'ROSSI', 'NOVAK', 'SILVA', 'KIM', 'SATO'] as const;
const modalities = ['CT', 'MR', 'US', 'DX', 'MG', 'PT'] as const;

export const newUid = (): string => uidFromRandom(randomBytes(16));

const ct = ctSlice({ study: { seed: 'bench' }, index: 0, count: 1, rows: 512 });
const ctPixels = joinFrames(ct.frames);

/** One CT slice of 0.5 MB. */
export function ctInstance(study: string, series: string, number: number): Uint8Array {
  const dataset = {
    ...ct.dataset,
    [tags.StudyInstanceUID]: elementOf(tags.StudyInstanceUID, study),
    [tags.SeriesInstanceUID]: elementOf(tags.SeriesInstanceUID, series),
    [tags.SOPInstanceUID]: elementOf(tags.SOPInstanceUID, newUid()),
    [tags.InstanceNumber]: elementOf(tags.InstanceNumber, number),
  };
  return writePart10({ TransferSyntaxUID: explicit, dataset, pixelBytes: ctPixels });
}

export interface TinyStudy {
  readonly StudyInstanceUID: string;
  readonly bytes: Uint8Array;
}

/** A study of one instance of about a kilobyte; `index` decides name, date, modality and ids. */
export function tinyStudy(index: number): TinyStudy {
  const StudyInstanceUID = newUid();
  const dataset = tinyDataset(index, StudyInstanceUID);
  return { StudyInstanceUID, bytes: writePart10({ TransferSyntaxUID: explicit, dataset }) };
}

/** The attributes of its one instance. */
export function tinyDataset(index: number, StudyInstanceUID = newUid()): DicomDataset {
  const date = new Date(Date.UTC(2016, 0, 1) + (index % 3650) * 86_400_000);
  return {
    [tags.SOPClassUID]: elementOf(tags.SOPClassUID, '1.2.840.10008.5.1.4.1.1.7'),
    [tags.SOPInstanceUID]: elementOf(tags.SOPInstanceUID, newUid()),
    [tags.StudyInstanceUID]: elementOf(tags.StudyInstanceUID, StudyInstanceUID),
    [tags.SeriesInstanceUID]: elementOf(tags.SeriesInstanceUID, newUid()),
    [tags.StudyDate]: elementOf(
      tags.StudyDate,
      date.toISOString().slice(0, 10).replaceAll('-', ''),
    ),
    [tags.StudyTime]: elementOf(tags.StudyTime, '101500'),
    [tags.AccessionNumber]: elementOf(tags.AccessionNumber, `A${index}`),
    [tags.Modality]: elementOf(tags.Modality, modalities[index % modalities.length] ?? 'OT'),
    [tags.ReferringPhysicianName]: elementOf(tags.ReferringPhysicianName, 'REFERRER^RITA'),
    [tags.StudyDescription]: elementOf(tags.StudyDescription, 'Bench study'),
    [tags.PatientName]: elementOf(
      tags.PatientName,
      `${names[index % names.length] ?? ''}^PATIENT${index}`,
    ),
    [tags.PatientID]: elementOf(tags.PatientID, `P${index}`),
    [tags.PatientBirthDate]: elementOf(tags.PatientBirthDate, '19700101'),
    [tags.PatientSex]: elementOf(tags.PatientSex, 'O'),
    [tags.StudyID]: elementOf(tags.StudyID, String(index)),
    [tags.SeriesNumber]: elementOf(tags.SeriesNumber, 1),
    [tags.InstanceNumber]: elementOf(tags.InstanceNumber, 1),
  };
}

/** A STOW-RS request that carries the given files. */
export function stowCall(files: readonly Uint8Array[], authorization: string): Call {
  const text = new TextEncoder();
  const body = files.flatMap((file) => [
    text.encode(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    file,
  ]);
  return {
    method: 'POST',
    path: '/dicom-web/studies',
    headers: {
      Authorization: authorization,
      Accept: 'application/dicom+json',
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
    },
    body: [...body, text.encode(`\r\n--${boundary}--\r\n`)],
  };
}

/** The same bytes for the bare server. */
export function bareCall(call: Call): Call {
  return { method: 'POST', path: '/', body: call.body ?? [] };
}
