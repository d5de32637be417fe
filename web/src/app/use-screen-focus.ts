import { useEffect, useRef } from 'react';

/**
 * After a change of screen the focus would be nowhere, and a screen reader silent: it goes to the new
 * screen's main part, unless something in it has asked for it. A screen whose code or content comes later
 * is waited for, until a key or a finger goes anywhere by itself.
 */
export function useScreenFocus(screen: string): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return undefined;
    shown.current = screen;
    focusMain();
    const waiting = new AbortController();
    const { signal } = waiting;
    const late = new MutationObserver(focusMain);
    signal.addEventListener('abort', () => late.disconnect());
    for (const deed of ['keydown', 'pointerdown']) {
      addEventListener(deed, () => waiting.abort(), { capture: true, once: true, signal });
    }
    late.observe(document.body, { childList: true, subtree: true });
    return () => waiting.abort();
  }, [screen]);
}

function focusMain(): void {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const main = document.querySelector('main');
  if (main === null) return;
  // A main part that keys scroll has a place in their order already.
  if (!main.hasAttribute('tabindex')) main.tabIndex = -1;
  main.focus({ preventScroll: true });
}
