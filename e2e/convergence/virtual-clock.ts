/** Time that passes only when somebody looks: events in order of their moment, ties in order of their making. */
export class VirtualClock {
  private nowMs: number;
  private count = 0;
  private readonly queue: {
    readonly atMs: number;
    readonly order: number;
    run: (() => void) | null;
  }[] = [];

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  now(): number {
    return this.nowMs;
  }

  /** Gives what calls it off. */
  at(delayMs: number, run: () => void): () => void {
    const event = { atMs: this.nowMs + Math.max(0, delayMs), order: (this.count += 1), run };
    const entry: (typeof this.queue)[number] = event;
    const place = this.queue.findIndex(
      ({ atMs, order }) => atMs > entry.atMs || (atMs === entry.atMs && order > entry.order),
    );
    if (place === -1) this.queue.push(entry);
    else this.queue.splice(place, 0, entry);
    return () => {
      entry.run = null;
    };
  }

  /** Runs events up to a moment; after each, everything that it set going comes to rest. */
  async runUntil(endMs: number, isDone: () => boolean = () => false): Promise<void> {
    for (;;) {
      const next = this.queue[0];
      if (next === undefined || next.atMs > endMs || isDone()) break;
      this.queue.shift();
      if (next.run === null) continue;
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await settle();
    }
    if (!isDone()) this.nowMs = Math.max(this.nowMs, endMs);
  }
}

/** Lets promises that wait for nothing virtual run out. */
export async function settle(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
