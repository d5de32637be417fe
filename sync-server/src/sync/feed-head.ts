import type { FeedHead, SeenHead } from '#shared/sync/protocol.ts';
import type { AppDependencies } from '../app-dependencies.ts';

type Feed = Pick<AppDependencies, 'archive' | 'hub' | 'log' | 'wake'>;

/** Where the feed ends now, with the mark of its last row; number 0 and no mark while it is empty. */
export async function feedHead({ archive, hub }: Pick<Feed, 'archive' | 'hub'>): Promise<FeedHead> {
  const seq = await archive.index.headSeq();
  const name = await archive.index.nameAt(seq);
  return { seq, mark: name === null ? '' : hub.feedMark(seq, name) };
}

/**
 * A device was shown a row of this epoch that the index has not, or has another one in its place: an older
 * index came back (a backup), however much was added to it since. A new epoch then tells every device to
 * offer again what it has ([LINK5]).
 */
export async function renewLostEpoch(
  { archive, hub, log, wake }: Feed,
  { hubEpoch, seq, mark }: SeenHead,
): Promise<void> {
  if (hubEpoch !== hub.identity.hubEpoch || seq === 0) return;
  const name = await archive.index.nameAt(seq);
  if (name !== null && hub.feedMark(seq, name) === mark) return;
  // Asked by two devices at once it is renewed once: the other was answered while the index was read.
  if (hubEpoch !== hub.identity.hubEpoch) return;
  await hub.renewEpoch();
  // Devices that wait for rows of the epoch that ended hear of it now.
  wake.notify();
  log('history was lost: epoch renewed');
}
