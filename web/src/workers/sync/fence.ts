import type { HubClient } from '../../sync/hub-client.ts';
import type { SyncStore } from '../../sync/sync-store.ts';

export interface FencePorts {
  readonly now: () => number;
  /** Asks the browser, not the memory of one who slept. */
  readonly isStillLeading: () => Promise<boolean>;
  /** Called once. */
  readonly onLost: () => void;
}

/** Lets work pass only while this worker leads. */
export interface Fence {
  /** Resolves true while this worker leads; notes that it is awake. */
  readonly beat: () => Promise<boolean>;
  /** Rejects when it leads no more. */
  readonly pass: () => Promise<void>;
}

/** One who has not been awake for so long may have been taken for hung, and replaced. */
const suspectAfterMs = 6000;

/**
 * A tab that was frozen goes on where it stood and has not yet heard that another took over. So whoever was
 * asleep for long asks before it writes or sends anything.
 */
export function createFence(ports: FencePorts): Fence {
  let awakeAtMs = ports.now();
  let isLost = false;
  const isHeld = async (): Promise<boolean> => {
    if (isLost) return false;
    if (ports.now() - awakeAtMs <= suspectAfterMs) return true;
    const isStill = await ports.isStillLeading();
    if (!isStill && !isLost) {
      isLost = true;
      ports.onLost();
    }
    return isStill;
  };
  return {
    async beat() {
      const held = await isHeld();
      if (held) awakeAtMs = ports.now();
      return held;
    },
    async pass() {
      if (!(await isHeld())) throw new Error('another tab syncs');
    },
  };
}

/** The store, asked and written only by the one who leads. */
export function fencedStore(store: SyncStore, { pass }: Fence): SyncStore {
  return {
    readPairing: () => pass().then(() => store.readPairing()),
    readFeed: () => pass().then(() => store.readFeed()),
    readOutbox: (...args) => pass().then(() => store.readOutbox(...args)),
    readOps: (...args) => pass().then(() => store.readOps(...args)),
    markOpsSent: (...args) => pass().then(() => store.markOpsSent(...args)),
    renumberOps: (...args) => pass().then(() => store.renumberOps(...args)),
    noteTry: (...args) => pass().then(() => store.noteTry(...args)),
    retryNow: () => pass().then(() => store.retryNow()),
    byteSource: (...args) => pass().then(() => store.byteSource(...args)),
    saveReceipts: (...args) => pass().then(() => store.saveReceipts(...args)),
    applyChanges: (...args) => pass().then(() => store.applyChanges(...args)),
    moveFeed: (...args) => pass().then(() => store.moveFeed(...args)),
    knownStudies: () => pass().then(() => store.knownStudies()),
    forgetServer: (...args) => pass().then(() => store.forgetServer(...args)),
  };
}

/** The server, spoken to only by the one who leads. */
export function fencedHub(hub: HubClient, { pass }: Fence): HubClient {
  return {
    send: (request) => pass().then(() => hub.send(request)),
    json: (request, parse) => pass().then(() => hub.json(request, parse)),
  };
}
