import { Dexie } from 'dexie';
import { beforeEach, describe, expect, it } from 'vitest';
import { foldPatient, foldStudyPatient } from '#shared/sync/fold-patients.ts';
import type { Op } from '#shared/sync/op.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import { anyHead } from '../testing/feed-rows.ts';
import { openTestArchive, testProfile, toStore, valueOf } from '../testing/test-archive.ts';
import type { Archive } from './archive.ts';
import { createArchiveDb } from './archive-db.ts';
import { applyChanges, forgetServerKnowledge } from './changes.ts';
import { readStudySummaries } from './find-studies.ts';
import { setPassphrase } from './lock.ts';
import { saveMark } from './marks.ts';
import { readOutbox } from './outbox.ts';
import { renumberOutbox } from './outbox-renumber.ts';
import {
  correctStudy,
  createPatient,
  linkStudy,
  mergePatient,
  setPatientField,
} from './patients.ts';
import { storeInstances } from './store-instance.ts';
import { openNewOps, opQueryOfPatients } from './watch-ops.ts';

const patientOps = async (archive: Archive): Promise<readonly Op[]> =>
  valueOf(await openNewOps(archive, opQueryOfPatients(archive), new Map()));

const list = async (archive: Archive) => valueOf(await readStudySummaries(archive, 0)).studies;

const file = async () => {
  const slice = ctSlice({ study: { seed: 'patients' }, index: 0, count: 1, rows: 16 });
  return toStore(await encodeInstance(slice, '1.2.840.10008.1.2.1'));
};

async function storedStudy(archive: Archive) {
  valueOf(await storeInstances(archive, [await file()]));
  const [study] = await list(archive);
  if (study === undefined) throw new Error('nothing stored');
  return study;
}

describe('patients', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await openTestArchive();
    return () => archive.close();
  });

  it('are entered, changed and merged by operations that wait for the server', async () => {
    const bella = valueOf(await createPatient(archive, { PatientName: 'Bela' }));
    const again = valueOf(await createPatient(archive, { PatientName: 'Bella' }));
    const set = { value: 'Bella', reason: 'typing' };
    valueOf(await setPatientField(archive, bella, 'PatientName', set));
    valueOf(await mergePatient(archive, again, bella));
    const ops = await patientOps(archive);
    const of = (id: string) => foldPatient(ops.filter(({ target }) => target.id === id));
    expect(of(bella)?.fields.PatientName).toMatchObject({
      shown: { value: 'Bella' },
      isContested: false,
    });
    expect(of(again)?.mergedInto.shown?.value).toBe(bella);
    const waiting = valueOf(await readOutbox(archive, 'op', 10));
    expect(waiting.map(({ order }) => order)).toEqual([1, 2, 3, 4]);
  });

  it('of a study is linked and corrected, and the study itself stays as its files are', async () => {
    const study = await storedStudy(archive);
    const correction = { from: study.PatientName, to: 'Other^Name', reason: 'typing' };
    valueOf(await correctStudy(archive, study, 'PatientName', correction));
    const bella = valueOf(await createPatient(archive, {}));
    valueOf(await linkStudy(archive, study, bella));
    const ops = await patientOps(archive);
    const ofStudy = ops.filter(({ target }) => target.type === 'study-patient');
    const folded = foldStudyPatient(ofStudy);
    expect(folded?.link.shown?.value).toBe(bella);
    expect(folded?.corrections.get('PatientName')?.shown?.value).toBe('Other^Name');
    expect(await list(archive)).toEqual([study]);
  });

  it('are no ghosts in the list, and what came before its study is there when it comes', async () => {
    const elsewhere = await openTestArchive({ ...testProfile(), name: 'other' });
    const study = await storedStudy(elsewhere);
    const bella = valueOf(await createPatient(elsewhere, { PatientName: 'Bella' }));
    valueOf(await linkStudy(elsewhere, study, bella));
    const ops = await patientOps(elsewhere);
    elsewhere.close();
    const hub = { hubId: 'h', hubEpoch: 'e' };
    valueOf(await forgetServerKnowledge(archive, hub));
    const rows = ops.map((op, index) => ({ seq: index + 1, kind: 'op' as const, op }));
    const page = { ...hub, from: 0, to: rows.length, head: anyHead, rows };
    valueOf(await applyChanges(archive, page));
    expect(await list(archive)).toEqual([]);
    expect(await patientOps(archive)).toEqual(ops);
    const here = await storedStudy(archive);
    expect(here.StudyInstanceUID).toBe(study.StudyInstanceUID);
    expect(foldStudyPatient(await patientOps(archive))?.link.shown?.value).toBe(bella);
  });

  it('are found without opening the marks, after the lock was set and numbers were given anew', async () => {
    valueOf(await createPatient(archive, { PatientName: 'Bella' }));
    const points = [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ];
    const place = { StudyInstanceUID: '1.2', SeriesInstanceUID: '1.3', SOPInstanceUID: '1.4' };
    valueOf(await saveMark(archive, { kind: 'length', ...place, frameNumber: 1, points }));
    valueOf(await setPassphrase(archive, 'four words are enough'));
    const [waiting] = valueOf(await readOutbox(archive, 'op', 1));
    valueOf(await renumberOutbox(archive, waiting?.group ?? ''));
    const ids = await opQueryOfPatients(archive).ids();
    expect(ids).toHaveLength(1);
    expect((await patientOps(archive)).map(({ kind }) => kind)).toEqual(['patient.create']);
    expect(await archive.db.op.count()).toBe(2);
  });
});

it('what an older app has kept without understanding it is found after the update', async () => {
  const profile = testProfile();
  const archive = await openTestArchive(profile);
  valueOf(await createPatient(archive, { PatientName: 'Bella' }));
  const rows = await archive.db.op.toArray();
  archive.close();
  const name = 'satchel-older';
  const older = new Dexie(name, profile.door ?? {});
  older.version(1).stores({ op: 'id, study, k' });
  older.version(2).stores({ sheet: 'id' });
  const untold = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'topic')),
  );
  await older.table('op').bulkAdd(untold);
  older.close();
  const db = createArchiveDb(name, profile.door, () => null);
  expect(await db.op.where('topic').equals('untold').count()).toBe(1);
  db.close();
});
