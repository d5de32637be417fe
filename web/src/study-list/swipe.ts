/** Time after which a finger that rests asks for the menu: as long as systems take. */
export const longPressMs = 500;

/** A finger that rests still trembles so far. */
const slackPx = 10;
/** So far a row follows, and so far it must be drawn for the deed to be done. */
const mostPx = 160;
const readyPx = 96;

/** What a swipe to that side does: forward in the direction of reading keeps, back hands out. */
export function deedOf(side: 'left' | 'right', isMirrored: boolean): 'keep' | 'export' {
  return (side === 'right') === isMirrored ? 'export' : 'keep';
}

export type SwipeState =
  | { readonly kind: 'resting' }
  /** The list is scrolled: this finger swipes no more. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'swiping';
      /** Where the row goes, on the screen. */
      readonly side: 'left' | 'right';
      readonly offsetPx: number;
      /** Letting go does it. */
      readonly isReady: boolean;
    };

/** One finger on a row: whether it rests, scrolls, or swipes. It decides once, and sideways must be meant. */
export class Swipe {
  state: SwipeState = { kind: 'resting' };
  readonly #startX: number;
  readonly #startY: number;

  constructor(x: number, y: number) {
    this.#startX = x;
    this.#startY = y;
  }

  /** In CSS pixels of the window. */
  move(x: number, y: number): SwipeState {
    const [dx, dy] = [x - this.#startX, y - this.#startY];
    if (this.state.kind === 'none') return this.state;
    if (this.state.kind === 'resting') {
      if (Math.hypot(dx, dy) <= slackPx) return this.state;
      if (Math.abs(dx) < 2 * Math.abs(dy)) {
        this.state = { kind: 'none' };
        return this.state;
      }
    }
    const offsetPx = Math.max(-mostPx, Math.min(mostPx, dx));
    this.state = {
      kind: 'swiping',
      side: dx < 0 ? 'left' : 'right',
      offsetPx,
      isReady: Math.abs(dx) >= readyPx,
    };
    return this.state;
  }
}
