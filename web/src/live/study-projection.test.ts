import { describe, expect, it, vi } from 'vitest';
import { openTestArchive, testProfile, toStore, valueOf } from '../testing/test-archive.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../../shared/testing/synthetic-instance.ts';
import { readStudySummaries } from '../archive/find-studies.ts';
import { lockArchive } from '../archive/lock-archive.ts';
import { setPassphrase, unlockWithPassphrase } from '../archive/lock.ts';
import { openArchiveInWorker } from '../archive/open-archive.ts';
import { purgeStudy } from '../archive/purge-study.ts';
import { storeInstances } from '../archive/store-instance.ts';
import { rejectStudy } from '../archive/study-rejection.ts';
import { studyProjection } from './study-projection.ts';

const fileOf = async (seed: string, index: number) =>
  toStore(
    await encodeInstance(
      ctSlice({ study: { seed }, index, count: 3, rows: 16 }),
      '1.2.840.10008.1.2.1',
    ),
  );

describe('the study projection', () => {
  it('holds what the archive holds, also what another connection writes', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    valueOf(await storeInstances(archive, [await fileOf('one', 0)]));
    const store = studyProjection(archive);
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.get().isLoaded).toBe(true));
    expect(store.get().studies).toMatchObject([{ instanceCount: 1 }]);
    const before = store.get();
    const keys = archive.keys();
    if (keys === null) throw new Error('no keys');
    const worker = valueOf(await openArchiveInWorker(keys, profile));
    valueOf(await storeInstances(worker, [await fileOf('one', 1), await fileOf('two', 0)]));
    await vi.waitFor(() => expect(store.get().studies).toHaveLength(2));
    expect(store.get()).not.toBe(before);
    const counts = store.get().studies.map(({ instanceCount }) => instanceCount);
    expect(new Set(counts)).toEqual(new Set([1, 2]));
    const after = store.get();
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    expect(store.get()).toBe(after);
    leave();
    worker.close();
    archive.close();
  });

  it('is empty the moment the lock closes, and full again when it opens', async () => {
    const archive = await openTestArchive();
    valueOf(await storeInstances(archive, [await fileOf('one', 0)]));
    valueOf(await setPassphrase(archive, 'four words are enough'));
    const store = studyProjection(archive);
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.get().studies).toHaveLength(1));
    lockArchive(archive);
    expect(store.get()).toEqual({
      isLoaded: false,
      failure: null,
      studies: [],
      byKey: new Map(),
    });
    valueOf(await unlockWithPassphrase(archive, 'four words are enough'));
    await vi.waitFor(() => expect(store.get().studies).toHaveLength(1));
    leave();
    archive.close();
  });

  it('says why it cannot be read instead of being an empty list', async () => {
    const archive = await openTestArchive();
    valueOf(await storeInstances(archive, [await fileOf('one', 0)]));
    await archive.db.study.toCollection().modify({ bytes: new ArrayBuffer(40) });
    const store = studyProjection(archive);
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.get().failure?.code).toBe('BYTES_DAMAGED'));
    expect(store.get().isLoaded).toBe(false);
    leave();
    archive.close();
  });

  it('keeps a sheet of a long list for the next start', async () => {
    const archive = await openTestArchive();
    for (let batch = 0; batch < 10; batch += 1) {
      const files = Array.from({ length: 20 }, (_, index) => fileOf(`${batch}-${index}`, 0));
      valueOf(await storeInstances(archive, await Promise.all(files)));
    }
    const store = studyProjection(archive);
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.get().studies).toHaveLength(200));
    await vi.waitFor(async () => expect(await archive.db.sheet.count()).toBe(1), 20_000);
    const { studies, openedCount } = valueOf(await readStudySummaries(archive, 0));
    expect(openedCount).toBe(0);
    expect(studies).toEqual(store.get().studies);
    leave();
    archive.close();
  });

  it('lets go of what was purged, and tells of the trash', async () => {
    const archive = await openTestArchive();
    const [stored] = valueOf(await storeInstances(archive, [await fileOf('one', 0)]));
    const key = stored?.studyKey ?? '';
    const store = studyProjection(archive);
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.get().byKey.has(key)).toBe(true));
    valueOf(await rejectStudy(archive, key, 'wrong CD'));
    await vi.waitFor(() =>
      expect(store.get().byKey.get(key)?.rejection).toMatchObject({ reason: 'wrong CD' }),
    );
    valueOf(await purgeStudy(archive, key));
    await vi.waitFor(() => expect(store.get().studies).toEqual([]));
    leave();
    archive.close();
  });
});
