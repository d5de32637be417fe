/** What of the page and the browser is used; a test gives its own. */
export interface AwakeScope {
  readonly request: () => Promise<AwakeLock>;
  readonly isVisible: () => boolean;
  /** Calls when the page is shown or hidden; answers with the way to stop that. */
  readonly onVisibility: (run: () => void) => () => void;
}

interface AwakeLock {
  readonly released: boolean;
  release(): Promise<void>;
}

/**
 * Keeps the screen on until the returned function is called. The browser takes the lock away whenever the page
 * is hidden, so it is asked for again when the page is back. `onHeld` says whether it is held.
 */
export function keepAwake(scope: AwakeScope, onHeld: (isHeld: boolean) => void): () => void {
  let lock: AwakeLock | null = null;
  let isWanted = true;
  let isAsking = false;
  const ask = async (): Promise<void> => {
    if (!isWanted || isAsking || !scope.isVisible() || lock?.released === false) return;
    isAsking = true;
    // Refused with an empty battery, for example: work goes on, the screen may go dark.
    lock = await scope.request().catch(() => null);
    isAsking = false;
    if (!isWanted) {
      void lock?.release();
      return;
    }
    onHeld(lock?.released === false);
    // Hidden and shown again while the browser was thinking.
    if (lock?.released === true) void ask();
  };
  const leave = scope.onVisibility(() => void ask());
  void ask();
  return () => {
    isWanted = false;
    leave();
    void lock?.release();
    onHeld(false);
  };
}

/** This browser's way; null where it has none. */
export function awakeScope(): AwakeScope | null {
  const { wakeLock }: { readonly wakeLock?: WakeLock } = navigator;
  if (wakeLock === undefined) return null;
  return {
    request: () => wakeLock.request('screen'),
    isVisible: () => document.visibilityState === 'visible',
    onVisibility(run) {
      document.addEventListener('visibilitychange', run);
      return () => document.removeEventListener('visibilitychange', run);
    },
  };
}
