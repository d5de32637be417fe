import { beforeEach, describe, expect, it } from 'vitest';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import {
  killAtWrite,
  openTestArchive,
  testProfile,
  toStore,
  valueOf,
} from '../testing/test-archive.ts';
import { anyHead } from '../testing/feed-rows.ts';
import type { Archive } from './archive.ts';
import { forgetServerKnowledge } from './changes.ts';
import { acknowledgeLoss, readDevice } from './device.ts';
import { readStudyDetail, readStudySummaries } from './find-studies.ts';
import {
  deleteMark,
  readMarks,
  saveMark,
  setMarkPoints,
  undeleteMark,
  type MarkToSave,
} from './marks.ts';
import { readOps, readOpsById } from './ops.ts';
import {
  markOnServer,
  markOpsSent,
  markOutboxTry,
  readDueInstances,
  readOutbox,
  readOutboxSummary,
} from './outbox.ts';
import { savePerson, setCurrentPerson } from './people.ts';
import { purgeStudy, whatOnlyHere } from './purge-study.ts';
import { storeInstances } from './store-instance.ts';
import { rejectStudy, restoreStudy } from './study-rejection.ts';

const draft: MarkToSave = {
  kind: 'length',
  StudyInstanceUID: '1.2.3',
  SeriesInstanceUID: '1.2.3.4',
  SOPInstanceUID: '1.2.3.4.5',
  frameNumber: 1,
  points: [
    { x: 0, y: 0 },
    { x: 3, y: 4 },
  ],
};

async function storeSlices(archive: Archive, count: number, isSample = false) {
  const items = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const slice = ctSlice({ study: { seed: 'ops' }, index, count, rows: 16 });
      return toStore(await encodeInstance(slice, '1.2.840.10008.1.2.1'), { isSample });
    }),
  );
  const outcomes = valueOf(await storeInstances(archive, items));
  return { items, outcomes, key: outcomes[0]?.studyKey ?? '' };
}

const numbersOf = async (archive: Archive) =>
  valueOf(await readOutbox(archive, 'op', 100)).map(({ order }) => order);

describe('operations', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await openTestArchive();
    return () => archive.close();
  });

  it('are numbered without gaps, also when many come at once', async () => {
    const saved = await Promise.all(Array.from({ length: 12 }, () => saveMark(archive, draft)));
    expect(saved.every(({ ok }) => ok)).toBe(true);
    expect(await numbersOf(archive)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const ops = valueOf(await readOps(archive, { StudyInstanceUID: '1.2.3' }));
    const device = valueOf(await readDevice(archive));
    expect(new Set(ops.map(({ hlc }) => hlc)).size).toBe(12);
    for (const { id } of ops) expect(id).toContain(`${device.deviceId}.${device.epoch}.`);
  });

  it('carry their author, fold into marks, and undo', async () => {
    const person = valueOf(await savePerson(archive, { name: ' Ada ', profession: 'vet' }));
    valueOf(await setCurrentPerson(archive, person.id));
    const ref = valueOf(await saveMark(archive, draft));
    const moved = [
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ];
    valueOf(await setMarkPoints(archive, ref, moved));
    expect(valueOf(await readMarks(archive, '1.2.3'))).toMatchObject([
      { id: ref.id, points: moved, authorName: 'Ada', authorProfession: 'vet' },
    ]);
    valueOf(await deleteMark(archive, ref));
    expect(valueOf(await readMarks(archive, '1.2.3'))).toEqual([]);
    valueOf(await undeleteMark(archive, ref));
    expect(valueOf(await readMarks(archive, '1.2.3'))).toMatchObject([{ points: moved }]);
    const ops = valueOf(await readOps(archive, { StudyInstanceUID: '1.2.3' }));
    const last = ops.find(({ kind }) => kind === 'mark.restore');
    expect(last?.base).toEqual([ops.find(({ kind }) => kind === 'mark.delete')?.id]);
  });

  it('leave the outbox one by one when they are sent, and stay in the log', async () => {
    valueOf(await saveMark(archive, draft));
    valueOf(await saveMark(archive, draft));
    const [first] = valueOf(await readOutbox(archive, 'op', 1));
    const life = { hubId: 'hub', hubEpoch: 'e1' };
    valueOf(await forgetServerKnowledge(archive, life));
    valueOf(await markOpsSent(archive, [first?.ref ?? ''], life, anyHead));
    expect(await numbersOf(archive)).toEqual([2]);
    expect(valueOf(await readOpsById(archive, [first?.ref ?? '', 'no.such.1']))).toHaveLength(1);
  });

  it('on a sample never reach the outbox and take no number from the others', async () => {
    const { items } = await storeSlices(archive, 1, true);
    const parsed = items[0]?.parsed;
    if (parsed === undefined) throw new Error('no sample');
    const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = parsed;
    valueOf(
      await saveMark(archive, { ...draft, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID }),
    );
    expect(await numbersOf(archive)).toEqual([]);
    expect(valueOf(await readMarks(archive, StudyInstanceUID))).toHaveLength(1);
    valueOf(await saveMark(archive, draft));
    expect(await numbersOf(archive)).toEqual([1]);
  });

  it('put a study into the trash and out again, with reason and author', async () => {
    const { key } = await storeSlices(archive, 2);
    const rejection = async () =>
      valueOf(await readStudySummaries(archive, 0)).studies[0]?.rejection ?? null;
    expect(await rejection()).toBeNull();
    valueOf(await rejectStudy(archive, key, 'wrong CD'));
    expect(await rejection()).toMatchObject({ reason: 'wrong CD' });
    valueOf(await restoreStudy(archive, key));
    expect(await rejection()).toBeNull();
    expect(await numbersOf(archive)).toEqual([1, 2]);
  });

  it('warn who adds to a study in the trash', async () => {
    const { key, items } = await storeSlices(archive, 1);
    valueOf(await rejectStudy(archive, key, 'wrong patient'));
    const slice = ctSlice({ study: { seed: 'ops' }, index: 1, count: 2, rows: 16 });
    const more = await toStore(await encodeInstance(slice, '1.2.840.10008.1.2.1'));
    expect(more.parsed.StudyInstanceUID).toBe(items[0]?.parsed.StudyInstanceUID);
    const [outcome] = valueOf(await storeInstances(archive, [more]));
    expect(outcome).toMatchObject({ outcome: 'stored', warnings: ['STUDY_IN_TRASH'] });
  });
});

