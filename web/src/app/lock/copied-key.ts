/** `cleared`: the clipboard holds no key any more. `other`: it held something else, which was left alone. */
export type CopyEnd = 'cleared' | 'other';

/** What the browser offers of its clipboard; a test gives its own. */
export interface ClipboardDoor {
  readonly write: (text: string) => Promise<void>;
  /** null where reading is refused or would ask a question. */
  readonly read: () => Promise<string | null>;
  /** Calls back once, when a person next touches the app or comes back to it; gives what ends it. */
  readonly onNextTouch: (callback: () => void) => () => void;
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Time for pasting it into a password manager. */
export const copiedKeyMs = 60_000;

/**
 * Takes a copied key out of the clipboard after a minute, or at once when `endNow` is called; where the browser
 * refuses (no window in front, no touch), at the next touch. What was copied since is left alone wherever that
 * can be seen. Holds a digest for that, never the key.
 */
export function clearCopiedKey(
  key: string,
  onEnd: (end: CopyEnd) => void,
  door: ClipboardDoor = browserDoor(),
): { readonly endNow: () => void } {
  const digest = digestOf(key);
  let isOver = false;
  let isTrying = false;
  let stopWaiting = door.after(copiedKeyMs, () => void clear());
  const clear = async (): Promise<void> => {
    if (isOver || isTrying) return;
    stopWaiting();
    isTrying = true;
    const end = await clearOnce(await digest, door);
    isTrying = false;
    if (end === null) {
      stopWaiting = door.onNextTouch(() => void clear());
      return;
    }
    isOver = true;
    onEnd(end);
  };
  return { endNow: () => void clear() };
}

async function clearOnce(digest: string, door: ClipboardDoor): Promise<CopyEnd | null> {
  const held = await door.read();
  if (held !== null && (await digestOf(held)) !== digest) return 'other';
  return door.write('').then(
    () => 'cleared',
    () => null,
  );
}

async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return new Uint8Array(bytes).join();
}

function browserDoor(): ClipboardDoor {
  return {
    write: (text) => navigator.clipboard.writeText(text),
    read: readWithoutAsking,
    onNextTouch(callback) {
      const ended = new AbortController();
      const once = (): void => {
        ended.abort();
        callback();
      };
      const options = { capture: true, signal: ended.signal };
      for (const touch of ['click', 'keydown', 'focus'])
        window.addEventListener(touch, once, options);
      return () => ended.abort();
    },
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** A browser that would ask "may this page see the clipboard?" a minute later is not asked. */
async function readWithoutAsking(): Promise<string | null> {
  try {
    const name = 'clipboard-read' as PermissionName;
    const { state } = await navigator.permissions.query({ name });
    return state === 'granted' ? await navigator.clipboard.readText() : null;
  } catch {
    return null;
  }
}
