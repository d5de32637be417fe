/** The lock that only one tab holds: the one that syncs. */
export const leaderLock = 'satchel-sync';

export interface LeadershipPorts {
  readonly locks: Pick<LockManager, 'request'>;
  /** This tab leads from now on. */
  readonly begin: () => void;
  /** It leads no more, at once: nothing of it may write any further. */
  readonly end: () => void;
  /** Calls back again and again; gives what ends it. */
  readonly every: (callback: () => void) => () => void;
}

export interface Leadership {
  /** Leads as soon as no other does. */
  enter(): void;
  /** Lets go, or waits no longer: the page is hidden away, or locked. */
  leave(): void;
  /** A leader has given a sign of life. */
  heard(): void;
}

/**
 * Looks without a sign of life after which a leader is taken for hung. Looks are counted, not time: a tab
 * that slept itself has looked once, however long it slept.
 */
const silentLooksMax = 5;
/** A slow start is no hang: who has taken over once waits longer before the next time. */
const patienceMax = 40;

/**
 * Decides which of the tabs syncs: by a Web Lock, that a closed tab gives back by itself. From a leader
 * that gives no sign of life it is stolen; the one stolen from ends itself and queues up again.
 */
export function createLeadership(ports: LeadershipPorts): Leadership {
  return new Contender(ports);
}

class Contender implements Leadership {
  private readonly ports: LeadershipPorts;
  /** Aborted to let go; null while this tab does not want to lead. */
  private claim: AbortController | null = null;
  private isLeading = false;
  private silentLooks = 0;
  private patience = silentLooksMax;
  private stopLooking: () => void = () => undefined;

  constructor(ports: LeadershipPorts) {
    this.ports = ports;
  }

  enter(): void {
    if (this.claim !== null) return;
    this.silentLooks = 0;
    this.stopLooking = this.ports.every(() => this.look());
    this.request(false);
  }

  leave(): void {
    if (this.claim === null) return;
    this.stopLooking();
    this.giveUp();
  }

  heard(): void {
    this.silentLooks = 0;
  }

  private look(): void {
    this.silentLooks += 1;
    if (this.silentLooks < this.patience) return;
    this.silentLooks = 0;
    const isSteal = !this.isLeading;
    if (isSteal) this.patience = Math.min(this.patience * 2, patienceMax);
    // The own worker that says nothing more is ended, and whoever waits first begins anew.
    this.giveUp();
    this.request(isSteal);
  }

  private giveUp(): void {
    const { claim } = this;
    this.claim = null;
    // First the end, then the lock: the next one must not begin beside this one.
    this.endTenure();
    claim?.abort();
  }

  private endTenure(): void {
    if (!this.isLeading) return;
    this.isLeading = false;
    this.ports.end();
  }

  private request(isSteal: boolean): void {
    const claim = new AbortController();
    this.claim = claim;
    const hold = (): Promise<void> => this.hold(claim);
    // The two options exclude each other.
    const options: LockOptions = isSteal ? { steal: true } : { signal: claim.signal };
    this.ports.locks.request(leaderLock, options, hold).catch(() => {
      if (this.claim !== claim || !this.isLeading) return;
      // Stolen: others found this tab silent.
      this.endTenure();
      this.request(false);
    });
  }

  private hold(claim: AbortController): Promise<void> {
    if (this.claim !== claim) return Promise.resolve();
    this.isLeading = true;
    this.silentLooks = 0;
    this.ports.begin();
    return new Promise((resolve) => claim.signal.addEventListener('abort', () => resolve()));
  }
}
