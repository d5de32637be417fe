import { useEffect } from 'react';
import { usePanes, useSession } from './viewer-context.ts';

/**
 * Gives the whole screen to the images where the browser can (an iPhone cannot: there the page alone makes
 * room), and takes it back when the browser was told to, by Escape or a gesture of the system.
 */
export function useFullScreen(): boolean {
  const { panes } = useSession().study;
  const isFullScreen = usePanes((state) => state.isFullScreen);
  useEffect(() => {
    if (!isFullScreen) return undefined;
    let isOver = false;
    let wasEntered = false;
    void enter().then((isEntered) => {
      wasEntered = isEntered;
      if (isEntered && isOver) void leave();
    });
    const onChange = (): void => {
      if (document.fullscreenElement === null && wasEntered) panes.setFullScreen(false);
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      isOver = true;
      document.removeEventListener('fullscreenchange', onChange);
      void leave();
    };
  }, [isFullScreen, panes]);
  return isFullScreen;
}

async function enter(): Promise<boolean> {
  try {
    await document.documentElement.requestFullscreen();
    return true;
  } catch {
    // Refused, or not there: the page alone makes room.
    return false;
  }
}

async function leave(): Promise<void> {
  try {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
  } catch {
    // Left already.
  }
}
