import type { DicomDataset, DicomElement } from '../src/dicom/dicom-json.ts';
import type { Keyword } from '../src/dicom/tag.ts';
import { tags } from '../src/dicom/tag.ts';
import { elementOf } from '../src/dicom/write-part10.ts';
import { pick, seededRandom, uidFromSeed } from './seeded-random.ts';

/** Who and when; everything left out is made up from the seed. */
export interface StudyPlan {
  readonly seed: string;
  readonly StudyInstanceUID?: string;
  /** As stored: `Family^Given=Ideographic=Phonetic`; any script, written as UTF-8. */
  readonly PatientName?: string;
  readonly PatientID?: string;
  readonly PatientBirthDate?: string;
  readonly PatientSex?: string;
  readonly StudyDate?: string;
  readonly StudyTime?: string;
  readonly StudyDescription?: string;
  readonly AccessionNumber?: string;
  /** Makes the patient an animal (PS3.3 C.7.1.1). */
  readonly animal?: { readonly species: string; readonly breed: string; readonly owner: string };
}

export interface SeriesPlan {
  readonly study: StudyPlan;
  readonly Modality: string;
  readonly SOPClassUID: string;
  readonly SeriesNumber: number;
  readonly SeriesDescription: string;
  readonly SeriesInstanceUID?: string;
}

type Values = Partial<
  Record<Keyword, DicomElement | string | number | readonly (string | number)[]>
>;

/** Makes a data set from keywords and plain values; an empty list is an element without value. */
export function datasetOf(values: Values): DicomDataset {
  const dataset: Record<string, DicomElement> = {};
  for (const [keyword, value] of Object.entries(values)) {
    const tag = tags[keyword as Keyword];
    dataset[tag] = elementFor(tag, value);
  }
  return dataset;
}

function elementFor(tag: string, value: Values[Keyword]): DicomElement {
  if (value === undefined) return elementOf(tag);
  if (typeof value === 'string') return elementOf(tag, value);
  if (typeof value === 'number') return elementOf(tag, value);
  return Array.isArray(value)
    ? elementOf(tag, ...(value as (string | number)[]))
    : (value as DicomElement);
}

/** A sequence of items. */
export function sequenceOf(...items: readonly DicomDataset[]): DicomElement {
  return items.length === 0 ? { vr: 'SQ' } : { vr: 'SQ', Value: items };
}

/** A sequence with one coded value (PS3.3 8.8). */
export function codeOf(
  CodeValue: string,
  CodingSchemeDesignator: string,
  CodeMeaning: string,
): DicomElement {
  return sequenceOf(datasetOf({ CodeValue, CodingSchemeDesignator, CodeMeaning }));
}

const families = [
  'Example',
  'Sample',
  'Testmann',
  'Fiktiv',
  'Muster',
  'Placehold',
  'Nobody',
] as const;
const givens = ['Ada', 'Bruno', 'Clara', 'Dario', 'Emma', 'Felix', 'Greta', 'Hugo'] as const;

/** Patient, study, series, equipment and SOP common modules (PS3.3 C.7.1 to C.7.5, C.12.1). */
export function commonModules(series: SeriesPlan, instanceIndex: number): DicomDataset {
  const { study } = series;
  const random = seededRandom(`${study.seed}/patient`);
  const family = pick(random, families);
  const name =
    study.animal === undefined
      ? `${family}^${pick(random, givens)}`
      : `${family}^${pick(random, ['Rex', 'Minka', 'Lotte', 'Bella'])}`;
  const birthYear = 1930 + Math.floor(random() * 80);
  const number = Math.floor(random() * 1e6);
  const StudyDate =
    study.StudyDate ??
    `2026${two(1 + Math.floor(random() * 11))}${two(1 + Math.floor(random() * 28))}`;
  const StudyTime =
    study.StudyTime ?? `${two(7 + Math.floor(random() * 10))}${two(Math.floor(random() * 60))}00`;
  const SeriesInstanceUID =
    series.SeriesInstanceUID ?? uidFromSeed(`${study.seed}/series/${series.SeriesNumber}`);
  return {
    ...datasetOf({
      SOPClassUID: series.SOPClassUID,
      SOPInstanceUID: uidFromSeed(`${SeriesInstanceUID}/instance/${instanceIndex}`),
      StudyDate,
      SeriesDate: StudyDate,
      AcquisitionDate: StudyDate,
      ContentDate: StudyDate,
      StudyTime,
      SeriesTime: StudyTime,
      AcquisitionTime: StudyTime,
      ContentTime: StudyTime,
      AccessionNumber: study.AccessionNumber ?? `ACC${number}`,
      Modality: series.Modality,
      Manufacturer: 'Satchel generator',
      ManufacturerModelName: 'Phantom',
      SoftwareVersions: '1',
      DeviceSerialNumber: '1',
      InstitutionName: 'Fictitious clinic',
      ReferringPhysicianName: 'Referrer^Rita',
      StudyDescription: study.StudyDescription ?? `Synthetic ${series.Modality}`,
      SeriesDescription: series.SeriesDescription,
      PatientID: study.PatientID ?? `SYN-${number}`,
      IssuerOfPatientID: 'SATCHEL-TEST',
      PatientBirthDate: study.PatientBirthDate ?? `${birthYear}0415`,
      PatientSex: study.PatientSex ?? pick(random, ['F', 'M']),
      PatientWeight: 71.5,
      PatientSize: 1.74,
      StudyInstanceUID: study.StudyInstanceUID ?? uidFromSeed(`${study.seed}/study`),
      SeriesInstanceUID,
      StudyID: '1',
      SeriesNumber: series.SeriesNumber,
      InstanceNumber: instanceIndex + 1,
    }),
    [tags.PatientName]: personName(study.PatientName ?? name),
    ...(study.animal === undefined ? {} : animalModule(study.animal)),
  };
}

function personName(stored: string): DicomElement {
  const [Alphabetic = '', Ideographic = '', Phonetic = ''] = stored.split('=');
  if (stored === '') return { vr: 'PN' };
  return {
    vr: 'PN',
    Value: [
      {
        ...(Alphabetic === '' ? {} : { Alphabetic }),
        ...(Ideographic === '' ? {} : { Ideographic }),
        ...(Phonetic === '' ? {} : { Phonetic }),
      },
    ],
  };
}

function animalModule(animal: NonNullable<StudyPlan['animal']>): DicomDataset {
  return datasetOf({
    PatientSpeciesDescription: animal.species,
    PatientBreedDescription: animal.breed,
    PatientBreedCodeSequence: sequenceOf(),
    BreedRegistrationSequence: sequenceOf(),
    PatientSexNeutered: 'ALTERED',
    ResponsiblePerson: animal.owner,
    ResponsiblePersonRole: 'OWNER',
    ResponsibleOrganization: [],
  });
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Image pixel module (PS3.3 C.7.6.3) of grey values. */
export function greyPixelModule(rows: number, columns: number, bitsStored: number): DicomDataset {
  return datasetOf({
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: bitsStored <= 8 ? 8 : 16,
    BitsStored: bitsStored,
    HighBit: bitsStored - 1,
    PixelRepresentation: 0,
  });
}
