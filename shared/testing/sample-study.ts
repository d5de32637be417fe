import { deflatedExplicitVrLittleEndian } from '../src/dicom/transfer-syntax.ts';
import type { SyntheticInstance } from './synthetic-instance.ts';
import { ctSlice, dxView } from './synthetic-instance.ts';
import { filesOf } from './synthetic-study.ts';
import type { SyntheticFile } from './synthetic-study.ts';
import { usClip } from './synthetic-ultrasound.ts';

/**
 * The study that the app opens on request when there is none yet: 20 CT slices of 256 × 256, a colour cine
 * of 24 frames, one DX of 640 × 520. Deflated files without noise: below 300 kB together.
 */
function sampleInstances(): SyntheticInstance[] {
  const study = {
    seed: 'satchel-sample',
    PatientName: 'Sample^Sam',
    PatientID: 'SAMPLE-1',
    PatientBirthDate: '19700101',
    PatientSex: 'O',
    StudyDate: '20260901',
    StudyTime: '090000',
    StudyDescription: 'Sample study (synthetic)',
    AccessionNumber: 'SAMPLE',
  };
  const count = 20;
  const ct = Array.from({ length: count }, (_, index) =>
    ctSlice({ study, index, count, rows: 256, noise: 0, SeriesNumber: 1 }),
  );
  const us = usClip({
    study,
    frameCount: 24,
    rows: 120,
    columns: 160,
    SeriesNumber: 2,
    speckle: false,
  });
  const dx = dxView({
    study,
    index: 0,
    count: 1,
    rows: 640,
    columns: 520,
    noise: 0,
    SeriesNumber: 3,
  });
  return [...ct, us, dx];
}

/** The sample study as Part 10 files, deflated (PS3.5 A.5). */
export async function sampleFiles(): Promise<SyntheticFile[]> {
  return await filesOf(sampleInstances(), deflatedExplicitVrLittleEndian);
}
