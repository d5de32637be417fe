/**
 * What became of files that were handed to a person. `cancelled`: they closed the sheet or the picker, which
 * is no error. `failed` codes: `NEEDS_TAP` (the tap that asked for it is too long ago: ask for another),
 * `NO_WAY` (this browser hands out no such file).
 */
export type Delivered =
  | { readonly outcome: 'shared' | 'saved' | 'cancelled' }
  | { readonly outcome: 'failed'; readonly code: 'NEEDS_TAP' | 'NO_WAY' };

/** A place that a person has chosen for bytes that come bit by bit. */
export interface DeliveryTarget {
  /** As they named it. */
  readonly name: string;
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The file is there, whole, when it resolves. */
  close(): Promise<void>;
  /** Leaves no half file behind. */
  abort(): Promise<void>;
}

export type TargetAnswer =
  | { readonly outcome: 'chosen'; readonly target: DeliveryTarget }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly code: 'NEEDS_TAP' | 'NO_WAY' };

/** What the browser offers of each way out; a test gives its own. */
export interface DeliveryDoor {
  /** Home-screen app of iOS and iPadOS: a download there opens a page without a way back, or nothing. */
  readonly isIosApp: boolean;
  /** Absent where files cannot be shared. */
  readonly share?: (files: readonly File[]) => Promise<void>;
  readonly canShare: (files: readonly File[]) => boolean;
  /** Absent but in Chromium on a desktop. */
  readonly pickSaveFile?: (suggestedName: string) => Promise<SaveFileHandle>;
  readonly download: (file: File) => void;
}

interface SaveFileHandle {
  readonly name: string;
  createWritable(): Promise<SaveFileWritable>;
}
interface SaveFileWritable {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/**
 * Hands files to a person: by the share sheet in a home-screen app of iOS, and wherever `prefer` asks for it and
 * the browser can; else as downloads. Call it from the tap itself or soon after: browsers forget a tap within
 * seconds, and the answer then is `NEEDS_TAP`.
 */
export async function deliver(
  files: readonly File[],
  prefer: 'save' | 'share' = 'save',
  door: DeliveryDoor = browserDoor(),
): Promise<Delivered> {
  const shares = door.share !== undefined && door.canShare(files);
  if (shares && (door.isIosApp || prefer === 'share')) {
    try {
      // Files alone: iOS drops them, or refuses, when a text or an address goes along.
      await door.share?.(files);
      return { outcome: 'shared' };
    } catch (error) {
      const answer = answerTo(error);
      // A sheet that fails for any other reason still leaves the other way, where there is one.
      if (answer !== null) return answer;
    }
  }
  if (door.isIosApp) return { outcome: 'failed', code: 'NO_WAY' };
  for (const file of files) door.download(file);
  return { outcome: 'saved' };
}

/** Whether `deliver` with `share` would open the browser's own sheet for these files. */
export function canShare(files: readonly File[], door: DeliveryDoor = browserDoor()): boolean {
  return door.share !== undefined && door.canShare(files);
}

/** Whether `chooseTarget` can take bytes as they come, without holding the whole file in memory. */
export function canStream(door: DeliveryDoor = browserDoor()): boolean {
  return door.pickSaveFile !== undefined;
}

/** Lets a person choose where a large file goes, before its first byte is made. Call it from the tap itself. */
export async function chooseTarget(
  suggestedName: string,
  door: DeliveryDoor = browserDoor(),
): Promise<TargetAnswer> {
  if (door.pickSaveFile === undefined) return { outcome: 'failed', code: 'NO_WAY' };
  try {
    const handle = await door.pickSaveFile(suggestedName);
    // The browser writes to a file beside it, and puts it in place when it is closed.
    const writable = await handle.createWritable();
    const target: DeliveryTarget = {
      name: handle.name,
      write: (bytes) => writable.write(bytes),
      close: () => writable.close(),
      abort: () => writable.abort(),
    };
    return { outcome: 'chosen', target };
  } catch (error) {
    const answer = answerTo(error);
    return answer ?? { outcome: 'failed', code: 'NO_WAY' };
  }
}

type Refusal =
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly code: 'NEEDS_TAP' };

/** The two answers every sheet and picker knows; null for anything else. */
function answerTo(error: unknown): Refusal | null {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'AbortError') return { outcome: 'cancelled' };
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return { outcome: 'failed', code: 'NEEDS_TAP' };
  }
  return null;
}

/** Not yet in the types of the browsers' library. */
interface ExtendedWindow {
  readonly showSaveFilePicker?: (options: {
    readonly suggestedName: string;
  }) => Promise<SaveFileHandle>;
}

function browserDoor(): DeliveryDoor {
  const { showSaveFilePicker } = globalThis as unknown as ExtendedWindow;
  const canShareFiles = 'canShare' in navigator;
  return {
    isIosApp: (navigator as { readonly standalone?: boolean }).standalone === true,
    canShare: (files) => canShareFiles && navigator.canShare({ files: [...files] }),
    ...(canShareFiles ? { share: (files) => navigator.share({ files: [...files] }) } : {}),
    ...(showSaveFilePicker === undefined
      ? {}
      : {
          pickSaveFile: (suggestedName) => showSaveFilePicker.call(globalThis, { suggestedName }),
        }),
    download,
  };
}

/** Long enough for every browser to have taken the bytes over; an address dropped at once is an empty file. */
const addressKeptMs = 60_000;

function download(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), addressKeptMs);
}
