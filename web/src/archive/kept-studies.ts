import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import type { StudySummary } from './archive-types.ts';
import { attempt } from './attempt.ts';
import { readCurrentPersonName } from './people.ts';
import { changeSetting, readSettingValue } from './settings.ts';

/**
 * The studies that somebody wants to stay on this device: of the device, not of a person. Nothing but a
 * person takes a study out of this set, and whatever frees space leaves it alone.
 */
export interface KeptStudy {
  readonly key: string;
  /** Name of who keeps it, as it was then; may be empty. */
  readonly by: string;
  /** ISO 8601, of this device's clock. */
  readonly at: string;
  /** What was read back from this device's disk and proved by its digest; null before the first time. */
  readonly verified: VerifiedContent | null;
  /** What the last reading back found damaged on this device's disk. */
  readonly damaged: readonly DamagedInstance[];
  /** Why this browser could not decode the first image, though its bytes are whole. */
  readonly imageFailure: Pick<DicomFailure, 'code' | 'step'> | null;
}

/** What reading a study back has shown. */
export type KeptProof = Pick<KeptStudy, 'verified' | 'damaged' | 'imageFailure'>;

/** Nothing is known of a kept study yet. */
export const noProof: KeptProof = { verified: null, damaged: [], imageFailure: null };

/** Id of an instance's row, and of its bytes as they were then. */
export interface DamagedInstance {
  readonly id: string;
  readonly blob: string;
}

export interface VerifiedContent {
  readonly instanceCount: number;
  /** Bytes of the instances as they came. */
  readonly byteLength: number;
  /** ISO 8601, of this device's clock. */
  readonly at: string;
  /** `none`: it holds no image. Absent in what was proved by digests alone, which is no proof any more. */
  readonly firstImage: 'decoded' | 'none';
}

/** The sealed setting that holds the set. */
export const keptStudiesSetting = 'archive.keptStudies';

/** By study key, what is kept on this device. */
export function keptStudies(
  archive: Archive,
): Promise<Result<ReadonlyMap<string, KeptStudy>, ArchiveFailure>> {
  return attempt(archive, 'read kept', async () =>
    keptOf(await readSettingValue(archive, keptStudiesSetting)),
  );
}

/** The kept studies in a setting's value, whatever another version has written there. */
export function keptOf(value: unknown): ReadonlyMap<string, KeptStudy> {
  if (!Array.isArray(value)) return new Map();
  const known = value.filter(
    (entry: unknown): entry is KeptStudy =>
      typeof entry === 'object' &&
      entry !== null &&
      typeof (entry as Partial<KeptStudy>).key === 'string',
  );
  return new Map(known.map((entry) => [entry.key, { ...entry, ...proofOf(entry) }]));
}

function proofOf({ verified, damaged, imageFailure }: Partial<KeptStudy>): KeptProof {
  return {
    verified: verified?.firstImage === undefined ? null : verified,
    damaged: Array.isArray(damaged) ? damaged : [],
    imageFailure: imageFailure ?? null,
  };
}

/** Keeps studies on this device from now on; what is missing of them has to be fetched by whoever can. */
export function keepStudies(
  archive: Archive,
  keys: readonly string[],
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'keep study', async () => {
    const by = await readCurrentPersonName(archive);
    const at = new Date(archive.clock()).toISOString();
    await change(archive, (kept) => {
      for (const key of keys) if (!kept.has(key)) kept.set(key, { key, by, at, ...noProof });
    });
  });
}

/** A person says that studies need not stay here. */
export function releaseStudies(
  archive: Archive,
  keys: readonly string[],
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'release study', () =>
    change(archive, (kept) => {
      for (const key of keys) kept.delete(key);
    }),
  );
}

/** Notes what reading a kept study back has shown; `noProof` where that does not hold any more. */
export function noteProof(
  archive: Archive,
  key: string,
  proof: KeptProof,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'keep study', () =>
    change(archive, (kept) => {
      const known = kept.get(key);
      if (known !== undefined) kept.set(key, { ...known, ...proof });
    }),
  );
}

/**
 * Every instance that is known of the study lies here and was read back, and its first image was decoded:
 * fit to leave the network behind.
 */
export function isReady(kept: KeptStudy, study: StudySummary): boolean {
  const { instanceCount, localCount } = study.whereabouts;
  return (
    kept.verified !== null &&
    instanceCount > 0 &&
    localCount === instanceCount &&
    kept.verified.instanceCount === instanceCount &&
    kept.verified.byteLength === study.byteLength
  );
}

function change(archive: Archive, edit: (kept: Map<string, KeptStudy>) => void): Promise<void> {
  return changeSetting(archive, keptStudiesSetting, (value) => {
    const kept = new Map(keptOf(value));
    edit(kept);
    return [...kept.values()];
  });
}
