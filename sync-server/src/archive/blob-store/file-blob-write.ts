import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { MediumMismatchError, type BlobWrite, type SealedWrite } from './blob-store.ts';
import { asFull, digestOfFile, fileSource, writeAt } from './file-access.ts';

/** Bytes held back to write in one go; an instance up to this size is read back in one go as well. */
const heldBytesMax = 1024 * 1024;
/** A sender of single bytes must not make lists of millions. */
const heldPiecesMax = 512;

/** Puts a file at its final, durable place. */
export type Place = (file: string, sha256: string) => Promise<void>;

/** Writes one blob to a temporary file and proves what lies on the disk before it gets its name. */
export class FileBlobWrite implements BlobWrite {
  readonly #file: string;
  readonly #place: Place;
  readonly #received = createHash('sha256');
  #handle: FileHandle | null = null;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #writtenBytes = 0;

  constructor(file: string, place: Place) {
    this.#file = file;
    this.#place = place;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#received.update(bytes);
    this.#held.push(bytes);
    this.#heldBytes += bytes.byteLength;
    const isEnough = this.#heldBytes >= heldBytesMax || this.#held.length >= heldPiecesMax;
    if (isEnough) await this.#writeHeld();
  }

  async #writeHeld(): Promise<FileHandle> {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    try {
      this.#handle ??= await open(this.#file, 'wx+', 0o600);
      this.#writtenBytes += await writeAt(this.#handle, held, this.#writtenBytes);
      return this.#handle;
    } catch (error) {
      throw asFull(error);
    }
  }

  async seal(): Promise<SealedWrite> {
    const handle = await this.#writeHeld();
    await handle.sync().catch((error: unknown) => {
      throw asFull(error);
    });
    return sealFile(this.#file, handle, this.#received.digest('hex'), this.#place);
  }

  async abort(): Promise<void> {
    this.#held = [];
    await this.#handle?.close();
    await rm(this.#file, { force: true });
  }
}

/**
 * Reads a flushed file back and hashes it: the digest that names a blob is of bytes that the disk gave, not of
 * bytes it was given. `expected` is the digest of the latter, null when it is not known (finished parts).
 */
export async function sealFile(
  file: string,
  handle: FileHandle,
  expected: string | null,
  place: Place,
): Promise<SealedWrite> {
  const { sha256, source } = await readBack(handle);
  if (expected !== null && expected !== sha256) {
    await handle.close();
    await rm(file, { force: true });
    throw new MediumMismatchError('the disk gave back other bytes than it was given');
  }
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  };
  return {
    sha256,
    byteLength: source.byteLength,
    source,
    async commit() {
      await close();
      await place(file, sha256).catch((error: unknown) => {
        throw asFull(error);
      });
    },
    async abort() {
      await close();
      await rm(file, { force: true });
    },
  };
}

async function readBack(handle: FileHandle): Promise<{ sha256: string; source: ByteSource }> {
  const { size } = await handle.stat();
  const onDisk = fileSource(handle, size);
  if (size > heldBytesMax) return { sha256: await digestOfFile(handle), source: onDisk };
  const bytes = await onDisk.read(0, size);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, source: memoryByteSource(bytes) };
}
