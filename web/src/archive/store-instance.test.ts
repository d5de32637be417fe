import { beforeEach, describe, expect, it } from 'vitest';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { ctSlice, type SyntheticInstance } from '../../../shared/testing/synthetic-instance.ts';
import { elementOf, writePart10 } from '#shared/dicom/write-part10.ts';
import { tags } from '#shared/dicom/tag.ts';
import {
  killAtWrite,
  openTestArchive,
  testProfile,
  toStore,
  valueOf,
} from '../testing/test-archive.ts';
import type { Archive } from './archive.ts';
import { digestBytes } from './digest-instance.ts';
import { readInstance, readStudyDetail, readStudySummaries } from './find-studies.ts';
import { setPassphrase } from './lock.ts';
import { readOutbox } from './outbox.ts';
import { instanceByteSource, readFrame } from './read-frame.ts';
import { storeInstances, type InstanceToStore } from './store-instance.ts';

const slice = (index: number, seed = 'one'): SyntheticInstance =>
  ctSlice({ study: { seed }, index, count: 4, rows: 16 });
const implicit = '1.2.840.10008.1.2';
const explicit = '1.2.840.10008.1.2.1';

function changed(
  instance: SyntheticInstance,
  values: { readonly [tag: string]: string },
): SyntheticInstance {
  const elements = Object.entries(values).map(([tag, value]) => [tag, elementOf(tag, value)]);
  return { ...instance, dataset: { ...instance.dataset, ...Object.fromEntries(elements) } };
}

async function fileOf(
  instance: SyntheticInstance,
  syntax = explicit,
  more: Partial<InstanceToStore> = {},
): Promise<InstanceToStore> {
  return toStore(await encodeInstance(instance, syntax), more);
}

describe('frames', () => {
  it('beyond 65 536 are counted, not clipped', async () => {
    const { dataset } = slice(0);
    const frameCount = 70_000;
    const bytes = writePart10({
      TransferSyntaxUID: explicit,
      dataset: {
        ...dataset,
        [tags.Rows]: elementOf(tags.Rows, 1),
        [tags.Columns]: elementOf(tags.Columns, 1),
        [tags.BitsAllocated]: elementOf(tags.BitsAllocated, 8),
        [tags.NumberOfFrames]: elementOf(tags.NumberOfFrames, frameCount),
      },
      pixelBytes: new Uint8Array(frameCount),
    });
    const archive = await openTestArchive();
    const [stored] = valueOf(await storeInstances(archive, [await toStore(bytes)]));
    const [study] = valueOf(await readStudySummaries(archive, 0)).studies;
    if (stored === undefined || study === undefined) throw new Error('not stored');
    const { series } = valueOf(await readStudyDetail(archive, study.key));
    expect(series[0]?.instances[0]?.NumberOfFrames).toBe(frameCount);
  });
});

