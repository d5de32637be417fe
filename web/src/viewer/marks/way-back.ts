import type { Op } from '#shared/sync/op.ts';
import {
  didAgain,
  didAnew,
  noDeeds,
  ownDeeds,
  tookBack,
  type Deed,
  type DeedStacks,
} from '#shared/sync/own-deeds.ts';

export type Way = 'undo' | 'redo';

/** A deed on its way back or forth, until it is known how that went. */
export interface Step {
  readonly deed: Deed;
  readonly way: Way;
  /** It was done before this opening of the study. */
  readonly wasRestored: boolean;
}

/** What the person at the device has done in the open study and can take back, or do again. */
export class WayBack {
  #stacks: DeedStacks = noDeeds;
  /** Whose it is. */
  #takenUpFor: string | null = null;
  /** So many of the deeds at the bottom are of an opening before this one. */
  #restoredCount = 0;

  get last(): Deed | null {
    return this.#stacks.undo.at(-1) ?? null;
  }

  get canRedo(): boolean {
    return this.#stacks.redo.length > 0;
  }

  /** Whether the last deed is of this opening of the study. */
  get isLastRecent(): boolean {
    return this.#stacks.undo.length > this.#restoredCount;
  }

  /** Takes it up where a person left it, once; false when that has been done. The next person has another one. */
  takeUp(ops: readonly Op[], deviceId: string, userId: string): boolean {
    if (this.#takenUpFor === userId) return false;
    const isFirst = this.#takenUpFor === null;
    this.#takenUpFor = userId;
    const left = ownDeeds(ops, deviceId, userId);
    // What was done while the operations were still being read stands on top of what they tell.
    const since = isFirst ? this.#stacks.undo : [];
    this.#stacks = since.reduce(didAnew, left);
    this.#restoredCount = this.#stacks.undo.length - since.length;
    return true;
  }

  did(deed: Deed): void {
    this.#stacks = didAnew(this.#stacks, deed);
  }

  /** The next step this way, counted as taken; null when there is none. */
  take(way: Way): Step | null {
    const deed = this.#stacks[way].at(-1);
    if (deed === undefined) return null;
    const wasRestored = way === 'undo' && !this.isLastRecent;
    this.#stacks = way === 'undo' ? tookBack(this.#stacks) : didAgain(this.#stacks);
    this.#restoredCount = Math.min(this.#restoredCount, this.#stacks.undo.length);
    return { deed, way, wasRestored };
  }

  /** The disk refused a step: it did not happen, and can be tried again. */
  putBack({ deed, way, wasRestored }: Step): void {
    const to = way === 'undo' ? 'redo' : 'undo';
    // Something else may have been done meanwhile, which ends what could be done again.
    if (!this.#stacks[to].includes(deed)) return;
    this.#forget((one) => one === deed);
    this.#stacks = { ...this.#stacks, [way]: [...this.#stacks[way], deed] };
    if (wasRestored) this.#restoredCount += 1;
  }

  /** Somebody has changed since what a deed left: neither can it be taken back nor done again. */
  drop({ deed }: Step): void {
    this.#forget((one) => one === deed);
  }

  /** A mark that never reached the disk is gone. */
  forgetMark(markId: string): void {
    this.#forget((deed) => 'markId' in deed && deed.markId === markId);
  }

  #forget(isMeant: (deed: Deed) => boolean): void {
    const kept = (deeds: readonly Deed[]): readonly Deed[] =>
      deeds.filter((deed) => !isMeant(deed));
    this.#stacks = { undo: kept(this.#stacks.undo), redo: kept(this.#stacks.redo) };
  }
}
