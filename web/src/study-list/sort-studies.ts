import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import { compareNewestFirst } from './find-in-list.ts';
import type { SortField } from './list-choice.ts';

type Compare = (a: StudySummary, b: StudySummary) => number;

/**
 * Studies in an order that people know: by date, arrival and size the most first, by name and modality as
 * the language sorts. Whatever is equal in that is newest first, so there is one order and no other.
 */
export function sortStudies(
  studies: readonly StudySummary[],
  field: SortField,
  isReversed: boolean,
  language: string,
  shownOf: (study: StudySummary) => StudySummary = (study) => study,
): readonly StudySummary[] {
  const sorted = studies.toSorted(comparatorOf(field, language, shownOf));
  if (!isReversed) return sorted;
  const reversed = sorted.toReversed();
  if (field !== 'date') return reversed;
  // The oldest first: what has no date is not older than all others, and stays at the end.
  const isDated = ({ StudyDate }: StudySummary): boolean => /^[0-9]{8}$/.test(StudyDate);
  return [...reversed.filter(isDated), ...reversed.filter((study) => !isDated(study))];
}

/** A total order: zero for a study and itself alone. */
export function comparatorOf(
  field: SortField,
  language: string,
  shownOf: (study: StudySummary) => StudySummary = (study) => study,
): Compare {
  const byField = fieldComparator(field, language, shownOf);
  return (a, b) => (a.key === b.key ? 0 : byField(a, b) || compareNewestFirst(a, b));
}

function fieldComparator(
  field: SortField,
  language: string,
  shownOf: (study: StudySummary) => StudySummary,
): Compare {
  switch (field) {
    case 'date':
      return () => 0;
    case 'name':
      return byText((study) => {
        const { PatientName, PatientID } = shownOf(study);
        return formatPersonName(PatientName) || PatientID;
      }, language);
    case 'modality':
      return byText(({ ModalitiesInStudy }) => ModalitiesInStudy.join(' '), language);
    case 'added':
      return (a, b) => (a.addedAt === b.addedAt ? 0 : a.addedAt > b.addedAt ? -1 : 1);
    case 'size':
      return (a, b) => b.byteLength - a.byteLength;
  }
}

/** Studies without the text come last. */
function byText(textOf: (study: StudySummary) => string, language: string): Compare {
  const collator = new Intl.Collator(language, { numeric: true });
  const texts = new Map<StudySummary, string>();
  const known = (study: StudySummary): string => {
    const text = texts.get(study) ?? textOf(study);
    texts.set(study, text);
    return text;
  };
  return (a, b) => {
    const [left, right] = [known(a), known(b)];
    if (left === '' || right === '') return left === right ? 0 : left === '' ? 1 : -1;
    return collator.compare(left, right);
  };
}
