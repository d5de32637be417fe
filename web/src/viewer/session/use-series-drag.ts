import { useEffect, useRef, type PointerEvent } from 'react';
import { useSession } from './viewer-context.ts';

/** A finger that moves less than this across the strip scrolls it, or taps. CSS pixels. */
const slopPx = 10;
const overClass = 'viewport-over';

interface SeriesDrag {
  onPointerDown(event: PointerEvent<HTMLElement>): void;
  onClickCapture(event: { preventDefault(): void; stopPropagation(): void }): void;
}

/**
 * Drags a series from the strip into a pane, by finger, pen or mouse; the strip itself scrolls as before
 * (`touch-action` in the style sheet leaves only the way across to us). A tap opens it in the active pane.
 */
export function useSeriesDrag(stackIndex: number): SeriesDrag {
  const { study } = useSession();
  const stop = useRef<(() => void) | null>(null);
  const wasDragged = useRef(false);
  useEffect(() => () => stop.current?.(), []);
  return {
    onPointerDown(event) {
      if (event.button !== 0) return;
      wasDragged.current = false;
      const { currentTarget: item, pointerId, clientX, clientY } = event;
      let ghost: HTMLElement | null = null;
      const abort = new AbortController();
      const end = (): void => {
        abort.abort();
        ghost?.remove();
        markOver(null);
        stop.current = null;
      };
      stop.current = end;
      const onMove = (move: globalThis.PointerEvent): void => {
        if (move.pointerId !== pointerId) return;
        const isFar = Math.hypot(move.clientX - clientX, move.clientY - clientY) > slopPx;
        if (ghost === null && !isFar) return;
        ghost ??= ghostOf(item);
        wasDragged.current = true;
        ghost.style.translate = `${String(move.clientX)}px ${String(move.clientY)}px`;
        markOver(paneAt(move));
      };
      const onUp = (up: globalThis.PointerEvent): void => {
        if (up.pointerId !== pointerId) return;
        const paneId = ghost === null ? undefined : paneAt(up)?.dataset['pane'];
        end();
        const pane = study.panes.state.shown.find(({ model }) => model.paneId === paneId);
        if (pane === undefined) return;
        study.panes.activate(pane);
        pane.model.openStack(stackIndex);
      };
      const { signal } = abort;
      window.addEventListener('pointermove', onMove, { signal });
      window.addEventListener('pointerup', onUp, { signal });
      window.addEventListener('pointercancel', end, { signal });
    },
    onClickCapture(event) {
      // The click that follows a drag is not meant.
      if (!wasDragged.current) return;
      wasDragged.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function paneAt({ clientX, clientY }: globalThis.PointerEvent): HTMLElement | null {
  return document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-pane]') ?? null;
}

function markOver(pane: HTMLElement | null): void {
  for (const other of document.querySelectorAll(`.${overClass}`)) {
    if (other !== pane) other.classList.remove(overClass);
  }
  pane?.classList.add(overClass);
}

/** The picture of the series under the finger: what is being carried. */
function ghostOf(item: HTMLElement): HTMLElement {
  const ghost = document.createElement('div');
  ghost.className = 'series-ghost';
  const picture = item.querySelector('.series-picture')?.cloneNode(true);
  if (picture !== undefined) ghost.append(picture);
  document.body.append(ghost);
  return ghost;
}
