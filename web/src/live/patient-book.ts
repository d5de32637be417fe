import type { ComparedField, MatchReason, PatientMatch } from '#shared/patient/match-patients.ts';
import type { Demographics } from '#shared/patient/demographics.ts';
import type { FoldedPatient, FoldedStudyPatient } from '#shared/sync/fold-patients.ts';
import type { ShownDifference } from '#shared/sync/shown-patient.ts';
import type { StudySummary } from '../archive/archive-types.ts';

/** Who the patient of one study is, and how sure that is. */
export interface StudyPatient {
  /** Of the patient's page, `/patient/<key>`: opaque, fit for an address; also the group in a list. */
  readonly patientKey: string;
  /**
   * The study with the demographics to be shown: as entered or corrected where somebody has said so, else
   * as its files say. The same object as the study where nothing differs. For looking at only: commands
   * take the study itself.
   */
  readonly shown: StudySummary;
  readonly demographics: Demographics;
  /** Where that is not what the files say: "corrected: X (file says Y)". */
  readonly differences: readonly ShownDifference[];
  /** `linked` by a reader; `exact` the same number and person; `ask`: a reader should decide; `own`: like no other. */
  readonly certainty: 'linked' | 'exact' | 'ask' | 'own';
  /** What was said about this study's patient; null when nothing was. */
  readonly folded: FoldedStudyPatient | null;
}

/** Another patient that this one may be. */
export interface PatientCandidate {
  readonly key: string;
  readonly grade: PatientMatch['grade'];
  readonly reasons: readonly MatchReason[];
  readonly contradictions: readonly ComparedField[];
}

/** A patient: one that was entered, or studies that name the same one exactly. */
export interface PatientView {
  readonly key: string;
  /** As entered, the one that stands for all it was merged with; null where only files speak. */
  readonly entered: FoldedPatient | null;
  /** Entered too, and merged into this one. */
  readonly merged: readonly FoldedPatient[];
  readonly demographics: Demographics;
  /** As the archive has them, the latest first. */
  readonly studies: readonly StudySummary[];
  readonly candidates: readonly PatientCandidate[];
  /** Somebody should look at the candidates: not all of them were decided by a reader. */
  readonly isAsking: boolean;
}

/** All patients of this device; studies in the trash are among nobody's. */
export interface PatientBook {
  /** False until operations and studies were read once: until then files alone speak. */
  readonly isLoaded: boolean;
  /** In the order of their names. */
  readonly patients: readonly PatientView[];
  /** By the key of its page, by the id of any patient merged into it, or by the key of one of its studies. */
  readonly byKey: (key: string) => PatientView | null;
  /** By a study's key, also of one in the trash; null when there is no such study, or nothing was read yet. */
  readonly ofStudy: (studyKey: string) => StudyPatient | null;
}

export const emptyBook: PatientBook = {
  isLoaded: false,
  patients: [],
  byKey: () => null,
  ofStudy: () => null,
};
