import { searchFold } from '../dicom/person-name.ts';
import { parseOtherIds, type Demographics } from './demographics.ts';
import { comparableSpecies } from './species.ts';

/**
 * How two descriptions of a patient relate. `exact` only groups them in views; `likely` and `different`
 * are questions to a reader, and nothing is done about them until one has answered.
 */
export interface PatientMatch {
  readonly grade: 'exact' | 'likely' | 'different';
  readonly reasons: readonly MatchReason[];
  /** What contradicts: both say something, and not the same. */
  readonly contradictions: readonly ComparedField[];
}

export type MatchReason = 'id' | 'id-without-issuer' | 'name-birth' | 'chip' | 'name-owner';
export type ComparedField =
  | 'PatientName'
  | 'PatientBirthDate'
  | 'PatientSex'
  | 'PatientSpeciesDescription';

/** What consoles write where nobody typed an ID: as good as none. */
const placeholders =
  /^(0+|1|none|null|n\/?a|unknown|unbekannt|anonym(ous|ized|isiert)?|test|patient|no ?id|-+|\.+|\?+|x+)$/;

/** The patient ID as it is compared; empty where it is a placeholder. */
function comparableId(PatientID: string): string {
  const id = searchFold(PatientID);
  return placeholders.test(id) ? '' : id;
}

/** Names that are one: each component group by itself, whatever the order of the words, case and accents. */
function nameKeys(PatientName: string): readonly string[] {
  return PatientName.split('=')
    .map((group) => searchFold(group).split(' ').toSorted().join(' '))
    .filter((key) => key !== '');
}

/**
 * Compares two descriptions of a patient: null when nothing suggests that they are one.
 * Exact: same ID and issuer, and name, birth date, sex and species do not contradict.
 * Different: same ID, but birth date, sex or species contradict. Likely: same ID under another name or
 * without an issuer on one side, same name and birth date, same chip, same animal name and owner.
 */
export function matchPatients(a: Demographics, b: Demographics): PatientMatch | null {
  const reasons = reasonsOf(a, b);
  if (reasons.length === 0) return null;
  const contradictions = contradictionsOf(a, b);
  const isNameOther = contradictions.includes('PatientName');
  const isPersonOther = contradictions.some((field) => field !== 'PatientName');
  const hasSameId = reasons.includes('id') || reasons.includes('id-without-issuer');
  // A chip is in one animal: what else contradicts is a slip of somebody's pen.
  if (isPersonOther && !reasons.includes('chip')) {
    return hasSameId ? { grade: 'different', reasons, contradictions } : null;
  }
  const isNamed = (a.PatientName === '') === (b.PatientName === '');
  const isExact = reasons.includes('id') && !isNameOther && !isPersonOther && isNamed;
  return { grade: isExact ? 'exact' : 'likely', reasons, contradictions };
}

/** Two descriptions that `matchPatients` relates share at least one of these. */
export function matchKeys(demographics: Demographics): readonly string[] {
  const { id, chips, names, owners, strict } = foldedOf(demographics);
  const born = strict.PatientBirthDate;
  return [
    ...(id === '' ? [] : [`id ${id}`]),
    ...chips.map((chip) => `chip ${chip}`),
    ...(born === '' ? [] : names.map((name) => `born ${born} ${name}`)),
    ...owners.flatMap((owner) => names.map((name) => `owner ${owner}\n${name}`)),
  ];
}

function reasonsOf(a: Demographics, b: Demographics): readonly MatchReason[] {
  const reasons: MatchReason[] = [];
  const [left, right] = [foldedOf(a), foldedOf(b)];
  if (left.id !== '' && left.id === right.id) {
    if (left.issuer === right.issuer) reasons.push('id');
    else if (left.issuer === '' || right.issuer === '') reasons.push('id-without-issuer');
  }
  if (shares(left.chips, right.chips)) reasons.push('chip');
  const isNameSame = shares(left.names, right.names);
  const born = left.strict.PatientBirthDate;
  if (isNameSame && born !== '' && born === right.strict.PatientBirthDate) {
    reasons.push('name-birth');
  }
  if (isNameSame && shares(left.owners, right.owners)) reasons.push('name-owner');
  return reasons;
}

interface Folded {
  readonly id: string;
  readonly issuer: string;
  /** Chips and passports; many files hold a chip without saying that it is one. */
  readonly chips: readonly string[];
  readonly names: readonly string[];
  readonly owners: readonly string[];
  readonly strict: Readonly<Record<(typeof strictFields)[number], string>>;
}

/** Folded once per description: ten thousand are compared at every change of the list. */
const folded = new WeakMap<Demographics, Folded>();

/** Shorter numbers are in use more than once: a kennel's, a herd's. */
const chipLengthMin = 6;

function chipsOf({ OtherPatientIDs }: Demographics): readonly string[] {
  const ids = parseOtherIds(OtherPatientIDs).map(({ id }) =>
    id.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase(),
  );
  return [...new Set(ids)].filter((id) => id.length >= chipLengthMin);
}

/** A description as it is compared. */
export function foldedOf(demographics: Demographics): Folded {
  const known = folded.get(demographics);
  if (known !== undefined) return known;
  const made: Folded = {
    id: comparableId(demographics.PatientID),
    issuer: searchFold(demographics.IssuerOfPatientID),
    chips: chipsOf(demographics),
    names: nameKeys(demographics.PatientName),
    owners: nameKeys(demographics.ResponsiblePerson),
    strict: {
      PatientBirthDate: searchFold(demographics.PatientBirthDate),
      PatientSex: searchFold(demographics.PatientSex),
      PatientSpeciesDescription: comparableSpecies(demographics.PatientSpeciesDescription),
    },
  };
  folded.set(demographics, made);
  return made;
}

/** Fields in which one patient has one value. */
export const strictFields = [
  'PatientBirthDate',
  'PatientSex',
  'PatientSpeciesDescription',
] as const;

function contradictionsOf(a: Demographics, b: Demographics): readonly ComparedField[] {
  const contradictions: ComparedField[] = [];
  const [left, right] = [foldedOf(a), foldedOf(b)];
  if (left.names.length > 0 && right.names.length > 0 && !shares(left.names, right.names)) {
    contradictions.push('PatientName');
  }
  for (const field of strictFields) {
    const [one, other] = [left.strict[field], right.strict[field]];
    if (one !== '' && other !== '' && one !== other) contradictions.push(field);
  }
  return contradictions;
}

function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((key) => b.includes(key));
}
