import type { SyncState } from './sync-state-api.ts';

/** Time in which nothing moves, after which what is left waits for the network or for a person. */
const stillMs = 20_000;

/** Answers whether what waits is on its way to the server, asked again and again while a lock is closed. */
export function createStillMoving(nowMs: () => number): (state: SyncState) => boolean {
  let seen = '';
  let movedAtMs = -Infinity;
  return (state) => {
    const { connection, current, pendingInstances, pendingBytes, pendingOps } = state;
    const isReached = connection === 'online' || connection === 'connecting';
    const now = JSON.stringify([pendingInstances, pendingBytes, pendingOps, current]);
    if ((isReached && now !== seen) || current !== null) movedAtMs = nowMs();
    seen = now;
    return pendingInstances + pendingOps > 0 && nowMs() - movedAtMs < stillMs;
  };
}
