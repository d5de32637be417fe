import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
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
}

export interface VerifiedContent {
  readonly instanceCount: number;
  /** Bytes of the instances as they came. */
  readonly byteLength: number;
  /** ISO 8601, of this device's clock. */
  readonly at: string;
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
  return new Map(known.map((entry) => [entry.key, { ...entry, verified: entry.verified ?? null }]));
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
      for (const key of keys) if (!kept.has(key)) kept.set(key, { key, by, at, verified: null });
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

/** Notes what was proved of a kept study; null where the proof does not hold any more. */
export function noteVerified(
  archive: Archive,
  key: string,
  verified: VerifiedContent | null,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'keep study', () =>
    change(archive, (kept) => {
      const known = kept.get(key);
      if (known !== undefined) kept.set(key, { ...known, verified });
    }),
  );
}

/** Every instance that is known of the study lies here and was read back: fit to leave the network behind. */
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
