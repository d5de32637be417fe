import { searchFold } from '../dicom/person-name.ts';

/** The species that the form offers, with their concepts of SNOMED CT (PatientSpeciesCodeSequence). */
export const species = [
  { name: 'dog', code: '448771007', words: ['dog', 'canine', 'canis', 'hund', 'chien'] },
  { name: 'cat', code: '448169003', words: ['cat', 'feline', 'felis', 'katze', 'chat'] },
  { name: 'horse', code: '35354009', words: ['horse', 'equine', 'equus', 'pferd', 'pony'] },
  { name: 'donkey', code: '85626006', words: ['donkey', 'esel', 'asinus'] },
  { name: 'cattle', code: '34618005', words: ['cattle', 'cow', 'bovine', 'bos', 'rind'] },
  { name: 'sheep', code: '125099002', words: ['sheep', 'ovine', 'ovis', 'schaf'] },
  { name: 'goat', code: '125097000', words: ['goat', 'caprine', 'capra', 'ziege'] },
] as const;

export type SpeciesName = (typeof species)[number]['name'];

/** The species that a description names in one of its usual words; null when it is another or none. */
export function speciesOf(PatientSpeciesDescription: string): SpeciesName | null {
  const said = searchFold(PatientSpeciesDescription).split(/[^a-z]+/);
  const found = species.find(({ words }) => words.some((word) => said.includes(word)));
  return found?.name ?? null;
}

/** A species as it is compared: `Canine` and `Hund` are one; what is no known word stays as it is. */
export function comparableSpecies(PatientSpeciesDescription: string): string {
  return speciesOf(PatientSpeciesDescription) ?? searchFold(PatientSpeciesDescription);
}
/** `SCT:<concept>`, as PatientSpeciesCode holds it. */
export function speciesCode(name: SpeciesName): string {
  return `SCT:${species.find((known) => known.name === name)?.code ?? ''}`;
}

/** True where the patient is an animal: only those have a species that is not human. */
export function isAnimal(patient: {
  readonly PatientSpeciesDescription: string;
  readonly PatientBreedDescription: string;
}): boolean {
  const said = comparableSpecies(patient.PatientSpeciesDescription);
  if (said === '') return patient.PatientBreedDescription !== '';
  return !/^(human|homo sapiens|homo|mensch)$/.test(said);
}