describe('purging', () => {
  it('names what exists nowhere else, deletes it, and keeps knowing what the server holds', async () => {
    const archive = await openTestArchive();
    const { key, outcomes } = await storeSlices(archive, 3);
    expect(valueOf(await whatOnlyHere(archive, key))).toMatchObject({
      instanceCount: 3,
      opCount: 0,
      series: [{ Modality: 'CT', instanceCount: 3 }],
    });
    expect(await purgeStudy(archive, key)).toMatchObject({
      failure: { code: 'NOT_FOUND', detail: 'not in trash' },
    });
    valueOf(await markOnServer(archive, outcomes[0]?.instanceId ?? ''));
    valueOf(await rejectStudy(archive, key, 'wrong CD'));
    expect(valueOf(await whatOnlyHere(archive, key))).toMatchObject({
      instanceCount: 2,
      opCount: 1,
    });
    const { seq } = valueOf(await readStudySummaries(archive, 0));
    valueOf(await purgeStudy(archive, key));
    expect(await archive.db.chunk.count()).toBe(0);
    expect(await archive.db.instance.count()).toBe(1);
    expect(valueOf(await readOutbox(archive, 'instance', 10))).toEqual([]);
    expect(await numbersOf(archive)).toEqual([1]);
    expect(valueOf(await readStudySummaries(archive, seq))).toMatchObject({
      studies: [],
      goneKeys: [key],
    });
    valueOf(await restoreStudy(archive, key));
    expect(valueOf(await readStudySummaries(archive, 0)).studies).toMatchObject([
      { key, whereabouts: { instanceCount: 1, localCount: 0, serverCount: 1 } },
    ]);
    archive.close();
  });

  it('leaves nothing of a study that was only here, and takes it in again under the same key', async () => {
    const archive = await openTestArchive();
    const { key } = await storeSlices(archive, 2);
    valueOf(await rejectStudy(archive, key, 'wrong CD'));
    valueOf(await purgeStudy(archive, key));
    expect(await readStudyDetail(archive, key)).toMatchObject({ failure: { code: 'NOT_FOUND' } });
    for (const table of [
      archive.db.instance,
      archive.db.header,
      archive.db.chunk,
      archive.db.blob,
    ]) {
      expect(await table.count()).toBe(0);
    }
    const again = await storeSlices(archive, 2);
    expect(again.key).toBe(key);
    expect(again.outcomes[0]?.warnings).toContain('STUDY_IN_TRASH');
    archive.close();
  });
});

