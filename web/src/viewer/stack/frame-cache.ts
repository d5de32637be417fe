/** A frame and where it lies now: instances that arrive later move it, its `key` stays. */
export interface FramePlace {
  /** Names the frame itself (instance and frame), whatever lies around it. */
  readonly key: string;
  readonly stackId: string;
  /** 0-based. */
  readonly index: number;
}

interface Slot<Entry> {
  place: FramePlace;
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
  #focus: FramePlace = { key: '', stackId: '', index: 0 };

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** Tells which frame is looked at: distances count from it. */
  focus(place: FramePlace): void {
    this.#focus = place;
  }

  get(place: FramePlace): Entry | undefined {
    const slot = this.#slots.get(place.key);
    if (slot === undefined) return undefined;
    this.#uses += 1;
    slot.usedAt = this.#uses;
    slot.place = place;
    return slot.entry;
  }

  put(place: FramePlace, entry: Entry, byteLength: number): void {
    const { key } = place;
    this.#drop(key);
    this.#uses += 1;
    this.#slots.set(key, { place, entry, byteLength, usedAt: this.#uses });
    this.#byteLength += byteLength;
    this.#evict(this.#slots.has(this.#focus.key) ? this.#focus.key : key);
  }

  /** Whether `byteLength` more would fit without throwing out anything nearer to the focus than `place`. */
  hasRoomFor(place: FramePlace, byteLength: number): boolean {
    const distance = this.#distanceOf(place);
    let nearer = byteLength;
    for (const slot of this.#slots.values()) {
      if (this.#distanceOf(slot.place) <= distance) nearer += slot.byteLength;
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

  #distanceOf({ stackId, index }: FramePlace): number {
    if (stackId !== this.#focus.stackId) return Number.POSITIVE_INFINITY;
    return Math.abs(index - this.#focus.index);
  }

  #isFarther(a: Slot<Entry>, b: Slot<Entry>): boolean {
    const distanceA = this.#distanceOf(a.place);
    const distanceB = this.#distanceOf(b.place);
    return distanceA === distanceB ? a.usedAt < b.usedAt : distanceA > distanceB;
  }
}
