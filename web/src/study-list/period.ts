import { parseDate } from '#shared/dicom/date-time.ts';
import type { StudySummary } from '../archive/archive-types.ts';

/** Ways to say when a study was done; `undated`: it does not say so itself. */
export const periods = ['last7', 'last30', 'thisMonth', 'thisYear', 'range', 'undated'] as const;
export type Period = (typeof periods)[number];

export interface PeriodChoice {
  readonly period: Period | '';
  readonly from: string;
  readonly until: string;
}

interface DayRange {
  /** First and last day, YYYYMMDD: in this form days compare as text. */
  readonly from: string;
  readonly until: string;
}

const firstDay = '00000101';
const lastDay = '99991231';

/** The days of a period as seen from `today`; null where it leaves nothing out. */
export function rangeOf(choice: PeriodChoice, today: string): DayRange | 'undated' | null {
  const { period, from, until } = choice;
  switch (period) {
    case '':
      return null;
    case 'undated':
      return 'undated';
    // Open at the end: the clock of a modality that is a day ahead must not hide what was just done.
    case 'last7':
      return { from: daysBefore(today, 6), until: lastDay };
    case 'last30':
      return { from: daysBefore(today, 29), until: lastDay };
    case 'thisMonth':
      return { from: `${today.slice(0, 6)}01`, until: `${today.slice(0, 6)}31` };
    case 'thisYear':
      return { from: `${today.slice(0, 4)}0101`, until: `${today.slice(0, 4)}1231` };
    case 'range': {
      if (from === '' && until === '') return null;
      // The wrong way round is meant the right way round.
      const isTurned = from !== '' && until !== '' && from > until;
      const [first, last] = isTurned ? [until, from] : [from, until];
      return { from: first || firstDay, until: last || lastDay };
    }
  }
}

/** Of the calendar, whatever the length of a day where the clocks change. */
function daysBefore(day: string, count: number): string {
  const date = parseDate(day);
  if (date === null) return firstDay;
  const before = new Date(Date.UTC(date.year, date.month - 1, date.day - count));
  return before.toISOString().slice(0, 10).replaceAll('-', '');
}

const days = new WeakMap<StudySummary, string>();

/** The day a study was done, YYYYMMDD; empty where it says none, or one that no calendar has. */
export function studyDay(study: StudySummary): string {
  const known = days.get(study);
  if (known !== undefined) return known;
  const day = parseDate(study.StudyDate) === null ? '' : study.StudyDate.replaceAll(/[^0-9]/g, '');
  days.set(study, day);
  return day;
}