describe('storing instances', () => {
  let archive: Archive;
  const studies = async () => valueOf(await readStudySummaries(archive, 0)).studies;
  const store = async (...batch: InstanceToStore[]) =>
    valueOf(await storeInstances(archive, batch));
  const outcomes = async (...batch: InstanceToStore[]) =>
    (await store(...batch)).map(({ outcome }) => outcome);
  beforeEach(async () => {
    archive = await openTestArchive();
    return () => archive.close();
  });

  it('makes study, series, instance, bytes and outbox entry visible together', async () => {
    const files = await Promise.all([0, 1, 2].map((index) => fileOf(slice(index))));
    const stored = await store(...files);
    expect(stored.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'stored']);
    const [study] = await studies();
    expect(study).toMatchObject({
      StudyInstanceUID: files[0]?.parsed.StudyInstanceUID,
      ModalitiesInStudy: ['CT'],
      seriesCount: 1,
      instanceCount: 3,
      whereabouts: { instanceCount: 3, localCount: 3, serverCount: 0 },
      variantCount: 0,
      rejection: null,
    });
    expect(study?.key).not.toContain(study?.StudyInstanceUID);
    const waiting = valueOf(await readOutbox(archive, 'instance', 10));
    expect(waiting.map(({ ref }) => ref).toSorted()).toEqual(
      stored.map(({ instanceId }) => instanceId).toSorted(),
    );
    const detail = valueOf(await readStudyDetail(archive, study?.key ?? ''));
    expect(detail.series[0]?.instances.map(({ SOPInstanceUID }) => SOPInstanceUID)).toEqual(
      files.map(({ parsed }) => parsed.SOPInstanceUID),
    );
  });

  it('gives back the very bytes, and each frame', async () => {
    const bytes = await encodeInstance(slice(0), explicit);
    const [stored] = await store(await toStore(bytes));
    const id = stored?.instanceId ?? '';
    const source = valueOf(await instanceByteSource(archive, id));
    expect(await source.read(0, source.byteLength)).toEqual(bytes);
    const record = valueOf(await readInstance(archive, id));
    const frame = valueOf(await readFrame(archive, record, 0));
    const { byteOffset = 0, byteLength = 0 } = record.pixel ?? {};
    expect(new Uint8Array(frame)).toEqual(bytes.subarray(byteOffset, byteOffset + byteLength));
    expect(await readFrame(archive, record, 1)).toMatchObject({
      ok: false,
      failure: { code: 'FRAME_MISSING' },
    });
  });

  it('keeps an instance once when the same bytes come again, also within one batch', async () => {
    const file = await fileOf(slice(0));
    expect(await outcomes(file, file)).toEqual(['stored', 'duplicate']);
    expect(await outcomes(file)).toEqual(['duplicate']);
    expect(await archive.db.chunk.count()).toBe(1);
    expect((await studies())[0]?.instanceCount).toBe(1);
  });

  it('takes another encoding of the same content for the same instance', async () => {
    const first = await fileOf(slice(0), explicit);
    const second = await fileOf(slice(0), implicit);
    expect(second.sha256).not.toBe(first.sha256);
    expect(await outcomes(first, second)).toEqual(['stored', 'duplicate']);
    expect(await outcomes(second)).toEqual(['duplicate']);
    expect(await archive.db.alias.count()).toBe(1);
    expect((await studies())[0]).toMatchObject({ instanceCount: 1, variantCount: 0 });
  });

  it('keeps other content under the same SOP Instance UID beside it', async () => {
    const original = await fileOf(slice(0));
    const otherTags = await fileOf(changed(slice(0), { [tags.StudyDescription]: 'Other' }));
    const frames = [Uint8Array.from(slice(0).frames[0] ?? []).fill(7)];
    const otherPixels = await fileOf({ ...slice(0), frames });
    expect(await outcomes(original)).toEqual(['stored']);
    expect(await outcomes(otherTags, otherPixels)).toEqual(['variant', 'variant']);
    expect(await outcomes(otherTags)).toEqual(['duplicate']);
    const [study] = await studies();
    expect(study).toMatchObject({ instanceCount: 3, variantCount: 3 });
    const detail = valueOf(await readStudyDetail(archive, study?.key ?? ''));
    expect(detail.series[0]?.instances.map(({ isVariant }) => isVariant)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('never puts two patients under one Study Instance UID into one study', async () => {
    const file = await fileOf(slice(0));
    const other = await fileOf(
      changed(slice(1), { [tags.PatientID]: 'SOMEBODY-ELSE', [tags.PatientName]: 'Else^Somebody' }),
    );
    await store(file);
    const [stored] = await store(other);
    expect(stored?.warnings).toContain('STUDY_UID_OTHER_PATIENT');
    expect((await studies()).map(({ PatientID }) => PatientID).toSorted()).toHaveLength(2);
  });

  it('warns of another name under the same patient number, and keeps another issuer apart', async () => {
    await store(await fileOf(slice(0)));
    const otherName = changed(slice(0, 'two'), {
      [tags.PatientID]: (await studies())[0]?.PatientID ?? '',
      [tags.PatientName]: 'Quite^Different',
      [tags.PatientBirthDate]: '19010101',
    });
    const [named] = await store(await fileOf(otherName));
    expect(named?.warnings).toContain('PATIENT_ID_OTHER_NAME');
    const sameStudy = changed(slice(1), { [tags.PatientName]: 'Quite^Different' });
    const [within] = await store(await fileOf(sameStudy));
    expect(within?.warnings).toContain('PATIENT_DIFFERS');
    const otherIssuer = changed(slice(2), { [tags.IssuerOfPatientID]: 'ELSEWHERE' });
    const [apart] = await store(await fileOf(otherIssuer));
    expect(apart?.warnings).toContain('STUDY_UID_OTHER_PATIENT');
    expect(await studies()).toHaveLength(3);
  });

  it('never queues a sample, and never lets one meet the real ones', async () => {
    const sample = await fileOf(slice(0), explicit, { isSample: true });
    await store(sample);
    expect(valueOf(await readOutbox(archive, 'instance', 10))).toHaveLength(0);
    const real = await fileOf(changed(slice(0), { [tags.StudyDescription]: 'Real' }));
    expect(await outcomes(real)).toEqual(['stored']);
    expect(new Set((await studies()).map(({ isSample }) => isSample))).toEqual(
      new Set([false, true]),
    );
    expect(valueOf(await readOutbox(archive, 'instance', 10))).toHaveLength(1);
  });

  it('loses nothing when two stores write at the same time', async () => {
    const files = await Promise.all([0, 1, 2, 3].map((index) => fileOf(slice(index))));
    const results = await Promise.all(files.map((file) => storeInstances(archive, [file, file])));
    expect(results.flatMap((result) => valueOf(result).map(({ outcome }) => outcome))).toEqual(
      files.flatMap(() => ['stored', 'duplicate']),
    );
    expect((await studies())[0]?.instanceCount).toBe(4);
    expect(await archive.db.study.count()).toBe(1);
  });

  it('writes with the new key what was prepared under the one before a lock was set', async () => {
    const file = await fileOf(slice(0));
    const [, stored] = await Promise.all([
      setPassphrase(archive, 'four words are enough'),
      storeInstances(archive, [file]),
    ]);
    // Either it came before the lock, or it was written anew, or it was refused: never under a dropped key.
    if (stored.ok) {
      const source = valueOf(await instanceByteSource(archive, stored.value[0]?.instanceId ?? ''));
      const read = Uint8Array.from(await source.read(0, source.byteLength));
      expect(await digestBytes(read)).toBe(file.sha256);
    } else expect(stored.failure.code).toBe('LOCKED');
  });
});

describe('a killed browser', () => {
  it('leaves each batch wholly there or wholly absent, at whichever write it was killed', async () => {
    const files = await Promise.all([0, 1, 2].map((index) => fileOf(slice(index))));
    for (let kill = 1; ; kill += 1) {
      const profile = testProfile();
      const before = await openTestArchive(profile);
      const power = killAtWrite(kill);
      const first = await storeInstances(before, files.slice(0, 1));
      const second = await storeInstances(before, files.slice(1));
      power.restore();
      before.close();
      const archive = await openTestArchive(profile);
      const stored = first.ok ? (second.ok ? 3 : 1) : 0;
      const { studies } = valueOf(await readStudySummaries(archive, 0));
      expect(studies[0]?.instanceCount ?? 0).toBe(stored);
      expect(await archive.db.instance.count()).toBe(stored);
      expect(await archive.db.header.count()).toBe(stored);
      expect(await archive.db.blob.count()).toBe(stored);
      expect(await archive.db.chunk.count()).toBe(stored);
      expect(await archive.db.outbox.count()).toBe(stored);
      const again = valueOf(await storeInstances(archive, files));
      expect(again.filter(({ outcome }) => outcome === 'stored')).toHaveLength(3 - stored);
      archive.close();
      if (first.ok && second.ok) {
        expect(kill).toBeGreaterThan(10);
        break;
      }
    }
  });
});
