import { expect, it } from 'vitest';
import { createStillMoving } from './still-moving.ts';
import { initialSyncState, type SyncState } from './sync-state-api.ts';

const waiting: SyncState = { ...initialSyncState, connection: 'online', pendingInstances: 3 };
const sending = { ...waiting, current: { studyKey: 'k', bytesDone: 1, bytesTotal: 9 } };

function watch() {
  const clock = { nowMs: 5000 };
  const isMoving = createStillMoving(() => clock.nowMs);
  return (state: SyncState, afterMs = 0): boolean => {
    clock.nowMs += afterMs;
    return isMoving(state);
  };
}

it('is not moving when nothing waits, or no server is reached', () => {
  expect(watch()({ ...waiting, pendingInstances: 0 })).toBe(false);
  for (const connection of ['unpaired', 'offline', 'blocked'] as const) {
    expect(watch()({ ...waiting, connection })).toBe(false);
  }
});

it('is moving as long as a study is being sent, however slow the link', () => {
  const isMoving = watch();
  expect(isMoving(sending)).toBe(true);
  expect(isMoving(sending, 200_000)).toBe(true);
});

it('bridges a link that comes back, and gives up on one that does not', () => {
  const isMoving = watch();
  expect(isMoving(sending)).toBe(true);
  expect(isMoving({ ...waiting, connection: 'offline' }, 15_000)).toBe(true);
  expect(isMoving({ ...waiting, pendingInstances: 2 }, 1000)).toBe(true);
  const offline: SyncState = { ...waiting, connection: 'offline', pendingInstances: 2 };
  expect(isMoving(offline, 19_000)).toBe(true);
  expect(isMoving(offline, 2000)).toBe(false);
});

it('does not keep waiting for what the server has refused', () => {
  const isMoving = watch();
  expect(isMoving(waiting)).toBe(true);
  expect(isMoving(waiting, 21_000)).toBe(false);
});
