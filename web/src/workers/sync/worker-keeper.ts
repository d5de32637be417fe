import type { Remote } from 'comlink';
import { fail, type Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { Archive } from '../../archive/archive.ts';
import { localFailure } from '../../sync/sync-store.ts';
import type { SyncApi, Tenure } from './sync-api.ts';

/** A worker that was started, as its keeper needs it. */
export interface SpawnedWorker {
  readonly api: Remote<SyncApi>;
  terminate(): void;
  /** It met a bug that nobody caught, or could not be loaded. */
  onCrash(listener: () => void): void;
}

export interface KeeperPorts {
  readonly spawn: () => SpawnedWorker;
  /** How long a worker without work is kept for the next. */
  readonly lingerMs: number;
  /** The lock is closed, and what is under way ends behind it: nothing new is begun. */
  readonly isCovered: () => boolean;
}

interface Life {
  readonly worker: SpawnedWorker;
  readonly opened: Promise<SyncFailure | null>;
  /** Resolves when it was ended: no answer comes any more. */
  readonly ended: Promise<null>;
  readonly end: () => void;
}

/** What was asked of a worker that has ended since: the tab was hidden away, locked or taken over from. */
const endedFailure: SyncFailure = {
  code: 'OFFLINE',
  step: 'sync',
  retry: 'later',
  detail: 'ended',
};
const lockedFailure: SyncFailure = {
  code: 'LOCAL_STORE',
  step: 'open',
  retry: 'later',
  detail: 'LOCKED',
};

/**
 * Keeps the sync worker of this tab: started when there is work for it, with the keys of the archive, ended
 * with them: that archive is the one that keeps them while work ends behind a closed lock. Every call ends in a value, also when the worker is ended under it.
 */
export class WorkerKeeper {
  private readonly archive: Archive;
  private readonly ports: KeeperPorts;
  private life: Life | null = null;
  private callCount = 0;
  private leads = false;
  private lingering: ReturnType<typeof setTimeout> | undefined;

  constructor(archive: Archive, ports: KeeperPorts) {
    this.archive = archive;
    this.ports = ports;
    archive.subscribeLock(() => this.followLock());
  }

  async call<Value>(
    work: (api: Remote<SyncApi>) => Promise<Result<Value, SyncFailure>>,
  ): Promise<Result<Value, SyncFailure>> {
    const life = this.ports.isCovered() ? null : this.obtain();
    if (life === null) return fail(lockedFailure);
    this.callCount += 1;
    try {
      const answered = life.opened.then((failure) =>
        failure === null ? work(life.worker.api) : fail(failure),
      );
      return (await Promise.race([answered, life.ended])) ?? fail(endedFailure);
    } catch (error) {
      // What is thrown there is a bug of ours.
      const detail = error instanceof Error ? error.name : 'unknown';
      return fail({ code: 'LOCAL_STORE', step: 'sync', retry: 'later', detail });
    } finally {
      this.callCount -= 1;
      this.lingerIfIdle();
    }
  }

  /** The worker syncs from now on. */
  async lead(findTenure: () => Promise<Tenure>): Promise<void> {
    const life = this.obtain();
    if (life === null) return;
    this.leads = true;
    try {
      const [tenure, failure] = await Promise.all([findTenure(), life.opened]);
      if (failure === null && this.life === life) await life.worker.api.lead(tenure);
    } catch {
      // It gives no sign of life then, and the tabs look for another leader.
    }
  }

  isLeading(): boolean {
    return this.leads && this.life !== null;
  }

  /** At once: what it has under way is broken off. */
  end(): void {
    this.leads = false;
    clearTimeout(this.lingering);
    this.life?.end();
    this.life = null;
  }

  private followLock(): void {
    const keys = this.archive.keys();
    if (keys === null) this.end();
    else void this.life?.worker.api.exchangeKeys(keys);
  }

  private obtain(): Life | null {
    clearTimeout(this.lingering);
    if (this.life !== null) return this.life;
    const keys = this.archive.keys();
    if (keys === null) return null;
    const worker = this.ports.spawn();
    let resolveEnded = (): void => undefined;
    const ended = new Promise<null>((resolve) => {
      resolveEnded = () => resolve(null);
    });
    const end = (): void => {
      resolveEnded();
      worker.terminate();
    };
    const opened = worker.api
      .open(keys)
      .then((result) => (result.ok ? null : localFailure('open', result.failure)));
    const life: Life = { worker, opened, ended, end };
    worker.onCrash(() => {
      if (this.life === life) this.end();
    });
    this.life = life;
    return life;
  }

  private lingerIfIdle(): void {
    if (this.callCount > 0 || this.leads || this.life === null) return;
    clearTimeout(this.lingering);
    this.lingering = setTimeout(() => this.end(), this.ports.lingerMs);
  }
}
