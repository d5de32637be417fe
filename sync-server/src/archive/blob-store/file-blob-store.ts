import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, opendir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '#shared/failure/assert.ts';
import {
  MediumFullError,
  MediumMismatchError,
  type BlobStore,
  type BlobWrite,
  type OpenBlob,
  type SealedWrite,
} from './blob-store.ts';

const readBytesMax = 1024 * 1024;

/** Plain files under `blobs/aa/bb/<sha256>`; names come from digests only, never from data. */
export async function openFileBlobStore(folder: string): Promise<BlobStore> {
  const places = {
    blobs: path.join(folder, 'blobs'),
    incoming: path.join(folder, 'incoming'),
    parts: path.join(folder, 'parts'),
  };
  // What a killed server left half-written belongs to nobody.
  await rm(places.incoming, { recursive: true, force: true });
  for (const place of Object.values(places)) await mkdir(place, { recursive: true, mode: 0o700 });
  await syncFolder(folder);
  return new FileBlobStore(places);
}

interface Places {
  readonly blobs: string;
  readonly incoming: string;
  readonly parts: string;
}

class FileBlobStore implements BlobStore {
  readonly #places: Places;
  readonly #foldersMade = new Set<string>();

  constructor(places: Places) {
    this.#places = places;
  }

  async beginWrite(): Promise<BlobWrite> {
    const file = path.join(this.#places.incoming, randomUUID());
    return new FileBlobWrite(file, await open(file, 'wx+', 0o600), (sha256) => this.#ready(sha256));
  }

  async byteLengthOf(sha256: string): Promise<number | null> {
    const entry = await stat(this.#pathOf(sha256)).catch(missingAsNull);
    return entry === null ? null : entry.size;
  }

  async open(sha256: string): Promise<OpenBlob | null> {
    const handle = await open(this.#pathOf(sha256), 'r').catch(missingAsNull);
    if (handle === null) return null;
    const { size } = await handle.stat();
    return { ...sourceOf(handle, size), close: () => handle.close() };
  }

  async digestOnMedium(sha256: string): Promise<string | null> {
    const handle = await open(this.#pathOf(sha256), 'r').catch(missingAsNull);
    if (handle === null) return null;
    try {
      return await digestOf(handle);
    } finally {
      await handle.close();
    }
  }

  async *list(): AsyncIterable<string> {
    for await (const first of await opendir(this.#places.blobs)) {
      for await (const second of await opendir(path.join(this.#places.blobs, first.name))) {
        const folder = path.join(this.#places.blobs, first.name, second.name);
        for await (const entry of await opendir(folder)) yield entry.name;
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
      await writeAt(handle, bytes, byteOffset);
      await handle.sync();
    } catch (error) {
      throw asFull(error);
    } finally {
      await handle.close();
    }
    if (byteOffset === 0) await syncFolder(this.#places.parts);
  }

  async finishParts(sha256: string): Promise<BlobWrite> {
    const file = this.#partPathOf(sha256);
    return new FileBlobWrite(file, await open(file, 'r+', 0o600), (digest) => this.#ready(digest));
  }

  async dropParts(sha256: string): Promise<void> {
    await rm(this.#partPathOf(sha256), { force: true });
  }

  #partPathOf(sha256: string): string {
    assertDigest(sha256);
    return path.join(this.#places.parts, sha256);
  }

  #pathOf(sha256: string): string {
    assertDigest(sha256);
    return path.join(this.#places.blobs, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  /** The final path, its folders made and durable. */
  async #ready(sha256: string): Promise<string> {
    const file = this.#pathOf(sha256);
    const folder = path.dirname(file);
    if (!this.#foldersMade.has(folder)) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await syncFolder(path.dirname(folder));
      await syncFolder(this.#places.blobs);
      this.#foldersMade.add(folder);
    }
    return file;
  }
}

class FileBlobWrite implements BlobWrite {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #ready: (sha256: string) => Promise<string>;
  /** Of the bytes as they came in; a write of finished parts has none to compare with. */
  readonly #received = createHash('sha256');
  #byteLength = 0;

  constructor(file: string, handle: FileHandle, ready: (sha256: string) => Promise<string>) {
    this.#file = file;
    this.#handle = handle;
    this.#ready = ready;
  }

  async append(bytes: Uint8Array): Promise<void> {
    try {
      await writeAt(this.#handle, bytes, this.#byteLength);
    } catch (error) {
      throw asFull(error);
    }
    this.#received.update(bytes);
    this.#byteLength += bytes.byteLength;
  }

  async seal(): Promise<SealedWrite> {
    try {
      await this.#handle.sync();
    } catch (error) {
      throw asFull(error);
    }
    const { size } = await this.#handle.stat();
    // The digest that identifies the blob is of bytes read back, not of bytes that were meant to be written.
    const sha256 = await digestOf(this.#handle);
    if (this.#byteLength > 0 && this.#received.digest('hex') !== sha256) {
      throw new MediumMismatchError('the disk gave back other bytes than it was given');
    }
    let done = false;
    const close = async (): Promise<void> => {
      if (!done) await this.#handle.close();
      done = true;
    };
    return {
      sha256,
      byteLength: size,
      source: sourceOf(this.#handle, size),
      commit: async () => {
        const target = await this.#ready(sha256);
        await close();
        await rename(this.#file, target);
        await syncFolder(path.dirname(target));
      },
      abort: async () => {
        await close();
        await rm(this.#file, { force: true });
      },
    };
  }

  async abort(): Promise<void> {
    await this.#handle.close();
    await rm(this.#file, { force: true });
  }
}

async function writeAt(handle: FileHandle, bytes: Uint8Array, byteOffset: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    const left = bytes.byteLength - written;
    const { bytesWritten } = await handle.write(bytes, written, left, byteOffset + written);
    if (bytesWritten === 0) throw new MediumFullError('the disk takes no more bytes');
    written += bytesWritten;
  }
}

async function digestOf(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat();
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(readBytesMax, size)));
  let position = 0;
  while (position < size) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, position);
    if (bytesRead === 0) throw new MediumMismatchError('the file is shorter than it was');
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return hash.digest('hex');
}

function sourceOf(handle: FileHandle, byteLength: number): Pick<OpenBlob, 'byteLength' | 'read'> {
  return {
    byteLength,
    async read(byteOffset, length) {
      if (byteOffset < 0 || length < 0 || byteOffset + length > byteLength) {
        throw new RangeError('read past the end of the blob');
      }
      const bytes = new Uint8Array(length);
      let got = 0;
      while (got < length) {
        const { bytesRead } = await handle.read(bytes, got, length - got, byteOffset + got);
        if (bytesRead === 0) throw new MediumMismatchError('the file is shorter than it was');
        got += bytesRead;
      }
      return bytes;
    },
  };
}

/** A rename is durable only when the folder that holds the name is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Windows cannot flush a folder and does not need to.
    if (process.platform !== 'win32') throw error;
  } finally {
    await handle.close();
  }
}

function assertDigest(sha256: string): void {
  assert(/^[0-9a-f]{64}$/.test(sha256), 'a blob is named by its digest');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function missingAsNull(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function asFull(error: unknown): unknown {
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error));
  return full ? new MediumFullError('there is no room on the disk') : error;
}
