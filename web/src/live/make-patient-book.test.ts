import { describe, expect, it } from 'vitest';
import { fileIdentity } from '#shared/patient/demographics.ts';
import { foldPatient, foldStudyPatient } from '#shared/sync/fold-patients.ts';
import type { Op, OpUser } from '#shared/sync/op.ts';
import { numberOp, type OpDraft } from '#shared/sync/op-id.ts';
import {
  correctStudyDraft,
  createPatientDraft,
  linkStudyDraft,
  mergePatientDraft,
  patientTarget,
  studyPatientTarget,
  type PatientCreateValue,
} from '#shared/sync/patient-op.ts';
import type { StudySummary } from '../archive/archive-types.ts';
import { studySummary } from '../testing/study-summary.ts';
import {
  makePatientBook,
  patientBookSteps,
  studyPatientKey,
  type FoldedPatients,
} from './make-patient-book.ts';

const ana: OpUser = { id: 'u', name: 'Ana', profession: 'vet' };
const idOf = (n: number) => `${'A'.repeat(20)}${String.fromCodePoint(65 + n)}A`;

/** What two devices say of patients, written down as tests need it. */
function saying() {
  const ops: Op[] = [];
  let n = 0;
  const write = (draft: OpDraft, deviceId = 'a'): void => {
    n += 1;
    ops.push(numberOp(draft, { deviceId, epoch: 'e', n }, `${String(n).padStart(13, '0')}-0000-a`));
  };
  const targetOf = (study: StudySummary) =>
    studyPatientTarget(study.StudyInstanceUID, fileIdentity(study));
  return {
    enter: (id: string, value: PatientCreateValue) =>
      write(createPatientDraft(patientTarget(id), ana, value)),
    link: (study: StudySummary, id: string | null) =>
      write(linkStudyDraft(targetOf(study), ana, id, ops)),
    merge: (id: string, into: string | null) =>
      write(mergePatientDraft(patientTarget(id), ana, into, ops)),
    correct: (study: StudySummary, to: string, known = ops, deviceId = 'a') => {
      const value = { from: study.PatientName, to, reason: 'typing' };
      write(correctStudyDraft(targetOf(study), ana, 'PatientName', value, known), deviceId);
    },
    folded(): FoldedPatients {
      const patients = new Map();
      const studies = new Map();
      for (const { target } of ops) {
        const ofTarget = ops.filter(
          (op) =>
            op.target.id === target.id &&
            op.target.type === target.type &&
            op.target.StudyInstanceUID === target.StudyInstanceUID,
        );
        const patient = foldPatient(ofTarget);
        if (patient !== null) patients.set(patient.id, patient);
        const study = foldStudyPatient(ofTarget);
        if (study !== null)
          studies.set(studyPatientKey(study.StudyInstanceUID, study.identity), study);
      }
      return { patients, studies };
    },
  };
}

const study = (key: string, change: Partial<StudySummary> = {}): StudySummary =>
  studySummary({
    key,
    StudyInstanceUID: `2.25.${key.length}${key.codePointAt(0) ?? 0}`,
    ...change,
  });

const keysOf = (studies: readonly StudySummary[]) => studies.map(({ key }) => key).toSorted();

