import type { Archive } from '../archive/archive.ts';
import { underCover } from '../archive/under-cover.ts';
import { startKeeping } from '../live/keep-runner.ts';
import { startSync } from '../workers/sync/sync-client.ts';
import { whenIdle } from './first-screen.ts';
import { followCover } from './lock/cover-news.ts';
import { followErasing } from './lock/erased-channel.ts';

/**
 * What goes on beside the screens while the lock is open: sync, and bringing here what is to be kept. What is
 * being sent when the lock closes may end under its cover. Follows the erasing of the device, too. Returns what ends all of it.
 */
export function startBackground(archive: Archive): () => void {
  const cover = underCover(archive);
  const stops = new Map<string, () => void>();
  const stop = (name: string): void => {
    stops.get(name)?.();
    stops.delete(name);
  };
  const start = (name: string, begin: () => () => void): void => {
    if (!stops.has(name)) stops.set(name, begin());
  };
  const follow = (): void => {
    const { phase } = cover.state();
    if (phase !== 'open') stop('keeping');
    if (phase === 'closed') stop('sync');
    // The list comes first.
    if (phase === 'open') whenIdle(begin);
  };
  const begin = (): void => {
    if (isEnded || cover.state().phase !== 'open') return;
    start('sync', () => startSync(archive));
    start('keeping', () => startKeeping(archive));
  };
  let isEnded = false;
  const leaves = [cover.subscribe(follow), followCover(cover), followErasing()];
  begin();
  return () => {
    isEnded = true;
    for (const leave of leaves) leave();
    for (const name of stops.keys()) stop(name);
  };
}
