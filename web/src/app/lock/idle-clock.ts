export interface IdleClockPorts {
  /** Milliseconds since 1970; may jump, goes on during sleep. */
  readonly wallMs: () => number;
  /** Milliseconds that never go back; may stand still during sleep. */
  readonly steadyMs: () => number;
  /** The wall clock at the last input in any tab, as it was kept; null where nothing is kept. */
  readonly readShared: () => number | null;
  readonly keepShared: (wallMs: number) => void;
}

/** A hand that moves must not write on every pixel. */
const keepEveryMs = 1000;

/**
 * How long nobody has touched the app, in any of its tabs. Sleep counts, by the wall clock; a clock that is
 * put back keeps nothing open, by the steady one.
 */
export class IdleClock {
  private readonly ports: IdleClockPorts;
  private wallAtMs: number;
  private steadyAtMs: number;
  private keptAtMs = -Infinity;

  constructor(ports: IdleClockPorts) {
    this.ports = ports;
    this.wallAtMs = ports.wallMs();
    this.steadyAtMs = ports.steadyMs();
  }

  /** Somebody has touched this tab. */
  touched(): void {
    this.wallAtMs = this.ports.wallMs();
    this.steadyAtMs = this.ports.steadyMs();
    if (Math.abs(this.wallAtMs - this.keptAtMs) < keepEveryMs) return;
    this.keptAtMs = this.wallAtMs;
    this.ports.keepShared(this.wallAtMs);
  }

  idleMs(): number {
    const wall = this.ports.wallMs();
    const own = Math.max(wall - this.wallAtMs, this.ports.steadyMs() - this.steadyAtMs);
    const shared = this.ports.readShared();
    // From the future: the clock was put back since, and it says nothing.
    if (shared === null || shared > wall) return own;
    return Math.min(own, wall - shared);
  }
}
