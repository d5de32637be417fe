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
 * Decoded frames within a byte budget. Whoever is farthest from the frames on the screen goes first;
 * frames of other stacks before any of one on the screen, the longest unused of them first. What is on
 * the screen is kept even where it is larger than the budget.
 */
export class FrameCache<Entry> {
  readonly #slots = new Map<string, Slot<Entry>>();
  readonly #bytesMax: number;
  #byteLength = 0;
  #uses = 0;
  #focuses: readonly FramePlace[] = [];

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** Tells which frames are looked at, one in each pane: distances count from the nearest of them. */
  focus(...places: readonly FramePlace[]): void {
    this.#focuses = places;
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
    const onScreen = this.#focuses.filter((focus) => this.#slots.has(focus.key));
    // What is on the screen stays, all of it: two panes would else throw out each other's frame for ever.
    this.#evict(new Set(onScreen.length > 0 ? onScreen.map((focus) => focus.key) : [key]));
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

  #evict(kept: ReadonlySet<string>): void {
    while (this.#byteLength > this.#bytesMax && this.#slots.size > 1) {
      let farthest: readonly [string, Slot<Entry>] | null = null;
      for (const pair of this.#slots) {
        if (kept.has(pair[0])) continue;
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
    let nearest = Number.POSITIVE_INFINITY;
    for (const focus of this.#focuses) {
      if (focus.stackId === stackId) nearest = Math.min(nearest, Math.abs(index - focus.index));
    }
    return nearest;
  }

  #isFarther(a: Slot<Entry>, b: Slot<Entry>): boolean {
    const distanceA = this.#distanceOf(a.place);
    const distanceB = this.#distanceOf(b.place);
    return distanceA === distanceB ? a.usedAt < b.usedAt : distanceA > distanceB;
  }
}
