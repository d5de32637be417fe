import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryByteSource } from './byte-source.ts';
import type { DicomDataset } from './dicom-json.ts';
import { recordTypeOf } from './directory-records.ts';
import { itemsOf, numberOf, personNameOf, textOf, textsOf } from './element-access.ts';
import { readPart10 } from './parse-part10.ts';
import { sopClasses } from './sop-class.ts';
import { tags } from './tag.ts';
import { directoryFile, writeDirectory } from './write-directory.ts';
import { elementOf, writeItem } from './write-part10.ts';

const ct = '1.2.840.10008.5.1.4.1.1.2';
const le = '1.2.840.10008.1.2.1';

function fileOf(patient: string, study: number, series: number, index: number) {
  const dataset: DicomDataset = {
    [tags.PatientName]: elementOf(tags.PatientName, patient),
    [tags.PatientID]: elementOf(tags.PatientID, `ID-${patient}`),
    [tags.StudyInstanceUID]: elementOf(tags.StudyInstanceUID, `1.2.${study}`),
    [tags.SeriesInstanceUID]: elementOf(tags.SeriesInstanceUID, `1.2.${study}.${series}`),
    [tags.Modality]: elementOf(tags.Modality, 'CT'),
    [tags.InstanceNumber]: elementOf(tags.InstanceNumber, index),
  };
  const fileId = ['DICOM', `P${patient.length}`, `S${study}`, `E${series}`, `I${index}`];
  return directoryFile(dataset, {
    fileId,
    patientKey: patient,
    SOPClassUID: ct,
    SOPInstanceUID: `1.2.${study}.${series}.${index}`,
    TransferSyntaxUID: le,
  });
}

async function readBack(bytes: Uint8Array<ArrayBuffer>) {
  const read = await readPart10(memoryByteSource(bytes));
  if (!read.ok) throw new Error(read.failure.code);
  return read.value.dataset;
}

/** Follows the offsets alone, as a reader of discs does, and gives each leaf with the types above it. */
function walk(bytes: Uint8Array, dataset: DicomDataset) {
  const items = itemsOf(dataset, tags.DirectoryRecordSequence);
  const total = items.reduce((sum, item) => sum + writeItem(item).byteLength, 0);
  const byOffset = new Map<number, DicomDataset>();
  let at = bytes.byteLength - total;
  for (const item of items) {
    byOffset.set(at, item);
    at += writeItem(item).byteLength;
  }
  const found: string[] = [];
  const enter = (byteOffset: number, path: readonly string[]): void => {
    for (let here = byteOffset; here !== 0;) {
      const record = byOffset.get(here);
      if (record === undefined) throw new Error(`no record at ${here}`);
      const own = [...path, textOf(record, tags.DirectoryRecordType)];
      const lower = numberOf(record, tags.OffsetOfReferencedLowerLevelDirectoryEntity) ?? 0;
      if (lower === 0) {
        found.push(`${own.join('>')} ${textsOf(record, tags.ReferencedFileID).join('/')}`);
      } else enter(lower, own);
      here = numberOf(record, tags.OffsetOfTheNextDirectoryRecord) ?? 0;
    }
  };
  enter(numberOf(dataset, tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity) ?? 0, []);
  return found;
}

describe('writeDirectory', () => {
  it('leads to every file by its offsets, whatever the names and however many there are', async () => {
    const plan = fc.array(
      fc.tuple(
        fc.constantFrom('A', 'Müller^Jörg', '山田^太郎', 'A^Very^Long^Name'),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
      ),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(plan, async (chosen) => {
        const files = chosen.map(([name, study, series], index) =>
          fileOf(name, study, series, index),
        );
        const bytes = writeDirectory(files, '2.25.1');
        const found = walk(bytes, await readBack(bytes));
        const wanted = files.map(({ fileId }) => `PATIENT>STUDY>SERIES>IMAGE ${fileId.join('/')}`);
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a name that is not ASCII, by the character set of its record', async () => {
    const dataset = await readBack(writeDirectory([fileOf('Müller^Jörg', 1, 1, 1)], '2.25.1'));
    const [patient] = itemsOf(dataset, tags.DirectoryRecordSequence);
    expect(personNameOf(patient ?? {}, tags.PatientName)).toBe('Müller^Jörg');
  });

  it('points to the last of several patients', async () => {
    const bytes = writeDirectory([fileOf('A', 1, 1, 1), fileOf('BB', 2, 1, 1)], '2.25.1');
    const dataset = await readBack(bytes);
    const last = numberOf(dataset, tags.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity);
    const items = itemsOf(dataset, tags.DirectoryRecordSequence).slice(4);
    const total = items.reduce((sum, item) => sum + writeItem(item).byteLength, 0);
    expect(last).toBe(bytes.byteLength - total);
  });
});

describe('recordTypeOf', () => {
  it('knows a record for the objects of the standard that have one', () => {
    const types = Object.fromEntries(
      [
        '2',
        '88.59',
        '88.33',
        '11.1',
        '104.1',
        '9.1.1',
        '481.2',
        '481.3',
        '481.5',
        '66',
        '66.4',
      ].map((end) => [end, recordTypeOf(`1.2.840.10008.5.1.4.1.1.${end}`)]),
    );
    expect(types).toEqual({
      '2': 'IMAGE',
      '88.59': 'KEY OBJECT DOC',
      '88.33': 'SR DOCUMENT',
      '11.1': 'PRESENTATION',
      '104.1': 'ENCAP DOC',
      '9.1.1': 'WAVEFORM',
      '481.2': 'RT DOSE',
      '481.3': 'RT STRUCTURE SET',
      '481.5': 'RT PLAN',
      '66': 'RAW DATA',
      '66.4': 'IMAGE',
    });
  });

  it('gives every image an IMAGE record, and no document one', () => {
    const images = sopClasses.filter(({ kind }) => kind === 'image');
    expect(images.every(({ uid }) => recordTypeOf(uid) === 'IMAGE')).toBe(true);
    const texts = sopClasses.filter(({ kind }) => kind === 'structured-report');
    expect(texts.some(({ uid }) => recordTypeOf(uid) === 'IMAGE')).toBe(false);
  });
});
