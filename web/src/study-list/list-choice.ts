import type { StudySummary } from '../archive/archive-types.ts';
import type { StudyFilter } from './find-in-list.ts';
import { periods, type Period, rangeOf, studyDay } from './period.ts';

export const sortFields = ['date', 'name', 'added', 'modality', 'size'] as const;
export type SortField = (typeof sortFields)[number];

export const groupings = ['none', 'patient', 'day'] as const;
type Grouping = (typeof groupings)[number];

/** Which studies a person wants to see, and in which order: kept for each person, sealed. */
export interface ListChoice {
  readonly where: StudyFilter;
  /** Done, or added here, today. */
  readonly isToday: boolean;
  /** Added on this device by the person who uses it. */
  readonly isMine: boolean;
  readonly isKept: boolean;
  readonly isFavourite: boolean;
  /** Empty: any. */
  readonly modality: string;
  readonly species: string;
  /** Of Study Date; empty: any, and none. */
  readonly period: Period | '';
  /** Days of the period `range`, as DICOM writes them; empty: open at that end. */
  readonly from: string;
  readonly until: string;
  readonly sort: SortField;
  readonly isReversed: boolean;
  readonly grouping: Grouping;
}

export const everything: ListChoice = {
  where: 'all',
  isToday: false,
  isMine: false,
  isKept: false,
  isFavourite: false,
  modality: '',
  species: '',
  period: '',
  from: '',
  until: '',
  sort: 'date',
  isReversed: false,
  grouping: 'none',
};

/** Reads what was kept, whatever version of the app has written it. */
export function parseListChoice(value: unknown): ListChoice {
  if (typeof value !== 'object' || value === null) return everything;
  const fields = value as Readonly<Record<string, unknown>>;
  const textOf = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const dayOf = (name: string): string => (/^[0-9]{8}$/.test(textOf(name)) ? textOf(name) : '');
  const { where } = fields;
  return {
    where: where === 'only-here' || where === 'on-server' ? where : 'all',
    isToday: fields['isToday'] === true,
    isMine: fields['isMine'] === true,
    isKept: fields['isKept'] === true,
    isFavourite: fields['isFavourite'] === true,
    modality: textOf('modality'),
    species: textOf('species'),
    period: periods.find((period) => period === fields['period']) ?? '',
    from: dayOf('from'),
    until: dayOf('until'),
    sort: sortFields.find((field) => field === fields['sort']) ?? 'date',
    isReversed: fields['isReversed'] === true,
    grouping: groupings.find((grouping) => grouping === fields['grouping']) ?? 'none',
  };
}

/** True where the choice leaves studies out. */
export function isFiltering(choice: ListChoice): boolean {
  return !isSameChoice(withoutFilters(choice), choice);
}

/** Everything again, in the same order and groups. */
export function withoutFilters({ sort, isReversed, grouping }: ListChoice): ListChoice {
  return { ...everything, sort, isReversed, grouping };
}

/** The same studies in the same order. */
export function isSameChoice(a: ListChoice, b: ListChoice): boolean {
  return (Object.keys(everything) as (keyof ListChoice)[]).every((name) => a[name] === b[name]);
}

/** What the filters have to know that no study says. */
export interface ChoiceContext {
  readonly personId: string;
  readonly kept: ReadonlySet<string> | ReadonlyMap<string, unknown>;
  readonly favourites: ReadonlySet<string>;
  /** Of this device's calendar: YYYYMMDD. */
  readonly today: string;
}

/** The studies that pass every filter of a choice but `where`, in the order given. */
export function chooseStudies(
  studies: readonly StudySummary[],
  choice: ListChoice,
  context: ChoiceContext,
): readonly StudySummary[] {
  const { isToday, isMine, isKept, isFavourite, modality, species } = choice;
  if (!isFiltering({ ...choice, where: 'all' })) return studies;
  const range = rangeOf(choice, context.today);
  const isInRange = (study: StudySummary): boolean => {
    if (range === null) return true;
    const day = studyDay(study);
    return range === 'undated' ? day === '' : day >= range.from && day <= range.until;
  };
  return studies.filter(
    (study) =>
      (!isToday || isOfDay(study, context.today)) &&
      (!isMine || study.addedByIds.includes(context.personId)) &&
      (!isKept || context.kept.has(study.key)) &&
      (!isFavourite || context.favourites.has(study.key)) &&
      (modality === '' || study.ModalitiesInStudy.includes(modality)) &&
      (species === '' || study.PatientSpeciesDescription.trim() === species) &&
      isInRange(study),
  );
}

function isOfDay({ StudyDate, addedAt }: StudySummary, today: string): boolean {
  return StudyDate === today || dayOf(new Date(addedAt)) === today;
}

/** A moment's day in this device's calendar, as DICOM writes it. */
export function dayOf(moment: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${moment.getFullYear()}${two(moment.getMonth() + 1)}${two(moment.getDate())}`;
}
