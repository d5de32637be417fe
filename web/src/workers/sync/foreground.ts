import { tellSync } from './sync-channel.ts';

const foregroundLock = 'satchel-sync-foreground';

/** Does work that a person waits for; the one who syncs, in whichever tab, holds large uploads back meanwhile. */
export async function inForeground<Value>(
  locks: LockManager,
  work: () => Promise<Value>,
): Promise<Value> {
  let done = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  // A tab that dies gives the lock back by itself. Nobody waits for it: it is a hint to others.
  const held = locks.request(foregroundLock, { mode: 'shared' }, () => {
    tellSync({ type: 'foreground' });
    return finished;
  });
  void held.catch(() => undefined);
  try {
    return await work();
  } finally {
    done();
  }
}

/** Looks after the foreground for the one who syncs: `began` says that somebody has entered it. */
export function watchForeground(
  locks: LockManager,
  signal: AbortSignal,
  onBusy: (isBusy: boolean) => void,
): { readonly began: () => void } {
  let isBusy = false;
  const began = (): void => {
    if (isBusy || signal.aborted) return;
    isBusy = true;
    onBusy(true);
    // Given when all who held it have let go.
    const free = locks.request(foregroundLock, { signal }, () => {
      isBusy = false;
      onBusy(false);
    });
    void free.catch(() => undefined);
  };
  void locks
    .query()
    .then(({ held = [] }) => {
      if (held.some(({ name }) => name === foregroundLock)) began();
    })
    .catch(() => undefined);
  return { began };
}
