import { searchFold } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../archive/archive-types.ts';

export type StudyFilter = 'all' | 'only-here' | 'on-server';

/** Folded once per summary; a changed study is another object, and a forgotten one takes its text along. */
const foldedTexts = new WeakMap<StudySummary, string>();
const orderTexts = new WeakMap<StudySummary, string>();

function foldedTextOf(study: StudySummary): string {
  const known = foldedTexts.get(study);
  if (known !== undefined) return known;
  const { StudyDate: date } = study;
  const made = searchFold(
    [
      study.PatientName,
      study.PatientID,
      study.OtherPatientIDs,
      study.StudyDescription,
      study.BodyPartExamined,
      study.AccessionNumber,
      study.ModalitiesInStudy.join(' '),
      study.ReferringPhysicianName,
      study.ResponsiblePerson,
      study.PatientSpeciesDescription,
      study.PatientBreedDescription,
      date,
      `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`,
      `${date.slice(6, 8)}.${date.slice(4, 6)}.${date.slice(0, 4)}`,
    ].join(' '),
  );
  foldedTexts.set(study, made);
  return made;
}

/** The moment of the study; empty without a date: the moment it came here says nothing of its age. */
function orderTextOf(study: StudySummary): string {
  const known = orderTexts.get(study);
  if (known !== undefined) return known;
  const isDated = /^[0-9]{8}$/.test(study.StudyDate);
  const made = isDated ? `${study.StudyDate}${study.StudyTime.replaceAll(/[^0-9.]/g, '')}` : '';
  orderTexts.set(study, made);
  return made;
}

/** The latest study first, those without a date last; never zero for two studies. */
export function compareNewestFirst(a: StudySummary, b: StudySummary): number {
  const left = orderTextOf(a);
  const right = orderTextOf(b);
  if (left !== right) return left > right ? -1 : 1;
  if (a.addedAt !== b.addedAt) return a.addedAt > b.addedAt ? -1 : 1;
  // Equal in all that people see: any order, but always the same one.
  return a.key < b.key ? -1 : 1;
}

export function newestFirst(studies: readonly StudySummary[]): readonly StudySummary[] {
  return studies.toSorted(compareNewestFirst);
}

/** At least one image of it exists nowhere but on this device. */
export function isOnlyHere({ whereabouts, isSample }: StudySummary): boolean {
  return !isSample && whereabouts.serverCount < whereabouts.instanceCount;
}

/** Studies in which every word of the query occurs, in whatever attribute; an empty query finds all. */
export function findInList(
  studies: readonly StudySummary[],
  query: string,
  filter: StudyFilter,
  /** The study with its patient as corrected: found by what files say, and by what is shown. */
  shownOf: (study: StudySummary) => StudySummary = (study) => study,
): readonly StudySummary[] {
  const words = searchFold(query)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0 && filter === 'all') return studies;
  return studies.filter((study) => {
    if (filter === 'only-here' && !isOnlyHere(study)) return false;
    if (filter === 'on-server' && study.whereabouts.serverCount === 0) return false;
    const shown = shownOf(study);
    const isOther = shown !== study;
    const text = `${foldedTextOf(study)}${isOther ? ` ${foldedTextOf(shown)}` : ''}`;
    return words.every((word) => text.includes(word));
  });
}
