import { foldPatient, foldStudyPatient } from '#shared/sync/fold-patients.ts';
import type { Op } from '#shared/sync/op.ts';
import { patientTargetType, studyPatientTargetType } from '#shared/sync/patient-op.ts';
import type { Archive } from '../archive/archive.ts';
import { openNewOps, opQueryOfPatients, type OpQuery } from '../archive/watch-ops.ts';
import { sharedStore } from './archive-stores.ts';
import { liveStore, unchanged } from './live-store.ts';
import { inSlices } from './in-slices.ts';
import { patientBookSteps, studyPatientKey, type FoldedPatients } from './make-patient-book.ts';
import { emptyBook, type PatientBook } from './patient-book.ts';
import { createStore, type Store } from './store.ts';
import { studyProjection } from './study-projection.ts';

/** An import changes the list many times a second; patients may follow at their leisure. */
const intervalMs = 250;

/** The patients of an archive, shared by all who look; made once and then only where something has changed. */
export function patientProjection(archive: Archive): Store<PatientBook> {
  return sharedStore(archive, 'patients', () => {
    const studies = studyProjection(archive);
    const said = saidStore(archive);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pauseMs = intervalMs;
    let made: { readonly studies: unknown; readonly said: unknown } | null = null;
    let isMaking = false;
    let isLookedAt = false;
    /** Counts what was forgotten: a book made of it must not come back. */
    let life = 0;
    const make = async (): Promise<void> => {
      timer = undefined;
      const [list, folded] = [studies.get(), said.get()];
      if (isMaking || !list.isLoaded || folded === null) return;
      if (made?.studies === list && made.said === folded) return;
      isMaking = true;
      const ofLife = life;
      const startMs = performance.now();
      // Operations that come in between are put into these very maps: the work needs them as they are now.
      const now = { patients: new Map(folded.patients), studies: new Map(folded.studies) };
      const steps = patientBookSteps(list.studies, now);
      const book = await inSlices(steps, () => life === ofLife).finally(() => {
        isMaking = false;
      });
      if (book !== null && life === ofLife) {
        made = { studies: list, said: folded };
        store.set(book);
        // With thousands of patients an import must not spend its time on them: a twentieth at most.
        pauseMs = Math.max(intervalMs, 20 * (performance.now() - startMs));
      }
      if (!isLookedAt) return;
      // What was said meanwhile is shown at once; what an import adds meanwhile may wait.
      if (said.get() !== folded) within(0);
      else if (studies.get() !== list) within(pauseMs);
    };
    const within = (delayMs: number): void => {
      if (archive.keys() === null) {
        forget();
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => void make(), made === null ? 0 : delayMs);
    };
    // What a person has just said is shown at once; what an import adds may wait.
    const onStudies = (): void => {
      if (timer === undefined || archive.keys() === null) within(pauseMs);
    };
    const onSaid = (): void => within(0);
    const forget = (): void => {
      clearTimeout(timer);
      timer = undefined;
      made = null;
      life += 1;
      store.set(emptyBook);
    };
    const store = createStore<PatientBook>(emptyBook, () => {
      const leave = [studies.subscribe(onStudies), said.subscribe(onSaid)];
      isLookedAt = true;
      within(0);
      return () => {
        isLookedAt = false;
        clearTimeout(timer);
        timer = undefined;
        for (const end of leave) end();
      };
    });
    // Also while nobody looks: what is in memory speaks of patients.
    archive.subscribeLock(() => {
      if (archive.keys() === null) forget();
    });
    return store;
  });
}

/** What operations say of patients; null until they were read once. */
function saidStore(archive: Archive): Store<FoldedPatients | null> {
  const known = new Map<string, Op>();
  const byTarget = new Map<string, Op[]>();
  const patients: FoldedPatients['patients'] & Map<string, unknown> = new Map();
  const studies: FoldedPatients['studies'] & Map<string, unknown> = new Map();
  const folded = { patients, studies };
  let last: FoldedPatients | null = null;
  return liveStore<OpQuery, FoldedPatients | null>({
    archive,
    empty: null,
    intervalMs,
    prepare: () => Promise.resolve(opQueryOfPatients(archive)),
    watch: (query) => query.ids(),
    async read(query) {
      const before = known.size;
      const ops = await openNewOps(archive, query, known);
      if (!ops.ok) return unchanged;
      // Operations that got other numbers: the old ones are gone, and everything is folded anew.
      const isShorter = ops.value.length < known.size;
      if (isShorter) {
        known.clear();
        byTarget.clear();
        patients.clear();
        studies.clear();
        for (const op of ops.value) known.set(op.id, op);
      }
      const fresh = isShorter ? ops.value : [...known.values()].slice(before);
      if (last !== null && fresh.length === 0 && !isShorter) return last;
      take(fresh, byTarget, folded);
      last = { ...folded };
      return last;
    },
    forget() {
      known.clear();
      byTarget.clear();
      patients.clear();
      studies.clear();
      last = null;
    },
  });
}

/** Folds anew what the fresh operations are about, and nothing else. */
function take(
  fresh: readonly Op[],
  byTarget: Map<string, Op[]>,
  folded: { readonly patients: Map<string, unknown>; readonly studies: Map<string, unknown> },
): void {
  const touched = new Set<string>();
  for (const op of fresh) {
    const { type, id, StudyInstanceUID } = op.target;
    if (type !== patientTargetType && type !== studyPatientTargetType) continue;
    const key = `${type}\n${studyPatientKey(StudyInstanceUID, id)}`;
    const ops = byTarget.get(key);
    if (ops === undefined) byTarget.set(key, [op]);
    else ops.push(op);
    touched.add(key);
  }
  for (const key of touched) {
    const ops = byTarget.get(key) ?? [];
    const patient = foldPatient(ops);
    if (patient !== null) folded.patients.set(patient.id, patient);
    const study = foldStudyPatient(ops);
    if (study !== null) {
      folded.studies.set(studyPatientKey(study.StudyInstanceUID, study.identity), study);
    }
  }
}
