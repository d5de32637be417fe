import { createHash } from 'node:crypto';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import { encodeInstance } from '../../shared/testing/encode-instance.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import type { Material } from './virtual-disk.ts';

/** Files for schedules: small ones, one that goes in parts, and two contents of one SOP Instance UID. */
export async function makeMaterial(): Promise<readonly Material[]> {
  return [...(await makeRecent()), ...(await makeOld())];
}

/** Two studies of long ago: most of them is on the server before any device is. */
async function makeOld(): Promise<readonly Material[]> {
  const files = ['old', 'older'].flatMap((seed) =>
    [0, 1, 2].map((index) => {
      const study = { seed, PatientName: 'Old^Sim', PatientID: seed, AccessionNumber: seed };
      return ctSlice({ study: { ...study, StudyDate: '20190101' }, index, count: 3, rows: 8 });
    }),
  );
  return Promise.all(files.map(async (one) => materialOf(await encodeInstance(one), 'old')));
}

async function makeRecent(): Promise<readonly Material[]> {
  const study = {
    seed: 'convergence',
    PatientName: 'Sim^Ulated',
    PatientID: 'S1',
    AccessionNumber: 'A1',
    StudyDate: '20260503',
  };
  const slices = [0, 1, 2].map((index) => ctSlice({ study, index, count: 4, rows: 8 }));
  const large = ctSlice({ study, index: 3, count: 4, rows: 64 });
  const other = ctSlice({
    study: { ...study, PatientName: 'Sim^Other' },
    index: 0,
    count: 4,
    rows: 8,
  });
  const files = await Promise.all([...slices, large, other].map((one) => encodeInstance(one)));
  return Promise.all(files.map((bytes) => materialOf(bytes, 'recent')));
}

async function materialOf(bytes: Uint8Array, age: Material['age']): Promise<Material> {
  const parsed = await parsePart10(memoryByteSource(bytes));
  if (!parsed.ok) throw new Error(parsed.failure.code);
  const { SOPInstanceUID, StudyInstanceUID } = parsed.value;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, sha256, SOPInstanceUID, StudyInstanceUID, age };
}
