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

/**
 * The fields as DICOM stores them. What was not touched keeps its stored text, and so does what the form of
 * this kind does not show; only what makes an animal goes where it is said to be a person.
 */
export function demographicsFrom(values: FormValues, initial: Demographics): Demographics {
  const isSameKind = initial !== noDemographics && values.kind === valuesOf(initial).kind;
  const before = valuesOf(initial, values.kind);
  const hasChanged = (...names: readonly (keyof FormValues)[]): boolean =>
    names.some((name) => values[name] !== before[name]);
  const keep = (isKept: boolean, was: string, now: string): string => (isKept ? was : now);
  const common = {
    PatientID:
      hasChanged('id') || initial === noDemographics ? idFrom(values, initial) : initial.PatientID,
    IssuerOfPatientID: keep(!hasChanged('issuer'), initial.IssuerOfPatientID, values.issuer.trim()),
    PatientBirthDate: keep(
      !hasChanged('born'),
      initial.PatientBirthDate,
      values.born.replaceAll('-', ''),
    ),
    PatientSex: values.sex,
  };
  const isNameKept = isSameKind && !hasChanged('name');
  if (values.kind === 'person') {
    const animals = isSameKind ? {} : notAnAnimal(initial);
    const PatientName = keep(isNameKept, initial.PatientName, personNameFrom(values.name));
    return { ...initial, ...animals, ...common, PatientName };
  }
  const owner = keep(!hasChanged('owner'), initial.ResponsiblePerson, personNameFrom(values.owner));
  const known = species.find(({ name }) => name === values.species);
  const isSpeciesKept = isSameKind && !hasChanged('species', 'otherSpecies');
  return {
    ...common,
    PatientName: keep(
      isNameKept,
      initial.PatientName,
      animalName(values.name, hasOwnerInName(initial) ? owner : ''),
    ),
    PatientSexNeutered: values.neutered,
    PatientSpeciesDescription: keep(
      isSpeciesKept,
      initial.PatientSpeciesDescription,
      known === undefined ? values.otherSpecies.trim() : capital(known.name),
    ),
    PatientSpeciesCode: keep(
      isSpeciesKept,
      initial.PatientSpeciesCode,
      known === undefined ? '' : speciesCode(known.name),
    ),
    PatientBreedDescription: keep(
      !hasChanged('breed'),
      initial.PatientBreedDescription,
      values.breed.trim(),
    ),
    ResponsiblePerson: owner,
    ResponsiblePersonRole: keep(
      isSameKind && !hasChanged('owner'),
      initial.ResponsiblePersonRole,
      owner === '' ? '' : (isSameKind && initial.ResponsiblePersonRole) || 'OWNER',
    ),
    ResponsibleOrganization: keep(
      !hasChanged('barn'),
      initial.ResponsibleOrganization,
      values.barn.trim(),
    ),
    OtherPatientIDs: otherIdsFrom(values, before, initial),
  };
}

/** Without what says that somebody is an animal; who answers for them stays, but owns nobody. */
function notAnAnimal({ ResponsiblePersonRole }: Demographics): Partial<Demographics> {
  return {
    PatientSpeciesDescription: '',
    PatientSpeciesCode: '',
    PatientBreedDescription: '',
    PatientSexNeutered: '',
    ResponsiblePersonRole: ResponsiblePersonRole === 'OWNER' ? '' : ResponsiblePersonRole,
  };
}

function idFrom({ id }: FormValues, initial: Demographics): string {
  const typed = id.trim();
  if (typed === '' && isTemporaryId(initial.PatientID)) return initial.PatientID;
  return typed || (initial === noDemographics ? newTemporaryId() : '');
}

/** The form shows one chip and one other number: they are put in their places, the further ones stay. */
function otherIdsFrom(values: FormValues, before: FormValues, initial: Demographics): string {
  const hasChip = values.chip !== before.chip;
  const hasOther = values.passport !== before.passport;
  if (!hasChip && !hasOther) return initial.OtherPatientIDs;
  const ids = [...parseOtherIds(initial.OtherPatientIDs)];
  if (hasOther) {
    const at = ids.findIndex(({ type }) => type !== 'RFID');
    if (at < 0) ids.push({ type: 'TEXT', id: values.passport });
    else ids[at] = { type: ids[at]?.type ?? 'TEXT', id: values.passport };
  }
  if (hasChip) {
    const at = ids.findIndex(({ type }) => type === 'RFID');
    if (at < 0) ids.unshift({ type: 'RFID', id: values.chip });
    else ids[at] = { type: 'RFID', id: values.chip };
  }
  return formatOtherIds(ids);
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
