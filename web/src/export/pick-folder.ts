/** Not yet in the types of the browsers' library. */
interface FolderWindow {
  readonly showDirectoryPicker?: (options: {
    readonly id: string;
    readonly mode: 'readwrite';
  }) => Promise<FileSystemDirectoryHandle>;
}

export type PickedFolder =
  | { readonly outcome: 'chosen'; readonly folder: FileSystemDirectoryHandle }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly code: 'NO_WAY' | 'TARGET_FAILED' };

/** Whether this browser can write into a folder. */
export function canWriteFolder(): boolean {
  return (globalThis as unknown as FolderWindow).showDirectoryPicker !== undefined;
}

/** Lets a person choose a folder for exports; the browser begins where they were last. Call it from the tap itself. */
export async function pickFolder(): Promise<PickedFolder> {
  const { showDirectoryPicker } = globalThis as unknown as FolderWindow;
  if (showDirectoryPicker === undefined) return { outcome: 'failed', code: 'NO_WAY' };
  try {
    const options = { id: 'satchel-export', mode: 'readwrite' } as const;
    return { outcome: 'chosen', folder: await showDirectoryPicker.call(globalThis, options) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      return { outcome: 'cancelled' };
    }
    return { outcome: 'failed', code: 'TARGET_FAILED' };
  }
}
