import type { Archive } from './archive.ts';

/** Drops the keys here, in the workers (their clients listen) and in the other tabs. */
export function lockArchive(archive: Archive): void {
  // A device without a lock would only open again by itself.
  if (archive.session.state() === 'unlocked') archive.session.set('locked', null);
}
