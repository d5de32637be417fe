import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { rowAfterKey } from '../ui/virtual-window.ts';

/** Rows by which the page keys move: about as many as are in sight. */
const pageRows = 4;

/**
 * Answers with the row of the server that the Tab key reaches. Keys move among these rows as among those of
 * the device, which they follow: down from its last row, and up from the first one here. Escape calls off.
 */
export function useServerRowKeys(
  section: RefObject<HTMLElement | null>,
  rowCount: number,
  onEscape: () => void,
): number {
  const [activeIndex, setActiveIndex] = useState(0);
  const active = Math.min(activeIndex, Math.max(0, rowCount - 1));
  const moveByKey = useEffectEvent((event: KeyboardEvent) => {
    const element = section.current;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (element === null || target === null) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = [...element.querySelectorAll<HTMLElement>('[data-row-focus]')];
    const at = rows.indexOf(target.closest('li')?.querySelector('[data-row-focus]') ?? target);
    let wanted: HTMLElement | null | undefined = null;
    if (at >= 0) {
      if (event.key === 'Escape') onEscape();
      const isUpAndOut = event.key === 'ArrowUp' && at === 0;
      const next = rowAfterKey(event.key, at, pageRows, rows.length);
      wanted = isUpAndOut ? lastRowAbove(element) : next === null ? null : rows[next];
    } else if (event.key === 'ArrowDown' && isLastRow(target)) wanted = rows[0];
    if (wanted === null || wanted === undefined) return;
    // The list above would take the focus back to its last row.
    event.preventDefault();
    event.stopPropagation();
    wanted.focus();
  });
  const followFocus = useEffectEvent((event: FocusEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const rows = [...(section.current?.querySelectorAll('[data-row-focus]') ?? [])];
    const at = rows.findIndex((row) => row === target);
    if (at >= 0) setActiveIndex(at);
  });
  useEffect(() => {
    const area = section.current?.parentElement;
    if (area === null || area === undefined) return undefined;
    const listening = new AbortController();
    const { signal } = listening;
    area.addEventListener('keydown', (event) => moveByKey(event), { signal, capture: true });
    area.addEventListener('focusin', (event) => followFocus(event), { signal });
    return () => listening.abort();
  }, [section]);
  return active;
}

/** Whether a row of the device's list is its last: it ends where the list does, however much of it is drawn. */
function isLastRow(target: HTMLElement): boolean {
  const row = target.closest('.study-list [data-row]');
  // The outermost: groups have lists of their own.
  const rows = target.closest('.study-list')?.querySelector('ul') ?? null;
  if (row === null || rows === null) return false;
  return row.getBoundingClientRect().bottom >= rows.getBoundingClientRect().bottom - 1;
}

/** The last row of the device's list, which is brought into sight if it was scrolled away. */
function lastRowAbove(section: HTMLElement): HTMLElement | null {
  const list = section.parentElement?.querySelector('.study-list');
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-row-focus]') ?? [])];
  const last = rows.find(isLastRow) ?? rows.at(-1) ?? null;
  list?.scrollTo({ top: list.scrollHeight });
  return last;
}
