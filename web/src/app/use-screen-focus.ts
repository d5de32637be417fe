import { useEffect, useRef } from 'react';

/**
 * After a change of screen the focus would be nowhere, and a screen reader silent: it goes to the new
 * screen's main part, unless something in it has asked for it.
 */
export function useScreenFocus(screen: string): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const main = document.querySelector('main');
    if (main === null) return;
    main.tabIndex = -1;
    main.focus({ preventScroll: true });
  }, [screen]);
}
