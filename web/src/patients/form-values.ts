import { parsePersonNameGroup } from '#shared/dicom/person-name.ts';
import {
  chipOf,
  formatOtherIds,
  isTemporaryId,
  noDemographics,
  parseOtherIds,
  temporaryId,
  type Demographics,
} from '#shared/patient/demographics.ts';
import { isAnimal, species, speciesCode, speciesOf } from '#shared/patient/species.ts';
import { animalName, personNameFrom, typedName } from './patient-words.ts';

export type PatientKind = 'person' | 'animal';

/** What stands in the fields: as it is typed, not as DICOM stores it. */
export interface FormValues {
  readonly kind: PatientKind;
  readonly name: string;
  readonly id: string;
  readonly issuer: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly born: string;
  readonly sex: string;
  readonly neutered: string;
  readonly species: string;
  readonly otherSpecies: string;
  readonly breed: string;
  readonly owner: string;
  readonly barn: string;
  readonly chip: string;
  readonly passport: string;
}

/** A patient as it stands in the form; of one who is new, only the kind can be guessed. */
export function valuesOf(patient: Demographics, kindOfNew: PatientKind = 'animal'): FormValues {
  const known = speciesOf(patient.PatientSpeciesDescription);
  const isNew = patient === noDemographics;
  const kind = isNew ? kindOfNew : isAnimal(patient) ? 'animal' : 'person';
  const date = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(patient.PatientBirthDate);
  const name = parsePersonNameGroup(patient.PatientName.split('=')[0] ?? '');
  return {
    kind,
    // An animal is called by its own name; the family before it is its owner's (PS3.5 6.2.1.1).
    name: kind === 'animal' && name.given !== '' ? name.given : typedName(patient.PatientName),
    id: isTemporaryId(patient.PatientID) ? '' : patient.PatientID,
    issuer: patient.IssuerOfPatientID,
    born: date === null ? '' : `${date[1]}-${date[2]}-${date[3]}`,
    sex: patient.PatientSex,
    neutered: patient.PatientSexNeutered,
    species: known ?? (patient.PatientSpeciesDescription === '' ? '' : 'other'),
    otherSpecies: known === null ? patient.PatientSpeciesDescription : '',
    breed: patient.PatientBreedDescription,
    owner: typedName(patient.ResponsiblePerson),
    barn: patient.ResponsibleOrganization,
    chip: chipOf(patient),
    passport: parseOtherIds(patient.OtherPatientIDs).find(({ type }) => type !== 'RFID')?.id ?? '',
  };
}

/** The fields as DICOM stores them; what was not touched keeps its stored text. */
export function demographicsFrom(values: FormValues, initial: Demographics): Demographics {
  const before = valuesOf(initial);
  const keep = (same: boolean, was: string, now: string): string => (same ? was : now);
  const isAnimalNow = values.kind === 'animal';
  const owner = isAnimalNow
    ? keep(values.owner === before.owner, initial.ResponsiblePerson, personNameFrom(values.owner))
    : '';
  const hasName = values.name === before.name && values.kind === before.kind;
  const known = species.find(({ name }) => name === values.species);
  const typed = values.id.trim();
  const PatientID =
    typed === '' && isTemporaryId(initial.PatientID)
      ? initial.PatientID
      : typed || (initial === noDemographics ? newTemporaryId() : '');
  return {
    PatientName: keep(
      hasName,
      initial.PatientName,
      isAnimalNow
        ? animalName(values.name, hasOwnerInName(initial) ? owner : '')
        : personNameFrom(values.name),
    ),
    PatientID,
    IssuerOfPatientID: values.issuer.trim(),
    PatientBirthDate: keep(
      values.born === before.born,
      initial.PatientBirthDate,
      values.born.replaceAll('-', ''),
    ),
    PatientSex: values.sex,
    PatientSexNeutered: isAnimalNow ? values.neutered : '',
    PatientSpeciesDescription: isAnimalNow
      ? keep(
          values.species === before.species && values.otherSpecies === before.otherSpecies,
          initial.PatientSpeciesDescription,
          known === undefined ? values.otherSpecies.trim() : capital(known.name),
        )
      : '',
    PatientSpeciesCode: isAnimalNow
      ? keep(
          values.species === before.species,
          initial.PatientSpeciesCode,
          known === undefined ? '' : speciesCode(known.name),
        )
      : '',
    PatientBreedDescription: isAnimalNow ? values.breed.trim() : '',
    ResponsiblePerson: owner,
    ResponsiblePersonRole:
      owner === ''
        ? ''
        : keep(
            values.owner === before.owner,
            initial.ResponsiblePersonRole,
            initial.ResponsiblePersonRole || 'OWNER',
          ),
    ResponsibleOrganization: isAnimalNow ? values.barn.trim() : '',
    OtherPatientIDs: keep(
      values.chip === before.chip && values.passport === before.passport,
      initial.OtherPatientIDs,
      formatOtherIds([
        { type: 'RFID', id: isAnimalNow ? values.chip : '' },
        { type: 'TEXT', id: values.passport },
      ]),
    ),
  };
}

function newTemporaryId(): string {
  return temporaryId(crypto.getRandomValues(new Uint8Array(8)));
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

/** Files often hold an animal's name alone: a correction of it does not put its owner in front. */
function hasOwnerInName({ PatientName }: Demographics): boolean {
  return PatientName === '' || PatientName.includes('^');
}
