import { searchFold } from '../dicom/person-name.ts';

/**
 * Who a patient is, person or animal, by the keywords of PS3.3 C.7.1.1 (Patient Module). Texts are as
 * DICOM stores them; what is not known is an empty text.
 */
export const patientFields = [
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'PatientBirthDate',
  'PatientSex',
  'PatientSpeciesDescription',
  'PatientSpeciesCode',
  'PatientBreedDescription',
  'PatientSexNeutered',
  'ResponsiblePerson',
  'ResponsiblePersonRole',
  'ResponsibleOrganization',
  'OtherPatientIDs',
] as const;

export type PatientField = (typeof patientFields)[number];
export type Demographics = Readonly<Record<PatientField, string>>;

export const noDemographics: Demographics = {
  PatientName: '',
  PatientID: '',
  IssuerOfPatientID: '',
  PatientBirthDate: '',
  PatientSex: '',
  PatientSpeciesDescription: '',
  PatientSpeciesCode: '',
  PatientBreedDescription: '',
  PatientSexNeutered: '',
  ResponsiblePerson: '',
  ResponsiblePersonRole: '',
  ResponsibleOrganization: '',
  OtherPatientIDs: '',
};

export function isPatientField(text: string): text is PatientField {
  return (patientFields as readonly string[]).includes(text);
}

/** Another identifier of a patient; `RFID` is a chip (Type of Patient ID, PS3.3 C.7.1.1). */
export interface OtherPatientID {
  readonly type: string;
  readonly id: string;
}

/** Writes identifiers as one text: `RFID:276…\TEXT:DE…`. */
export function formatOtherIds(ids: readonly OtherPatientID[]): string {
  return ids
    .map(({ type, id }) => ({ type, id: id.replaceAll('\\', ' ').trim() }))
    .filter(({ id }) => id !== '')
    .map(({ type, id }) => `${type}:${id}`)
    .join('\\');
}

/** Reads what `formatOtherIds` writes; a part without a type is a text. */
export function parseOtherIds(text: string): readonly OtherPatientID[] {
  return text
    .split('\\')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, type = 'TEXT', id = part] = /^([A-Z]{1,16}):(.*)$/s.exec(part) ?? [];
      return { type, id: id.trim() };
    });
}

/** The chip's number, digits and letters alone; empty when there is none. */
export function chipOf({ OtherPatientIDs }: Pick<Demographics, 'OtherPatientIDs'>): string {
  const chip = parseOtherIds(OtherPatientIDs).find(({ type }) => type === 'RFID');
  return chip === undefined ? '' : chip.id.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();
}

const temporary = /^TEMP-/;

/** True for an identifier that this app gave because nobody knew the real one. */
export function isTemporaryId(PatientID: string): boolean {
  return temporary.test(PatientID);
}

/** 31 signs that nobody takes for another one when they are read aloud or written by hand. */
const plainSigns = '23456789ABCDEFGHJKLMNPQRSTUVWXY';

/** `TEMP-XXXX-XXXX` from eight random bytes: a patient ID until the real one is known. */
export function temporaryId(random8: Uint8Array): string {
  const signs = [...random8.subarray(0, 8)].map((byte) => plainSigns[byte % plainSigns.length]);
  return `TEMP-${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
}

/** True when two values of a field say the same: case, accents and padding do not matter. */
export function isSameValue(a: string, b: string): boolean {
  return searchFold(a) === searchFold(b);
}

/**
 * What tells one patient from another where files alone speak: the number with its issuer, else name and
 * birth date. The same text on every device.
 */
export function fileIdentity(
  patient: Pick<
    Demographics,
    'PatientID' | 'IssuerOfPatientID' | 'PatientName' | 'PatientBirthDate'
  >,
): string {
  const { PatientID, IssuerOfPatientID, PatientName, PatientBirthDate } = patient;
  if (PatientID !== '') return `id\n${PatientID}\n${IssuerOfPatientID}`;
  return `name\n${searchFold(PatientName)}\n${PatientBirthDate}`;
}
