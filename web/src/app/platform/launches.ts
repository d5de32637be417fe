import type { Picked, PickedFile, UnreadEntry } from '../../import/picked-files.ts';

/** What the operating system starts the app with (W3C Web App Launch Handler, File Handling). */
interface LaunchParams {
  readonly targetURL?: string | null;
  readonly files?: readonly FileSystemFileHandle[];
}

interface LaunchQueue {
  setConsumer(consumer: (params: LaunchParams) => void): void;
}

interface LaunchDeeds {
  readonly onFiles: (picked: Picked) => void;
  /** Opens one of the app's own addresses. */
  readonly onAddress: (path: string) => void;
}

/**
 * Takes what the app is started with, while it is open already too: the browser keeps launches until this is
 * called, so those of a locked app wait for the unlocking. False where the browser has no such queue.
 */
export function takeLaunches(scope: object, deeds: LaunchDeeds): boolean {
  const { launchQueue } = scope as { readonly launchQueue?: LaunchQueue };
  if (launchQueue === undefined) return false;
  launchQueue.setConsumer(({ targetURL, files = [] }) => {
    if (files.length > 0) void filesOfHandles(files).then(deeds.onFiles);
    else if (typeof targetURL === 'string') deeds.onAddress(shortcutPath(targetURL));
  });
  return true;
}

/** Path and query of a shortcut; empty for a plain start, which leaves the open screen as it is. */
function shortcutPath(targetURL: string): string {
  if (!URL.canParse(targetURL)) return '';
  const { pathname, search } = new URL(targetURL);
  return search === '?source=pwa' ? '' : pathname + search;
}

/** A file that has gone meanwhile is named; the others are added. */
async function filesOfHandles(handles: readonly FileSystemFileHandle[]): Promise<Picked> {
  const files: PickedFile[] = [];
  const unread: UnreadEntry[] = [];
  for (const handle of handles) {
    const file = await handle.getFile().catch(() => null);
    if (file === null) unread.push({ path: handle.name, kind: 'file' });
    else files.push({ file, path: file.name });
  }
  return { files, unread };
}
