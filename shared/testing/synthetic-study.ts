import { numberOf, textOf } from '../src/dicom/element-access.ts';
import { tags } from '../src/dicom/tag.ts';
import { encodeInstance } from './encode-instance.ts';
import type { SlicePlan, SyntheticInstance } from './synthetic-instance.ts';
import { ctSlice, dxView, mgView, mrSlice, petSlice } from './synthetic-instance.ts';
import type { StudyPlan } from './synthetic-modules.ts';
import { usClip } from './synthetic-ultrasound.ts';

export const syntheticModalities = ['CT', 'MR', 'US', 'DX', 'MG', 'PT'] as const;
export type SyntheticModality = (typeof syntheticModalities)[number];

/** How big a study is made; the defaults stay below 2 MB a study. */
export interface StudySize {
  /** CT, MR and PET: slices. */
  readonly sliceCount?: number;
  /** CT, MR and PET: rows and columns. DX and MG: rows. */
  readonly rows?: number;
  /** US: frames of the clip. */
  readonly frameCount?: number;
  readonly noise?: number;
}

/** Instances of one study of one modality; UIDs and pixels depend on the plan's seed alone. */
export function syntheticStudy(
  modality: SyntheticModality,
  study: StudyPlan,
  size: StudySize = {},
): SyntheticInstance[] {
  const count = size.sliceCount ?? 6;
  const noise = size.noise === undefined ? {} : { noise: size.noise };
  const stack = (make: (plan: SlicePlan) => SyntheticInstance): SyntheticInstance[] =>
    Array.from({ length: count }, (_, index) =>
      make({ study, index, count, rows: size.rows ?? 128, ...noise }),
    );
  switch (modality) {
    case 'CT':
      return stack(ctSlice);
    case 'MR':
      return stack(mrSlice);
    case 'PT':
      return stack(petSlice);
    case 'US':
      return [usClip({ study, frameCount: size.frameCount ?? 24 })];
    case 'DX': {
      const rows = size.rows ?? 640;
      return [
        dxView({ study, index: 0, count: 1, rows, columns: Math.round(rows * 0.82), ...noise }),
      ];
    }
    case 'MG': {
      const rows = size.rows ?? 400;
      const plan = { study, count: 4, rows, columns: Math.round(rows * 0.75), ...noise };
      return [
        mgView({ ...plan, index: 0 }, { laterality: 'R', view: 'CC' }),
        mgView({ ...plan, index: 1 }, { laterality: 'L', view: 'CC' }),
        mgView({ ...plan, index: 2 }, { laterality: 'R', view: 'MLO' }),
        mgView({ ...plan, index: 3 }, { laterality: 'L', view: 'MLO' }),
      ];
    }
  }
}

/** A study of a cat, so that species, breed and owner are there (PS3.3 C.7.1.1). */
export function vetStudy(seed: string, size: StudySize = {}): SyntheticInstance[] {
  const animal = { species: 'Feline', breed: 'European Shorthair', owner: 'Example^Otto' };
  return syntheticStudy('DX', { seed, animal, StudyDescription: 'Thorax, cat' }, size);
}

/** `count` studies of all modalities in turn, every seventh of an animal, one patient each. */
export function mixedStudies(
  seed: string,
  count: number,
  size: StudySize = {},
): SyntheticInstance[][] {
  return Array.from({ length: count }, (_, index) => {
    const own = `${seed}/${index}`;
    if (index % 7 === 6) return vetStudy(own, size);
    return syntheticStudy(
      syntheticModalities[index % syntheticModalities.length] ?? 'CT',
      { seed: own },
      size,
    );
  });
}

/** A file as it would lie in a folder: its name says nothing that the program could lean on. */
export interface SyntheticFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly SOPInstanceUID: string;
}

/** Writes instances as files, in one transfer syntax that needs no codec. */
export async function filesOf(
  instances: readonly SyntheticInstance[],
  TransferSyntaxUID?: string,
): Promise<SyntheticFile[]> {
  return await Promise.all(
    instances.map(async (instance, index) => ({
      fileName: `${textOf(instance.dataset, tags.Modality)}${numberOf(instance.dataset, tags.SeriesNumber) ?? 0}_${String(index + 1).padStart(4, '0')}`,
      bytes: await encodeInstance(instance, TransferSyntaxUID),
      SOPInstanceUID: textOf(instance.dataset, tags.SOPInstanceUID),
    })),
  );
}
