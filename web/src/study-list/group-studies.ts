import type { StudySummary } from '../archive/archive-types.ts';
import type { PatientBook } from '../live/patient-book.ts';
import type { ListChoice } from './list-choice.ts';
import { studyDay } from './period.ts';

/** Studies under one head: of one patient as reconciled, or of one day. */
export interface StudyGroup {
  /** Of the patient's page, or the day YYYYMMDD, empty for studies without one. */
  readonly key: string;
  /** In the order of the list. */
  readonly items: readonly StudySummary[];
}

/**
 * Groups studies that are in order. Patients come in the order of their first study; days by the calendar,
 * the latest first unless the oldest were asked for first, and what has no day last.
 */
export function groupStudies(
  studies: readonly StudySummary[],
  choice: Pick<ListChoice, 'grouping' | 'sort' | 'isReversed'>,
  { ofStudy }: Pick<PatientBook, 'ofStudy'>,
): readonly StudyGroup[] {
  const isByDay = choice.grouping === 'day';
  const groups = new Map<string, StudySummary[]>();
  for (const study of studies) {
    // A study that nobody has placed yet is its own patient.
    const key = isByDay ? studyDay(study) : (ofStudy(study.key)?.patientKey ?? study.key);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [study]);
    else group.push(study);
  }
  const made = [...groups].map(([key, items]): StudyGroup => ({ key, items }));
  if (!isByDay) return made;
  const turn = choice.sort === 'date' && choice.isReversed ? -1 : 1;
  return made.toSorted((a, b) => {
    if (a.key === '' || b.key === '') return a.key === '' ? 1 : -1;
    return a.key < b.key ? turn : -turn;
  });
}

/** Which groups are closed: all but some, or some. */
export interface ClosedGroups {
  readonly isAllClosed: boolean;
  readonly except: readonly string[];
}

export const allOpen: ClosedGroups = { isAllClosed: false, except: [] };

/** Reads what was kept, whatever version of the app has written it. */
export function parseClosedGroups(value: unknown): ClosedGroups {
  if (typeof value !== 'object' || value === null) return allOpen;
  const { isAllClosed, except } = value as Readonly<Record<string, unknown>>;
  const keys = Array.isArray(except) ? except : [];
  return {
    isAllClosed: isAllClosed === true,
    except: keys.filter((key: unknown): key is string => typeof key === 'string'),
  };
}

/** More than a person closes one by one; the oldest are forgotten. */
const exceptMax = 2000;

/** With one group the other way round. */
export function withToggled(closed: ClosedGroups, key: string): ClosedGroups {
  const others = closed.except.filter((other) => other !== key);
  const isIn = others.length < closed.except.length;
  return { ...closed, except: isIn ? others : [...others, key].slice(-exceptMax) };
}