describe('the patient book', () => {
  it('lets files speak where nobody has said anything', () => {
    const [a, b] = [study('a'), study('b', { PatientName: 'MOSS^ADA' })];
    const other = study('c', { PatientID: 'C', PatientName: 'Roe', PatientBirthDate: '' });
    const book = makePatientBook([a, b, other], saying().folded());
    expect(book.patients.map(({ studies }) => keysOf(studies))).toEqual([['a', 'b'], ['c']]);
    expect(book.ofStudy('a')).toMatchObject({ certainty: 'exact', patientKey: 'a' });
    expect(book.ofStudy('a')?.shown).toBe(a);
    expect(book.ofStudy('c')?.certainty).toBe('own');
    expect(book.byKey('b')?.key).toBe('a');
  });

  it('asks about the likely, shows both under their own names, and stops when a reader has decided', () => {
    const a = study('a');
    const b = study('b', { PatientName: 'Moos^Ada' });
    const said = saying();
    const asked = makePatientBook([a, b], said.folded());
    expect(asked.ofStudy('b')).toMatchObject({ certainty: 'ask', differences: [] });
    expect(asked.byKey('b')?.candidates).toMatchObject([{ key: 'a', grade: 'likely' }]);
    said.enter(idOf(1), { PatientName: 'Moss^Ada', PatientID: 'A-1' });
    said.link(a, idOf(1));
    said.link(b, idOf(1));
    const decided = makePatientBook([a, b], said.folded());
    expect(decided.patients).toHaveLength(1);
    expect(decided.ofStudy('b')).toMatchObject({
      certainty: 'linked',
      patientKey: idOf(1),
      shown: { PatientName: 'Moss^Ada', key: 'b' },
      differences: [{ field: 'PatientName', file: 'Moos^Ada', source: 'patient' }],
    });
    said.link(b, null);
    expect(makePatientBook([a, b], said.folded()).ofStudy('b')).toMatchObject({ certainty: 'ask' });
  });

  it('a temporary number gives way to the real one of the studies that are said to be the same patient', () => {
    const a = study('a', { PatientID: 'H-1', IssuerOfPatientID: 'PANEL' });
    const nameless = study('b', { PatientID: '', IssuerOfPatientID: '' });
    const said = saying();
    said.enter(idOf(1), { PatientName: 'Moss^Comet', PatientID: 'TEMP-2345-6789' });
    said.link(nameless, idOf(1));
    const before = makePatientBook([a, nameless], said.folded());
    expect(before.byKey('b')?.demographics.PatientID).toBe('TEMP-2345-6789');
    expect(before.ofStudy('b')?.demographics.PatientID).toBe('TEMP-2345-6789');
    said.link(a, idOf(1));
    const book = makePatientBook([a, nameless], said.folded());
    expect(book.byKey('a')?.demographics).toMatchObject({
      PatientID: 'H-1',
      IssuerOfPatientID: 'PANEL',
      PatientName: 'Moss^Comet',
    });
    expect(book.ofStudy('a')?.demographics.PatientID).toBe('H-1');
    expect(book.ofStudy('a')?.differences.map(({ field }) => field)).not.toContain('PatientID');
  });

  it('does not ask again where a reader has kept two apart', () => {
    const [a, b] = [study('a'), study('b', { PatientSex: 'M' })];
    const said = saying();
    expect(makePatientBook([a, b], said.folded()).byKey('a')?.candidates).toMatchObject([
      { grade: 'different', contradictions: ['PatientSex'] },
    ]);
    for (const [index, one] of [a, b].entries()) {
      said.enter(idOf(index), { PatientName: one.PatientName, PatientID: one.PatientID });
      said.link(one, idOf(index));
    }
    const book = makePatientBook([a, b], said.folded());
    expect(book.patients.map(({ isAsking }) => isAsking)).toEqual([false, false]);
    expect(book.ofStudy('a')?.certainty).toBe('linked');
  });

  it('takes a new study of an entered patient along by its number, and by that of its studies', () => {
    const [a, b] = [study('a'), study('b')];
    const said = saying();
    said.enter(idOf(1), { PatientName: 'Moss^Ada', PatientID: 'TEMP-AAAA-BBBB' });
    said.link(a, idOf(1));
    const book = makePatientBook([a, b], said.folded());
    expect(book.ofStudy('b')).toMatchObject({ patientKey: idOf(1), certainty: 'exact' });
    expect(keysOf(book.byKey(idOf(1))?.studies ?? [])).toEqual(['a', 'b']);
  });

  it('a merge brings studies together, and parting them brings them back', () => {
    const [a, b] = [study('a'), study('b', { PatientID: 'B', PatientName: 'X' })];
    const said = saying();
    said.enter(idOf(1), { PatientName: 'Moss^Ada' });
    said.enter(idOf(2), { PatientName: 'X' });
    said.link(a, idOf(1));
    said.link(b, idOf(2));
    said.merge(idOf(2), idOf(1));
    const merged = makePatientBook([a, b], said.folded());
    expect(merged.byKey(idOf(2))).toBe(merged.byKey(idOf(1)));
    expect(keysOf(merged.byKey(idOf(1))?.studies ?? [])).toEqual(['a', 'b']);
    expect(merged.ofStudy('b')?.shown.PatientName).toBe('Moss^Ada');
    said.merge(idOf(2), null);
    expect(makePatientBook([a, b], said.folded()).patients).toHaveLength(2);
  });

  it('shows a correction and what others said at the same time; a file that says something else now is not touched', () => {
    const a = study('a', { PatientName: 'Bela' });
    const said = saying();
    said.correct(a, 'Belle', [], 'b');
    said.correct(a, 'Bella', []);
    expect(makePatientBook([a], said.folded()).ofStudy('a')).toMatchObject({
      shown: { PatientName: 'Bella' },
      differences: [{ shown: 'Bella', file: 'Bela', others: ['Belle'], source: 'correction' }],
    });
    const changed = { ...a, PatientName: 'Anna' };
    expect(makePatientBook([changed], said.folded()).ofStudy('a')?.differences).toEqual([]);
  });

  it('leaves out the trash, and finds nobody like a sample', () => {
    const rejection = { reason: 'x', by: '', at: '' };
    const all = [
      study('a'),
      study('b', { rejection }),
      study('s', { isSample: true, PatientName: 'Moos^Ada' }),
    ];
    const book = makePatientBook(all, saying().folded());
    expect(book.byKey('b')).toBeNull();
    expect(book.ofStudy('s')?.certainty).toBe('own');
    expect(book.patients).toHaveLength(2);
  });

  it('a study in the trash was shown under the wrong name that its files have', () => {
    const gone = study('a', {
      PatientName: 'Bela',
      rejection: { reason: 'x', by: '', at: '' },
    });
    const said = saying();
    said.correct(gone, 'Bella');
    expect(makePatientBook([gone], said.folded()).ofStudy('a')).toMatchObject({
      shown: { PatientName: 'Bella' },
      differences: [{ shown: 'Bella', file: 'Bela' }],
    });
  });

  it('the patients of thousands of studies were made at one go, and the screen stood still', () => {
    const all = Array.from({ length: 300 }, (_, n) => study(`k${n}`, { PatientID: `${n}` }));
    let pauses = 0;
    const steps = patientBookSteps(all, saying().folded());
    while (steps.next().done !== true) pauses += 1;
    // One in each of the rounds over studies, names, groups, descriptions, candidates and views.
    expect(pauses).toBeGreaterThan(6 * all.length - 1);
  });
});
