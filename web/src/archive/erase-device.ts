import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from './archive.ts';
import { attempt } from './attempt.ts';

/** What erasing would cost, in counts: all that can be said without the keys. Samples count nowhere. */
export interface DeviceCount {
  readonly onlyHere: { readonly studies: number; readonly images: number };
  readonly onServerStudies: number;
  /** Marks and other changes that wait for the server. */
  readonly waitingOps: number;
}

export function countDevice(archive: Archive): Promise<Result<DeviceCount, ArchiveFailure>> {
  return attempt(archive, 'count device', async () => {
    const { db } = archive;
    const samples = new Set<string>();
    const onServer = new Set<string>();
    await db.study.each(({ key, sample }) => void (sample === 1 && samples.add(key)));
    const onlyHere = new Set<string>();
    let images = 0;
    await db.instance.each(({ study, local, server }) => {
      if (samples.has(study)) return;
      if (server === 1) onServer.add(study);
      if (local === 0 || server === 1) return;
      images += 1;
      onlyHere.add(study);
    });
    const waitingOps = await db.outbox.filter(({ kind }) => kind === 'op').count();
    return {
      onlyHere: { studies: onlyHere.size, images },
      onServerStudies: onServer.size,
      waitingOps,
    };
  });
}

/**
 * Throws away everything that this device keeps, keys and all; needs no key. Other windows have to let go of
 * the store first: their browser tells them.
 */
export function eraseDevice(archive: Archive): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'erase device', async () => {
    archive.session.set('locked', null);
    await archive.db.delete();
    // Asked for by a person: the next start is a first one, and not a loss.
    archive.witness.forget();
  });
}
