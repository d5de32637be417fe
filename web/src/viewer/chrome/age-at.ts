import { parseDate } from '#shared/dicom/date-time.ts';

export interface Age {
  readonly n: number;
  readonly unit: 'year' | 'month' | 'week' | 'day';
}

const dayMs = 24 * 3600 * 1000;

/**
 * Age on the day of a study in the unit that is usual for it: days in the first month, weeks to three
 * months, months to two years. Null when a date is missing or the birth lies after the study.
 */
export function ageAt(PatientBirthDate: string, StudyDate: string): Age | null {
  const birth = parseDate(PatientBirthDate);
  const study = parseDate(StudyDate);
  if (birth === null || study === null) return null;
  const days =
    (Date.UTC(study.year, study.month - 1, study.day) -
      Date.UTC(birth.year, birth.month - 1, birth.day)) /
    dayMs;
  if (days < 0) return null;
  const months =
    (study.year - birth.year) * 12 + (study.month - birth.month) - (study.day < birth.day ? 1 : 0);
  if (months >= 24) return { n: Math.floor(months / 12), unit: 'year' };
  if (months >= 3) return { n: months, unit: 'month' };
  if (days >= 28) return { n: Math.floor(days / 7), unit: 'week' };
  return { n: days, unit: 'day' };
}