describe('the outbox', () => {
  it('gives what is due, and puts off what failed', async () => {
    const archive = await openTestArchive();
    await storeSlices(archive, 2);
    const due = valueOf(await readDueInstances(archive, 1000, 10));
    expect(due).toHaveLength(2);
    const next = { nextAtMs: 5000, code: 'SERVER_ERROR' };
    valueOf(await markOutboxTry(archive, due[0]?.ref ?? '', next));
    expect(valueOf(await readDueInstances(archive, 1000, 10))).toHaveLength(1);
    expect(valueOf(await readDueInstances(archive, 5000, 10)).at(-1)).toMatchObject({
      ...next,
      tries: 1,
    });
    archive.close();
  });

  it('names the studies that wait for a person: the list said of them "only here", as if they would still go', async () => {
    const archive = await openTestArchive();
    const { key } = await storeSlices(archive, 2);
    const [first, second] = valueOf(await readDueInstances(archive, 1000, 10));
    const refusedAfter = async (ref: string, code: string) => {
      valueOf(await markOutboxTry(archive, ref, { nextAtMs: 5000, code }));
      return valueOf(await readOutboxSummary(archive)).refusedStudies;
    };
    expect(await refusedAfter(first?.ref ?? '', 'SERVER_ERROR')).toEqual([]);
    expect(await refusedAfter(second?.ref ?? '', 'REFUSED')).toEqual([key]);
    archive.close();
  });
});

describe('numbers of operations', () => {
  it('stay without gaps when the browser is killed at any write', async () => {
    for (let kill = 1; kill < 20; kill += 1) {
      const profile = testProfile();
      const before = await openTestArchive(profile);
      const power = killAtWrite(kill);
      const saved = [];
      for (let mark = 0; mark < 3; mark += 1) saved.push(await saveMark(before, draft));
      power.restore();
      before.close();
      const archive = await openTestArchive(profile);
      const kept = saved.filter(({ ok }) => ok).length;
      expect(await archive.db.op.count()).toBe(kept);
      valueOf(await saveMark(archive, draft));
      expect(await numbersOf(archive)).toEqual(
        Array.from({ length: kept + 1 }, (_, index) => index + 1),
      );
      archive.close();
    }
  });

  it('[OP2] begin a new epoch in a database as old as before its epoch was renewed', async () => {
    const profile = testProfile();
    const old = await openTestArchive(profile);
    valueOf(await saveMark(old, draft));
    const { deviceId, epoch } = valueOf(await readDevice(old));
    old.close();
    profile.witness?.write({ deviceId, epoch: 'later', lastOpN: 0 });
    const archive = await openTestArchive(profile);
    const device = valueOf(await readDevice(archive));
    expect(device.epoch).not.toBe(epoch);
    expect(device.loss).toMatchObject({ kind: 'set-back' });
    archive.close();
  });

  it('begin a new epoch in a database that was wiped, and tell so until it is read', async () => {
    const profile = testProfile();
    const before = await openTestArchive(profile);
    valueOf(await saveMark(before, draft));
    const old = valueOf(await readDevice(before));
    expect(old.loss).toBeNull();
    await before.db.delete();
    const archive = await openTestArchive(profile);
    const device = valueOf(await readDevice(archive));
    expect(device.deviceId).toBe(old.deviceId);
    expect(device.epoch).not.toBe(old.epoch);
    expect(device.loss).toMatchObject({ kind: 'wiped', lastOpN: 1 });
    valueOf(await acknowledgeLoss(archive));
    archive.close();
    const again = await openTestArchive(profile);
    expect(valueOf(await readDevice(again))).toMatchObject({ epoch: device.epoch, loss: null });
    again.close();
  });

  it('begin a new epoch in a database that was set back', async () => {
    const profile = testProfile();
    const before = await openTestArchive(profile);
    valueOf(await saveMark(before, draft));
    const old = valueOf(await readDevice(before));
    before.close();
    profile.witness?.write({ deviceId: old.deviceId, epoch: old.epoch, lastOpN: 5 });
    const archive = await openTestArchive(profile);
    const device = valueOf(await readDevice(archive));
    expect(device.epoch).not.toBe(old.epoch);
    expect(device.loss).toMatchObject({ kind: 'set-back', lastOpN: 5 });
    valueOf(await saveMark(archive, draft));
    const ids = valueOf(await readOutbox(archive, 'op', 10)).map(({ ref }) => ref);
    expect(ids.toSorted()).toEqual(
      [`${old.deviceId}.${old.epoch}.1`, `${old.deviceId}.${device.epoch}.1`].toSorted(),
    );
    archive.close();
  });
});
