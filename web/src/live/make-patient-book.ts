import { searchFold } from '#shared/dicom/person-name.ts';
import {
  fileIdentity,
  isTemporaryId,
  noDemographics,
  patientFields,
  type Demographics,
  type PatientField,
} from '#shared/patient/demographics.ts';
import { groupingSteps } from '#shared/patient/group-patients.ts';
import {
  rootPatientId,
  type FoldedPatient,
  type FoldedStudyPatient,
} from '#shared/sync/fold-patients.ts';
import { demographicsOf, shownPatient, type ShownPatient } from '#shared/sync/shown-patient.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import { candidateSteps, type DescribedPatient } from './find-candidates.ts';
import type { PatientBook, PatientView, StudyPatient } from './patient-book.ts';

/** What operations say of patients, folded. */
export interface FoldedPatients {
  readonly patients: ReadonlyMap<string, FoldedPatient>;
  /** By `studyPatientKey`. */
  readonly studies: ReadonlyMap<string, FoldedStudyPatient>;
}

/** Names the patient of one study's files. */
export function studyPatientKey(StudyInstanceUID: string, identity: string): string {
  return `${StudyInstanceUID}\n${identity}`;
}

const fileTexts = new WeakMap<StudySummary, Demographics>();

/** What a study's files say of its patient; the same object for the same study. */
function fileDemographics(study: StudySummary): Demographics {
  const known = fileTexts.get(study);
  if (known !== undefined) return known;
  const read: Record<PatientField, string> = { ...noDemographics };
  for (const field of patientFields) {
    if (field in study) read[field] = study[field as keyof StudySummary] as string;
  }
  fileTexts.set(study, read);
  return read;
}

interface Placed {
  readonly key: string;
  readonly study: StudySummary;
  readonly folded: FoldedStudyPatient | null;
  /** The entered patient that it was linked to. */
  readonly rootId: string | null;
  readonly file: Demographics;
  readonly demographics: Demographics;
}

type Draft = DescribedPatient & {
  readonly entered: FoldedPatient | null;
  readonly linked: Placed[];
  readonly exact: Placed[];
};

