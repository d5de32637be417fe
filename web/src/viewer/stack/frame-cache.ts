interface Slot<Entry> {
  readonly stackId: string;
  readonly index: number;
  readonly entry: Entry;
  readonly byteLength: number;
  usedAt: number;
}

/**
 * Decoded frames within a byte budget. Whoever is farthest from the frame on the screen goes first;
 * frames of other stacks before any of the current one, the longest unused of them first. A single
 * frame larger than the budget is kept alone.
 */
export class FrameCache<Entry> {
  readonly #slots = new Map<string, Slot<Entry>>();
  readonly #bytesMax: number;
  #byteLength = 0;
  #uses = 0;
  #focusStack = '';
  #focusIndex = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** Tells which frame is looked at: distances count from it. */
  focus(stackId: string, index: number): void {
    this.#focusStack = stackId;
    this.#focusIndex = index;
  }

  get(stackId: string, index: number): Entry | undefined {
    const slot = this.#slots.get(keyOf(stackId, index));
    if (slot === undefined) return undefined;
    this.#uses += 1;
    slot.usedAt = this.#uses;
    return slot.entry;
  }

  put(stackId: string, index: number, entry: Entry, byteLength: number): void {
    const key = keyOf(stackId, index);
    this.#drop(key);
    this.#uses += 1;
    this.#slots.set(key, { stackId, index, entry, byteLength, usedAt: this.#uses });
    this.#byteLength += byteLength;
    const focusKey = keyOf(this.#focusStack, this.#focusIndex);
    this.#evict(this.#slots.has(focusKey) ? focusKey : key);
  }

  /** Whether `byteLength` more would fit without throwing out anything nearer to the focus than `index`. */
  hasRoomFor(stackId: string, index: number, byteLength: number): boolean {
    const distance = this.#distanceOf(stackId, index);
    let nearer = byteLength;
    for (const slot of this.#slots.values()) {
      if (this.#distanceOf(slot.stackId, slot.index) <= distance) nearer += slot.byteLength;
    }
    return nearer <= this.#bytesMax;
  }

  clear(): void {
    this.#slots.clear();
    this.#byteLength = 0;
  }

  #evict(keep: string): void {
    while (this.#byteLength > this.#bytesMax && this.#slots.size > 1) {
      let farthest: readonly [string, Slot<Entry>] | null = null;
      for (const pair of this.#slots) {
        if (pair[0] === keep) continue;
        if (farthest === null || this.#isFarther(pair[1], farthest[1])) farthest = pair;
      }
      if (farthest === null) return;
      this.#drop(farthest[0]);
    }
  }

  #drop(key: string): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    this.#slots.delete(key);
    this.#byteLength -= slot.byteLength;
  }

  #distanceOf(stackId: string, index: number): number {
    if (stackId !== this.#focusStack) return Number.POSITIVE_INFINITY;
    return Math.abs(index - this.#focusIndex);
  }

  #isFarther(a: Slot<Entry>, b: Slot<Entry>): boolean {
    const distanceA = this.#distanceOf(a.stackId, a.index);
    const distanceB = this.#distanceOf(b.stackId, b.index);
    return distanceA === distanceB ? a.usedAt < b.usedAt : distanceA > distanceB;
  }
}

function keyOf(stackId: string, index: number): string {
  return `${stackId}/${String(index)}`;
}
