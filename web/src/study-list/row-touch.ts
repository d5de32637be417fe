import type { StudySummary } from '../archive/archive-types.ts';
import type { MenuPlace } from './row-menu.tsx';
import { longPressMs, Swipe } from './swipe.ts';

type Side = 'left' | 'right';

interface Row {
  readonly row: HTMLElement;
  readonly study: StudySummary;
}

interface RowDeeds {
  /** The row under a finger, as long as rows take gestures. */
  readonly rowAt: (target: EventTarget | null) => Row | null;
  readonly openMenu: (study: StudySummary, place: MenuPlace) => void;
  readonly swiped: (study: StudySummary, side: Side) => void;
  /** What letting go would do; empty where it would do nothing. */
  readonly wordsOf: (study: StudySummary, side: Side) => string;
}

interface Touch extends Row {
  readonly pointerId: number;
  readonly swipe: Swipe;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Listens to all rows of a list at once; returns what ends it. */
export function listenToRows(element: HTMLElement, deeds: RowDeeds): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let touch: Touch | null = null;
  /** A finger that has done something else presses nothing when it is lifted. */
  let swallowsClick = false;
  const end = (): void => {
    if (touch === null) return;
    clearTimeout(touch.timer);
    show(touch.row, null);
    touch = null;
  };
  const openMenu = ({ study, row }: Row, left: number, top: number): void => {
    end();
    // Asked for by a key it belongs to the row, else to where the pointer is.
    const isPointed = left > 0 || top > 0;
    const place = isPointed ? { left, top, width: 0, height: 0 } : row.getBoundingClientRect();
    deeds.openMenu(study, place);
  };
  const askMenu = (event: MouseEvent): void => {
    const at = deeds.rowAt(event.target);
    if (at === null) return;
    event.preventDefault();
    openMenu(at, event.button === 2 ? event.clientX : 0, event.button === 2 ? event.clientY : 0);
  };
  const begin = (event: PointerEvent): void => {
    swallowsClick = false;
    end();
    const at = deeds.rowAt(event.target);
    if (at === null || event.pointerType !== 'touch' || !event.isPrimary) return;
    const { pointerId, clientX, clientY } = event;
    const timer = setTimeout(() => {
      swallowsClick = true;
      openMenu(at, clientX, clientY);
    }, longPressMs);
    touch = { ...at, pointerId, swipe: new Swipe(clientX, clientY), timer };
  };
  const follow = (event: PointerEvent): void => {
    if (touch?.pointerId !== event.pointerId) return;
    const state = touch.swipe.move(event.clientX, event.clientY);
    if (state.kind === 'resting') return;
    clearTimeout(touch.timer);
    if (state.kind === 'none') end();
    else show(touch.row, { ...state, words: deeds.wordsOf(touch.study, state.side) });
  };
  const lift = (event: PointerEvent): void => {
    if (touch?.pointerId !== event.pointerId) return;
    const { study, swipe } = touch;
    const { state } = swipe;
    end();
    if (state.kind !== 'swiping') return;
    swallowsClick = true;
    if (state.isReady) deeds.swiped(study, state.side);
  };
  const swallow = (event: MouseEvent): void => {
    if (!swallowsClick) return;
    swallowsClick = false;
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('contextmenu', askMenu, { signal });
  element.addEventListener('pointerdown', begin, { signal });
  element.addEventListener('pointermove', follow, { signal });
  element.addEventListener('pointerup', lift, { signal });
  element.addEventListener('pointercancel', end, { signal });
  element.addEventListener('click', swallow, { signal, capture: true });
  return () => {
    end();
    listening.abort();
  };
}

interface Shown {
  readonly side: Side;
  readonly offsetPx: number;
  readonly isReady: boolean;
  readonly words: string;
}

/** The row follows the finger, and says what letting go would do. */
function show(row: HTMLElement, shown: Shown | null): void {
  if (shown === null || shown.words === '') {
    row.removeAttribute('data-swipe');
    row.removeAttribute('data-swipe-ready');
    row.style.removeProperty('--swipe');
    return;
  }
  row.dataset['swipe'] = shown.side;
  row.dataset['swipeWords'] = shown.words;
  row.toggleAttribute('data-swipe-ready', shown.isReady);
  row.style.setProperty('--swipe', `${shown.offsetPx}px`);
}
