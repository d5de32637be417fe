import { type DicomDate, parseDate, parseTime } from '#shared/dicom/date-time.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import type { StudyPatient } from '../live/patient-book.ts';
import type { Wording } from '../ui/use-text.ts';

/** The attributes of a study as people say them; what an attribute does not tell is an empty string. */
export interface StudyWords {
  readonly name: string;
  /** `born 3 May 1984 · 42y · male · ID 12`, species first: two of one name are told apart by it. */
  readonly person: string;
  readonly description: string;
  readonly date: string;
  readonly time: string;
}

/** What of a study is said in words. */
type NamedStudy = Pick<
  StudySummary,
  | 'PatientName'
  | 'PatientID'
  | 'PatientBirthDate'
  | 'PatientSex'
  | 'PatientSpeciesDescription'
  | 'StudyDate'
  | 'StudyTime'
  | 'StudyDescription'
  | 'BodyPartExamined'
>;

export function studyWords(study: NamedStudy, wording: Wording): StudyWords {
  const { language, text } = wording;
  const name = formatPersonName(study.PatientName);
  const date = parseDate(study.StudyDate);
  const time = parseTime(study.StudyTime);
  const sex = /^[MFO]$/.test(study.PatientSex) ? text('list.sex', { sex: study.PatientSex }) : '';
  const bornOn = parseDate(study.PatientBirthDate);
  const age = ageWords(bornOn, date, language);
  const born = bornOn === null ? '' : text('list.born', { date: formatDay(bornOn, language) });
  // The birth date first: a phone's line has no room for more. Where there is no name, the ID stands in its place.
  const id = name === '' || study.PatientID === '' ? '' : text('list.id', { id: study.PatientID });
  const parts = [study.PatientSpeciesDescription.trim(), born, age, sex, id];
  return {
    name: name === '' ? study.PatientID || text('list.noName') : name,
    person: parts.filter((part) => part !== '').join(' · '),
    description: study.StudyDescription.trim() || study.BodyPartExamined.trim(),
    date: date === null ? '' : formatDay(date, language),
    time: date === null || time === null ? '' : formatClock(time.hour, time.minute, language),
  };
}

/** `file says Bela`, where the name that is shown is another than that of the files; else empty. */
export function correctedWords(patient: StudyPatient | null, { text }: Wording): string {
  const name = patient?.differences.find(({ field }) => field === 'PatientName');
  if (name === undefined) return '';
  const others = name.others.map(formatPersonName).join(', ');
  const file = formatPersonName(name.file) || text('list.noName');
  return others === ''
    ? text('patient.fileSays', { file })
    : text('patient.fileSaysOthers', { file, others });
}

/** The month as a word: 3.4. is March to some and April to others. */
export function formatDay(date: DicomDate, language: string): string {
  return dayFormat(language).format(new Date(date.year, date.month - 1, date.day));
}

/** The same with the day of the week. */
export function formatWeekday(date: DicomDate, language: string): string {
  return weekdayFormat(language).format(new Date(date.year, date.month - 1, date.day));
}

function formatClock(hour: number, minute: number, language: string): string {
  return clockFormat(language).format(new Date(2000, 0, 1, hour, minute));
}

const dayFormat = formatPerLanguage(
  (language) =>
    new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }),
);
const weekdayFormat = formatPerLanguage(
  (language) =>
    new Intl.DateTimeFormat(language, {
      weekday: 'long',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    }),
);
const clockFormat = formatPerLanguage(
  (language) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }),
);

/** Making an `Intl` format costs more than using it a hundred times. */
function formatPerLanguage<Format>(make: (language: string) => Format): (l: string) => Format {
  const made = new Map<string, Format>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

type AgeUnit = 'day' | 'week' | 'month' | 'year';
const ageFormat = formatPerLanguage((key) => {
  const [language = 'en', unit = 'year'] = key.split('|');
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' });
});

/** The age on the day of the study, in the unit a clinician would use. */
export function ageOn(
  born: DicomDate | null,
  studied: DicomDate | null,
): { readonly count: number; readonly unit: AgeUnit } | null {
  if (born === null || studied === null) return null;
  const days = (utc(studied) - utc(born)) / 86_400_000;
  if (days < 0) return null;
  const isBeforeDay = studied.day < born.day ? 1 : 0;
  const months = (studied.year - born.year) * 12 + studied.month - born.month - isBeforeDay;
  if (days < 14) return { count: days, unit: 'day' };
  if (months < 3) return { count: Math.floor(days / 7), unit: 'week' };
  if (months < 24) return { count: months, unit: 'month' };
  return { count: Math.floor(months / 12), unit: 'year' };
}

function utc(date: DicomDate): number {
  return Date.UTC(date.year, date.month - 1, date.day);
}

function ageWords(born: DicomDate | null, studied: DicomDate | null, language: string): string {
  const age = ageOn(born, studied);
  return age === null ? '' : ageFormat(`${language}|${age.unit}`).format(age.count);
}