/** Brings studies and what was said about patients together, at once: for tests and for a few studies. */
export function makePatientBook(
  studies: readonly StudySummary[],
  said: FoldedPatients,
): PatientBook {
  const steps = patientBookSteps(studies, said);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, linear in the number of studies, with a pause at each step. */
export function* patientBookSteps(
  studies: readonly StudySummary[],
  said: FoldedPatients,
): Generator<void, PatientBook> {
  const rootOf = (id: string): string =>
    rootPatientId(id, (at) => said.patients.get(at)?.mergedInto.shown?.value ?? null);
  const all: Placed[] = [];
  for (const study of studies) {
    all.push(placeStudy(study, said, rootOf));
    yield;
  }
  const placed = all.filter(({ study }) => study.rejection === null);
  const drafts = yield* draftPatients(placed, said, rootOf);
  const candidates = yield* candidateSteps([...drafts.values()]);
  const merged = mergedByRoot(said, rootOf);
  const patients: PatientView[] = [];
  const byKey = new Map<string, PatientView>();
  const ofStudy = new Map<string, StudyPatient>();
  for (const draft of drafts.values()) {
    yield;
    const found = candidates.get(draft.key) ?? [];
    const isAsking = found.some(
      ({ key }) => draft.entered === null || drafts.get(key)?.entered === null,
    );
    const ofDraft = [...draft.linked, ...draft.exact];
    const shown = ofDraft.map((one) => showStudy(one, draft, isAsking, said));
    const view: PatientView = {
      key: draft.key,
      entered: draft.entered,
      merged: merged.get(draft.key) ?? [],
      demographics:
        draft.entered === null
          ? combined(shown.map(({ demographics }) => demographics))
          : withFiles(demographicsOf(draft.entered), ofDraft),
      studies: ofDraft.map(({ study }) => study).toSorted(latestFirst),
      candidates: found,
      isAsking,
    };
    nameText(view.demographics);
    patients.push(view);
    for (const [index, { key }] of ofDraft.entries()) {
      const one = shown[index];
      if (one !== undefined) ofStudy.set(key, one);
      byKey.set(key, view);
    }
    byKey.set(view.key, view);
    for (const { id } of view.merged) byKey.set(id, view);
  }
  for (const one of all) if (!ofStudy.has(one.key)) ofStudy.set(one.key, showDiscarded(one, said));
  return {
    isLoaded: true,
    patients: patients.toSorted(byName),
    byKey: (key) => byKey.get(key) ?? null,
    ofStudy: (key) => ofStudy.get(key) ?? null,
  };
}

function placeStudy(
  study: StudySummary,
  said: FoldedPatients,
  rootOf: (id: string) => string,
): Placed {
  const file = fileDemographics(study);
  const identity = fileIdentity(study).slice(0, 500);
  const folded = said.studies.get(studyPatientKey(study.StudyInstanceUID, identity)) ?? null;
  const linkedId = folded?.link.shown?.value ?? null;
  const rootId = linkedId === null ? null : rootOf(linkedId);
  return {
    key: study.key,
    study,
    folded,
    // Not one whose operations are still on their way, nor one that was taken away.
    rootId: rootId !== null && said.patients.get(rootId)?.isDiscarded === false ? rootId : null,
    file,
    demographics: shownPatient(file, folded, null).demographics,
  };
}

function* draftPatients(
  placed: readonly Placed[],
  said: FoldedPatients,
  rootOf: (id: string) => string,
): Generator<void, Map<string, Draft>> {
  const drafts = new Map<string, Draft>();
  const entered: { readonly key: string; readonly demographics: Demographics }[] = [];
  for (const patient of said.patients.values()) {
    if (rootOf(patient.id) !== patient.id || patient.isDiscarded) continue;
    const demographics = demographicsOf(patient);
    entered.push({ key: patient.id, demographics });
    const draft = { key: patient.id, entered: patient, isSample: false };
    drafts.set(patient.id, { ...draft, linked: [], exact: [], descriptions: [demographics] });
  }
  const studyOf = new Map(placed.map((one) => [one.key, one]));
  for (const group of yield* groupingSteps([...entered, ...placed])) {
    yield;
    const inGroup = group.map(({ key }) => studyOf.get(key)).filter((one) => one !== undefined);
    const roots = new Set(group.filter(({ key }) => !studyOf.has(key)).map(({ key }) => key));
    for (const { rootId } of inGroup) if (rootId !== null) roots.add(rootId);
    const loose = inGroup.filter(({ rootId }) => rootId === null);
    for (const one of inGroup) if (one.rootId !== null) drafts.get(one.rootId)?.linked.push(one);
    const [first] = loose;
    if (first === undefined) continue;
    // Two entered patients that say the same: which of them it is, only a reader can tell.
    const only = roots.size === 1 ? drafts.get([...roots][0] ?? '') : undefined;
    if (only !== undefined && !first.study.isSample) only.exact.push(...loose);
    else drafts.set(first.key, implicit(first, loose));
  }
  for (const draft of drafts.values()) {
    yield;
    describe(draft);
  }
  return drafts;
}

function implicit(first: Placed, exact: readonly Placed[]): Draft {
  const { isSample } = first.study;
  return {
    key: first.key,
    entered: null,
    isSample,
    linked: [],
    exact: [...exact],
    descriptions: [],
  };
}

/** Each way in which its studies describe a patient, once. */
function describe(draft: Draft): void {
  const known = new Set<string>();
  for (const { demographics } of [...draft.linked, ...draft.exact]) {
    const text = Object.values(demographics).join('\n');
    if (known.has(text)) continue;
    known.add(text);
    draft.descriptions.push(demographics);
  }
}

function showStudy(
  one: Placed,
  draft: Draft,
  isAsking: boolean,
  said: FoldedPatients,
): StudyPatient {
  const isLinked = one.rootId !== null;
  const patient = isLinked ? (said.patients.get(one.rootId) ?? null) : null;
  const shown: ShownPatient = shownPatient(one.file, one.folded, patient);
  const isSame = shown.differences.length === 0;
  return {
    patientKey: draft.key,
    shown: isSame ? one.study : withDemographics(one.study, shown.demographics),
    demographics: isSame ? one.file : shown.demographics,
    differences: shown.differences,
    certainty: isLinked
      ? 'linked'
      : isAsking
        ? 'ask'
        : draft.entered !== null || draft.exact.length > 1
          ? 'exact'
          : 'own',
    folded: one.folded,
  };
}

/** One in the trash is of no patient's page, but whoever looks for it knows it by its corrected name. */
function showDiscarded(one: Placed, said: FoldedPatients): StudyPatient {
  const draft = { key: one.rootId ?? one.key, entered: null, linked: [], exact: [] };
  return showStudy(one, { ...draft, isSample: false, descriptions: [] }, false, said);
}

function withDemographics(study: StudySummary, demographics: Demographics): StudySummary {
  const changed: Partial<Record<PatientField, string>> = {};
  for (const field of patientFields) if (field in study) changed[field] = demographics[field];
  return { ...study, ...changed };
}

/** The first that says something, field by field. */
function combined(all: readonly Demographics[]): Demographics {
  const read: Record<PatientField, string> = { ...noDemographics };
  for (const field of patientFields) {
    read[field] = all.map((one) => one[field]).find((text) => text !== '') ?? '';
  }
  return read;
}

/** What was entered, and what the files add to it: the real number in place of a temporary one, too. */
function withFiles(entered: Demographics, studies: readonly Placed[]): Demographics {
  if (studies.length === 0) return entered;
  const files = studies.map(({ demographics }) => demographics);
  const isKnown =
    isTemporaryId(entered.PatientID) && files.some(({ PatientID }) => PatientID !== '');
  return combined([isKnown ? { ...entered, PatientID: '' } : entered, ...files]);
}

function mergedByRoot(
  { patients }: FoldedPatients,
  rootOf: (id: string) => string,
): ReadonlyMap<string, readonly FoldedPatient[]> {
  const merged = new Map<string, FoldedPatient[]>();
  for (const patient of patients.values()) {
    const root = rootOf(patient.id);
    if (root === patient.id) continue;
    merged.set(root, [...(merged.get(root) ?? []), patient]);
  }
  return merged;
}

function latestFirst(a: StudySummary, b: StudySummary): number {
  const [left, right] = [`${a.StudyDate}${a.StudyTime}`, `${b.StudyDate}${b.StudyTime}`];
  if (left !== right) return left > right ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

const nameTexts = new WeakMap<Demographics, string>();

function nameText(demographics: Demographics): string {
  const known = nameTexts.get(demographics);
  if (known !== undefined) return known;
  const made = searchFold(`${demographics.PatientName || '\uffff'} ${demographics.PatientID}`);
  nameTexts.set(demographics, made);
  return made;
}

function byName(a: PatientView, b: PatientView): number {
  const [left, right] = [nameText(a.demographics), nameText(b.demographics)];
  return left < right || (left === right && a.key < b.key) ? -1 : 1;
}
