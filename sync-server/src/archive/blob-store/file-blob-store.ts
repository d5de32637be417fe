import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '#shared/failure/assert.ts';
import type { BlobStore, BlobWrite, OpenBlob, SealedWrite, StoredBlob } from './blob-store.ts';
import { asFull, digestOfFile, fileSource, missingAsNull, writeAt } from './file-access.ts';
import { FileBlobWrite, sealFile } from './file-blob-write.ts';
import { FolderFlusher } from './folder-flusher.ts';

/** An upload that nobody went on with for this long is given up: its device offers the bytes again anyway. */
const abandonedAfterMs = 60 * 24 * 3600 * 1000;

interface Places {
  readonly blobs: string;
  readonly incoming: string;
  readonly parts: string;
}

/** Plain files under `blobs/aa/bb/<sha256>`; names come from digests only, never from data. */
export async function openFileBlobStore(folder: string): Promise<BlobStore> {
  const places = {
    blobs: path.join(folder, 'blobs'),
    incoming: path.join(folder, 'incoming'),
    parts: path.join(folder, 'parts'),
  };
  const flusher = new FolderFlusher();
  // What a killed server left half-written belongs to nobody.
  await rm(places.incoming, { recursive: true, force: true });
  for (const place of Object.values(places)) await mkdir(place, { recursive: true, mode: 0o700 });
  await dropAbandoned(places.parts);
  const there = new Set(await readdir(places.blobs));
  for (let byte = 0; byte < 256; byte += 1) {
    const name = byte.toString(16).padStart(2, '0');
    if (!there.has(name)) await mkdir(path.join(places.blobs, name), { mode: 0o700 });
  }
  await flusher.flush(places.blobs);
  await flusher.flush(folder);
  return new FileBlobStore(places, flusher);
}

async function dropAbandoned(parts: string): Promise<void> {
  for (const name of await readdir(parts)) {
    const file = path.join(parts, name);
    if (Date.now() - (await stat(file)).mtimeMs > abandonedAfterMs) await rm(file, { force: true });
  }
}

class FileBlobStore implements BlobStore {
  readonly #places: Places;
  readonly #flusher: FolderFlusher;
  /** Folders whose own names are known to be durable. */
  readonly #durableFolders = new Set<string>();

  constructor(places: Places, flusher: FolderFlusher) {
    this.#places = places;
    this.#flusher = flusher;
  }

  beginWrite(): Promise<BlobWrite> {
    const file = path.join(this.#places.incoming, randomUUID());
    return Promise.resolve(new FileBlobWrite(file, (from, sha256) => this.#place(from, sha256)));
  }

  async byteLengthOf(sha256: string): Promise<number | null> {
    const entry = await stat(this.#pathOf(sha256)).catch(missingAsNull);
    return entry === null ? null : entry.size;
  }

  async open(sha256: string): Promise<OpenBlob | null> {
    const handle = await open(this.#pathOf(sha256), 'r').catch(missingAsNull);
    if (handle === null) return null;
    const { size } = await handle.stat();
    return { ...fileSource(handle, size), close: () => handle.close() };
  }

  async digestOnMedium(sha256: string): Promise<string | null> {
    const handle = await open(this.#pathOf(sha256), 'r').catch(missingAsNull);
    if (handle === null) return null;
    try {
      return await digestOfFile(handle);
    } finally {
      await handle.close();
    }
  }

  async *list(): AsyncIterable<StoredBlob> {
    for await (const first of await opendir(this.#places.blobs)) {
      if (!first.isDirectory()) continue;
      for await (const second of await opendir(path.join(this.#places.blobs, first.name))) {
        if (!second.isDirectory()) continue;
        const folder = path.join(this.#places.blobs, first.name, second.name);
        for await (const entry of await opendir(folder)) {
          if (!isDigest(entry.name)) continue;
          const { mtimeMs } = await stat(path.join(folder, entry.name));
          yield { sha256: entry.name, storedAtMs: mtimeMs };
        }
      }
    }
  }

  async partLength(sha256: string): Promise<number> {
    const entry = await stat(this.#partPathOf(sha256)).catch(missingAsNull);
    return entry?.size ?? 0;
  }

  async appendPart(sha256: string, byteOffset: number, bytes: Uint8Array): Promise<void> {
    const handle = await open(this.#partPathOf(sha256), byteOffset === 0 ? 'w' : 'r+', 0o600);
    try {
      await handle.truncate(byteOffset);
      await writeAt(handle, [bytes], byteOffset);
      await handle.sync();
    } catch (error) {
      throw asFull(error);
    } finally {
      await handle.close();
    }
    if (byteOffset === 0) await this.#flusher.flush(this.#places.parts);
  }

  async sealParts(sha256: string): Promise<SealedWrite> {
    const file = this.#partPathOf(sha256);
    const handle = await open(file, 'r');
    return sealFile(file, handle, null, (from, digest) => this.#place(from, digest));
  }

  async dropParts(sha256: string): Promise<void> {
    await rm(this.#partPathOf(sha256), { force: true });
  }

  #partPathOf(sha256: string): string {
    assert(isDigest(sha256), 'a blob is named by its digest');
    return path.join(this.#places.parts, sha256);
  }

  #pathOf(sha256: string): string {
    assert(isDigest(sha256), 'a blob is named by its digest');
    return path.join(this.#places.blobs, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  /** Gives a flushed file its name, and makes name and folders durable. */
  async #place(from: string, sha256: string): Promise<void> {
    const target = this.#pathOf(sha256);
    const folder = path.dirname(target);
    const isKnown = this.#durableFolders.has(folder);
    if (!isKnown) await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(from, target);
    const flushes = [this.#flusher.flush(folder)];
    // Also where it was there already: another request may have made it a moment ago, not yet flushed.
    if (!isKnown) flushes.push(this.#flusher.flush(path.dirname(folder)));
    await Promise.all(flushes);
    this.#durableFolders.add(folder);
  }
}

function isDigest(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
