import type { PickedFile } from '../../import/picked-files.ts';
import { forgetAtHandOver } from '../../live/hand-over.ts';
import { inSlices } from '../../live/in-slices.ts';
import { freeBytes, readEstimate } from './room.ts';

/** Files that were not added because the browser has no room for them. */
export interface RoomRefusal {
  readonly wantedBytes: number;
  readonly freeBytes: number;
}

let refusal: RoomRefusal | null = null;
const listeners = new Set<() => void>();

function publish(next: RoomRefusal | null): void {
  refusal = next;
  for (const listener of listeners) listener();
}

export function readRoomRefusal(): RoomRefusal | null {
  return refusal;
}

export function subscribeRoomRefusal(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function forgetRoomRefusal(): void {
  publish(null);
}

forgetAtHandOver(forgetRoomRefusal);

/** Each size is a question to the browser's other process: of two thousand files, half a second. */
function* sizesOf(files: readonly PickedFile[]): Generator<void, number> {
  let sum = 0;
  for (const { file } of files) {
    sum += file.size;
    yield;
  }
  return sum;
}

/**
 * Whether the files fit, asked before the first byte is read: an import that stops in its middle leaves a person
 * to find out what is missing. What an archive holds unpacked is not known here; the store still refuses each
 * instance for which there is no room.
 */
export async function hasRoomFor(files: readonly PickedFile[]): Promise<boolean> {
  const free = freeBytes(await readEstimate());
  const wantedBytes = (await inSlices(sizesOf(files), () => true)) ?? 0;
  if (free === null || wantedBytes <= free) return true;
  publish({ wantedBytes, freeBytes: free });
  return false;
}
