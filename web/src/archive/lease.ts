import type { BlobLease } from './blob-store/blob-store.ts';
import { randomId } from './random-id.ts';

/** A browser without Web Locks: nobody stages one blob for longer than this without writing. */
const leaseMs = 15 * 60 * 1000;

const lockName = (id: string): string => `satchel-lease-${id}`;

/** Says that somebody is alive who stages blobs; a killed tab or worker lets go by itself. */
export interface LeaseHolder {
  lease(): BlobLease;
  release(): void;
}

/** Takes a lease for this page or worker. */
export async function holdLease(): Promise<LeaseHolder> {
  const id = randomId();
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const locks = webLocks();
  if (locks !== null) {
    await new Promise<void>((taken, refused) => {
      locks
        .request(lockName(id), () => {
          taken();
          return released;
        })
        .catch(refused);
    });
  }
  return { lease: () => ({ id, untilMs: Date.now() + leaseMs }), release };
}

/** Tells who is alive now: the answer is for one sweep. */
export async function heldLeases(nowMs: number): Promise<(lease: BlobLease) => boolean> {
  const locks = webLocks();
  if (locks === null) return ({ untilMs }) => untilMs > nowMs;
  const { held = [] } = await locks.query();
  const names = new Set(held.map(({ name }) => name));
  return ({ id }) => names.has(lockName(id));
}

function webLocks(): LockManager | null {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null;
}
