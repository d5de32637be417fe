import { parseDate } from '#shared/dicom/date-time.ts';
import { formatPersonName, parsePersonNameGroup } from '#shared/dicom/person-name.ts';
import {
  isTemporaryId,
  parseOtherIds,
  type Demographics,
  type PatientField,
} from '#shared/patient/demographics.ts';
import { isAnimal } from '#shared/patient/species.ts';
import type { TextOf, Wording } from '../ui/use-text.ts';

/** The patient's name for people; `No name` where there is none. */
export function patientName(patient: Demographics, text: TextOf): string {
  return formatPersonName(patient.PatientName) || patient.PatientID || text('patient.nameless');
}

/** What tells one patient from another, in the order in which it is asked for at a bedside or a box. */
export function patientFacts(patient: Demographics, wording: Wording): readonly string[] {
  const { text } = wording;
  const kind = isAnimal(patient)
    ? [patient.PatientSpeciesDescription, patient.PatientBreedDescription]
        .filter((part) => part !== '')
        .join(', ')
    : '';
  return [
    patient.PatientID === '' ? '' : text('patient.idIs', { id: patient.PatientID }),
    kind,
    sexWords(patient, text),
    patient.PatientBirthDate === ''
      ? ''
      : text('patient.bornOn', { date: dayWords(patient.PatientBirthDate, wording.language) }),
    patient.ResponsiblePerson === ''
      ? ''
      : text('patient.with', { name: formatPersonName(patient.ResponsiblePerson) }),
    patient.ResponsibleOrganization,
    ...otherIdWords(patient.OtherPatientIDs, text),
  ].filter((fact) => fact !== '');
}

/** `female`, and for animals `female, neutered`. */
function sexWords(
  patient: Pick<Demographics, 'PatientSex' | 'PatientSexNeutered'>,
  text: TextOf,
): string {
  const sex = /^[MFO]$/.test(patient.PatientSex)
    ? text('list.sex', { sex: patient.PatientSex })
    : '';
  const neutered =
    patient.PatientSexNeutered === 'ALTERED'
      ? text('patient.neutered')
      : patient.PatientSexNeutered === 'UNALTERED'
        ? text('patient.notNeutered')
        : '';
  return [sex, neutered].filter((part) => part !== '').join(', ');
}

/** A day with its month as a word, so that no day is read as a month; text that is no date as it is. */
export function dayWords(value: string, language: string): string {
  const date = parseDate(value);
  if (date === null) return value;
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(date.year, date.month - 1, date.day));
}

/** A field's value for people. */
export function valueWords(field: PatientField, value: string, wording: Wording): string {
  const { text, language } = wording;
  if (value === '') return text('patient.nothing');
  if (field === 'PatientName' || field === 'ResponsiblePerson') return formatPersonName(value);
  if (field === 'PatientBirthDate') return dayWords(value, language);
  if (field === 'PatientSex') {
    return /^[MFO]$/.test(value) ? text('list.sex', { sex: value }) : value;
  }
  if (field === 'PatientSexNeutered') {
    return sexWords({ PatientSex: '', PatientSexNeutered: value }, text) || value;
  }
  if (field === 'PatientID' && isTemporaryId(value))
    return text('patient.temporary', { id: value });
  if (field === 'OtherPatientIDs') return otherIdWords(value, text).join(', ');
  return value;
}

function otherIdWords(value: string, text: TextOf): readonly string[] {
  return parseOtherIds(value).map(({ type, id }) =>
    text(type === 'RFID' ? 'patient.chipIs' : 'patient.otherIdIs', { id }),
  );
}

/** Fields that are told and changed; the others follow from them. */
export const toldFields: readonly PatientField[] = [
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'PatientBirthDate',
  'PatientSex',
  'PatientSpeciesDescription',
  'PatientBreedDescription',
  'PatientSexNeutered',
  'ResponsiblePerson',
  'ResponsibleOrganization',
  'OtherPatientIDs',
];

/** `Moss, Ada` or `Ada Moss` as DICOM stores a name: `Moss^Ada` (PS3.5 6.2.1). */
export function personNameFrom(typed: string): string {
  const clean = typed
    .replaceAll(/[\\^=]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (clean === '') return '';
  const comma = clean.indexOf(',');
  if (comma >= 0) {
    const [family, given] = [clean.slice(0, comma).trim(), clean.slice(comma + 1).trim()];
    return given === '' ? family : `${family}^${given}`;
  }
  const words = clean.split(' ');
  const family = words.at(-1) ?? '';
  return words.length === 1 ? family : `${family}^${words.slice(0, -1).join(' ')}`;
}

/** A name as it is typed: `Moss, Ada`; the alphabetic group alone. */
export function typedName(stored: string): string {
  const name = parsePersonNameGroup(stored.split('=')[0] ?? '');
  const rest = [name.given, name.middle].filter((part) => part !== '').join(' ');
  return rest === '' ? name.family : `${name.family}, ${rest}`;
}

/** An animal's name with its owner's family name before it (PS3.5 6.2.1.1: responsible party ^ patient). */
export function animalName(typed: string, ResponsiblePerson: string): string {
  const clean = typed
    .replaceAll(/[\\^=]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const { family } = parsePersonNameGroup(ResponsiblePerson);
  return family === '' || clean === '' ? clean : `${family}^${clean}`;
}
