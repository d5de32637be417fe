import type { Demographics } from '#shared/patient/demographics.ts';
import { matchKeys, matchPatients, type PatientMatch } from '#shared/patient/match-patients.ts';
import type { PatientCandidate } from './patient-book.ts';

/** A patient in every way in which it was described: as entered, and by its files. */
export interface DescribedPatient {
  readonly key: string;
  readonly isSample: boolean;
  readonly descriptions: Demographics[];
}

/** So many share one name and birth date only where nobody types them in: no question to a reader. */
const sharingMax = 50;

/** For each patient the others that it may be, the likeliest first. Samples are like nobody. */
export function* candidateSteps(
  patients: readonly DescribedPatient[],
): Generator<void, ReadonlyMap<string, readonly PatientCandidate[]>> {
  const sharing = new Map<string, Set<DescribedPatient>>();
  for (const patient of patients) {
    yield;
    if (patient.isSample) continue;
    for (const key of patient.descriptions.flatMap(matchKeys)) {
      const others = sharing.get(key);
      if (others === undefined) sharing.set(key, new Set([patient]));
      else others.add(patient);
    }
  }
  const found = new Map<string, Map<string, PatientCandidate>>();
  for (const others of sharing.values()) {
    if (others.size < 2 || others.size > sharingMax) continue;
    for (const one of others) {
      yield;
      const known = found.get(one.key) ?? new Map<string, PatientCandidate>();
      found.set(one.key, known);
      for (const other of others) {
        if (other === one || known.has(other.key)) continue;
        const match = bestMatch(one, other);
        if (match !== null) known.set(other.key, { key: other.key, ...match });
      }
    }
  }
  return new Map(
    [...found].map(([key, candidates]) => [key, [...candidates.values()].toSorted(compare)]),
  );
}

function bestMatch(a: DescribedPatient, b: DescribedPatient): PatientMatch | null {
  let best: PatientMatch | null = null;
  for (const left of a.descriptions) {
    for (const right of b.descriptions) {
      const match = matchPatients(left, right);
      if (match !== null && (best === null || rank(match) < rank(best))) best = match;
    }
  }
  return best;
}

const grades = ['exact', 'likely', 'different'] as const;

function rank({ grade, reasons }: Pick<PatientCandidate, 'grade' | 'reasons'>): number {
  return grades.indexOf(grade) * 10 - reasons.length;
}

function compare(a: PatientCandidate, b: PatientCandidate): number {
  return rank(a) - rank(b) || (a.key < b.key ? -1 : 1);
}
