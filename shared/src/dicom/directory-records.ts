import type { DicomDataset, DicomElement } from './dicom-json.ts';
import { isItem } from './element-access.ts';
import { sopClassOf } from './sop-class.ts';
import { tags } from './tag.ts';

/** Tags and VRs of what a record repeats of its instance (PS3.3 F.5); an absent one is written empty. */
type Keys = readonly string[];

const content: Keys = ['00080023 DA', '00080033 TM', '00200013 IS'];
const labelled: Keys = [...content, '00700080 CS', '00700081 LO', '00700084 PN'];
const numbered: Keys = ['00200013 IS'];

/** Keys of the records above the instances (PS3.3 F.5.1 to F.5.3). */
export const patientKeys: Keys = ['00100010 PN', '00100020 LO'];
export const studyKeys: Keys = [
  '00080020 DA',
  '00080030 TM',
  '00080050 SH',
  '00081030 LO',
  '0020000D UI',
  '00200010 SH',
];
export const seriesKeys: Keys = ['00080060 CS', '0020000E UI', '00200011 IS'];

/** Record types by the end of the SOP Class UID, the longest that fits first (PS3.3 table F.4-1). */
const byRoot: readonly (readonly [root: string, type: string])[] = [
  ['88.59', 'KEY OBJECT DOC'],
  ['78.6', 'SR DOCUMENT'],
  ['79.1', 'SR DOCUMENT'],
  ['88', 'SR DOCUMENT'],
  ['11', 'PRESENTATION'],
  ['104', 'ENCAP DOC'],
  ['9', 'WAVEFORM'],
  ['4.2', 'SPECTROSCOPY'],
  ['66.1', 'REGISTRATION'],
  ['66.2', 'FIDUCIAL'],
  ['66.3', 'REGISTRATION'],
  ['66.5', 'SURFACE'],
  ['66.6', 'TRACT'],
  ['66', 'RAW DATA'],
  ['67', 'VALUE MAP'],
  ['68', 'SURFACE SCAN'],
  ['77.1.5.3', 'STEREOMETRIC'],
  ['78', 'MEASUREMENT'],
  ['80', 'MEASUREMENT'],
  ['90', 'ASSESSMENT'],
  ['91', 'ANNOTATION'],
  ['481.3', 'RT STRUCTURE SET'],
  ['481.4', 'RT TREAT RECORD'],
  ['481.6', 'RT TREAT RECORD'],
  ['481.7', 'RT TREAT RECORD'],
  ['481.9', 'RT TREAT RECORD'],
  ['481.20', 'RT TREAT RECORD'],
  ['481.5', 'RT PLAN'],
  ['481.8', 'RT PLAN'],
  ['481.2', 'RT DOSE'],
];

const keysByType: Readonly<Record<string, Keys>> = {
  'KEY OBJECT DOC': [...content, '0040A043 SQ'],
  'SR DOCUMENT': [...content, '0040A030 DT?', '0040A043 SQ', '0040A491 CS', '0040A493 CS'],
  PRESENTATION: [
    '00081115 SQ?',
    '00200013 IS',
    '00700080 CS',
    '00700081 LO',
    '00700082 DA',
    '00700083 TM',
    '00700084 PN',
  ],
  'ENCAP DOC': [...content, '0040A043 SQ', '0040E001 ST?', '00420010 ST', '00420012 LO'],
  WAVEFORM: content,
  SPECTROSCOPY: [...content, '00080008 CS', '00280008 IS', '00280010 US', '00280011 US'],
  REGISTRATION: labelled,
  FIDUCIAL: labelled,
  'VALUE MAP': labelled,
  'RAW DATA': content,
  SURFACE: content,
  'SURFACE SCAN': ['00080023 DA', '00080033 TM', '00200013 IS'],
  TRACT: labelled,
  ANNOTATION: labelled,
  MEASUREMENT: content,
  ASSESSMENT: ['00080023 DA', '00080033 TM', '00200013 IS'],
  STEREOMETRIC: numbered,
  'RT STRUCTURE SET': [...numbered, '30060002 SH', '30060008 DA', '30060009 TM'],
  'RT PLAN': [...numbered, '300A0002 SH', '300A0006 DA', '300A0007 TM'],
  'RT TREAT RECORD': [...numbered, '30080250 DA', '30080251 TM'],
  'RT DOSE': [...numbered, '3004000A CS', '30040006 LO?'],
  IMAGE: [...numbered, '00080008 CS?', '00280008 IS?', '00280301 CS?'],
};

const root = '1.2.840.10008.5.1.4.1.1.';

/** The Directory Record Type of an instance; PRIVATE for what the standard has no record for (PS3.3 F.6). */
export function recordTypeOf(SOPClassUID: string): string {
  const sopClass = sopClassOf(SOPClassUID);
  const end = SOPClassUID.startsWith(root) ? SOPClassUID.slice(root.length) : '';
  if (sopClass === undefined) return 'PRIVATE';
  if (sopClass.isImage && end !== '481.2') return 'IMAGE';
  const found = byRoot.find(([start]) => end === start || end.startsWith(`${start}.`));
  return found?.[1] ?? 'PRIVATE';
}

/** What the record of an instance repeats of it. */
export function instanceKeysOf(type: string): Keys {
  return keysByType[type] ?? numbered;
}

/** Copies keys out of a data set; bytes that stayed in the file are left there. */
export function copiedKeys(dataset: DicomDataset, keys: Keys): DicomDataset {
  const copied: Record<string, DicomElement> = {};
  for (const key of keys) {
    const tag = key.slice(0, 8);
    const element = dataset[tag];
    if (element !== undefined && element.BulkDataURI === undefined) {
      copied[tag] = withoutBulk(element);
    } else if (!key.endsWith('?')) copied[tag] = { vr: key.slice(9, 11) };
  }
  return copied;
}

function withoutBulk(element: DicomElement): DicomElement {
  if (element.vr !== 'SQ') return element;
  const items = (element.Value ?? []).filter(isItem).map((item) =>
    Object.fromEntries(
      Object.entries(item)
        .filter(([tag, inner]) => inner.BulkDataURI === undefined && tag !== tags.PixelData)
        .map(([tag, inner]) => [tag, withoutBulk(inner)]),
    ),
  );
  return { vr: 'SQ', Value: items };
}
