/**
 * What every store of encrypted chunks must do, whatever it lies on. The types repeat the contract of
 * `web/src/archive/blob-store`, so that this folder needs nothing of the app.
 */
import { describe, expect, it } from 'vitest';

interface Sealed {
  readonly k: string;
  readonly iv: ArrayBuffer;
  readonly bytes: ArrayBuffer;
}
interface Shape {
  readonly byteLength: number;
  readonly chunkByteLength: number;
  readonly chunkCount: number;
}
interface Lease {
  readonly id: string;
  readonly untilMs: number;
}
interface Placed {
  readonly blobId: string;
  readonly index: number;
  readonly chunkCount: number;
  readonly sealed: Sealed;
}
interface ToStore {
  readonly blobId: string;
  readonly shape: Shape;
  readonly firstIndex: number;
  readonly chunks: readonly Sealed[];
}
interface Store {
  stage(
    blobId: string,
    shape: Shape,
    lease: Lease,
    first: number,
    chunks: readonly Sealed[],
  ): Promise<void>;
  store(blobs: readonly ToStore[]): Promise<void>;
  shape(blobId: string): Promise<Shape | null>;
  readChunk(blobId: string, index: number): Promise<Sealed | null>;
  replaceChunks(chunks: readonly Placed[]): Promise<void>;
  chunksUnder(keyId: string, countMax: number): Promise<readonly Placed[]>;
  countUnder(keyId: string): Promise<number>;
  remove(blobId: string): Promise<void>;
  sweep(isLeaseHeld: (lease: Lease) => boolean): Promise<number>;
}

export interface StoreUnderTest {
  readonly store: Store;
  /** Runs work in one transaction of the store, where it has such a thing. */
  readonly transaction: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

const shape = (chunkCount: number): Shape => ({
  byteLength: chunkCount * 4,
  chunkByteLength: 4,
  chunkCount,
});
const lease: Lease = { id: 'writer', untilMs: 10 };
const sealed = (text: string, k = 'key-1'): Sealed => ({
  k,
  iv: new Uint8Array(12).buffer,
  bytes: new TextEncoder().encode(text).buffer,
});
const textOf = (chunk: Sealed | null): string | null =>
  chunk === null ? null : new TextDecoder().decode(chunk.bytes);

/** Runs the suite; `make` gives a fresh, empty store each time. */
export function blobStoreSuite(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`blob store: ${name}`, () => {
    it('gives back what was stored, chunk by chunk', async () => {
      const { store, transaction } = await make();
      await transaction(() =>
        store.store([
          { blobId: 'a', shape: shape(2), firstIndex: 0, chunks: [sealed('one'), sealed('two')] },
        ]),
      );
      expect(await store.shape('a')).toEqual(shape(2));
      expect(textOf(await store.readChunk('a', 0))).toBe('one');
      expect(textOf(await store.readChunk('a', 1))).toBe('two');
      expect(await store.readChunk('a', 2)).toBeNull();
      expect(await store.readChunk('b', 0)).toBeNull();
    });

    it('shows a staged blob to nobody until it is stored', async () => {
      const { store, transaction } = await make();
      await store.stage('a', shape(3), lease, 0, [sealed('one')]);
      await store.stage('a', shape(3), lease, 1, [sealed('two')]);
      expect(await store.shape('a')).toBeNull();
      await transaction(() =>
        store.store([{ blobId: 'a', shape: shape(3), firstIndex: 2, chunks: [sealed('three')] }]),
      );
      expect(await store.shape('a')).toEqual(shape(3));
      expect(textOf(await store.readChunk('a', 2))).toBe('three');
    });

    it('refuses a blob that is not whole', async () => {
      const { store, transaction } = await make();
      await expect(
        transaction(() =>
          store.store([{ blobId: 'a', shape: shape(2), firstIndex: 0, chunks: [sealed('one')] }]),
        ),
      ).rejects.toThrow();
      await store.stage('b', shape(3), lease, 0, [sealed('one')]);
      await expect(
        transaction(() =>
          store.store([{ blobId: 'b', shape: shape(3), firstIndex: 2, chunks: [sealed('three')] }]),
        ),
      ).rejects.toThrow();
      expect(await store.shape('a')).toBeNull();
      expect(await store.shape('b')).toBeNull();
    });

    it('never writes a chunk over another', async () => {
      const { store } = await make();
      await store.stage('a', shape(2), lease, 0, [sealed('one')]);
      await expect(store.stage('a', shape(2), lease, 0, [sealed('other')])).rejects.toThrow();
      expect(textOf(await store.readChunk('a', 0))).toBe('one');
    });

    it('sweeps what nobody is writing, and nothing else', async () => {
      const { store, transaction } = await make();
      await transaction(() =>
        store.store([
          { blobId: 'stored', shape: shape(1), firstIndex: 0, chunks: [sealed('kept')] },
        ]),
      );
      await store.stage('alive', shape(2), { id: 'alive', untilMs: 99 }, 0, [sealed('half')]);
      await store.stage('dead', shape(2), { id: 'dead', untilMs: 1 }, 0, [sealed('half')]);
      expect(await store.sweep(({ id }) => id === 'alive')).toBe(1);
      expect(await store.readChunk('dead', 0)).toBeNull();
      expect(textOf(await store.readChunk('alive', 0))).toBe('half');
      expect(textOf(await store.readChunk('stored', 0))).toBe('kept');
      await transaction(() =>
        store.store([
          { blobId: 'alive', shape: shape(2), firstIndex: 1, chunks: [sealed('whole')] },
        ]),
      );
      expect(await store.sweep(() => false)).toBe(0);
      expect(await store.shape('alive')).toEqual(shape(2));
    });

    it('forgets a removed blob', async () => {
      const { store, transaction } = await make();
      await transaction(() =>
        store.store([
          { blobId: 'a', shape: shape(2), firstIndex: 0, chunks: [sealed('one'), sealed('two')] },
        ]),
      );
      await transaction(() =>
        store.store([{ blobId: 'ab', shape: shape(1), firstIndex: 0, chunks: [sealed('other')] }]),
      );
      await transaction(() => store.remove('a'));
      expect(await store.shape('a')).toBeNull();
      expect(await store.readChunk('a', 1)).toBeNull();
      expect(textOf(await store.readChunk('ab', 0))).toBe('other');
    });

    it('exchanges ciphertext under another key, staged chunks too, and never brings a removed one back', async () => {
      const { store, transaction } = await make();
      await transaction(() =>
        store.store([
          {
            blobId: 'a',
            shape: shape(2),
            firstIndex: 0,
            chunks: [sealed('one'), sealed('two', 'new')],
          },
        ]),
      );
      await store.stage('b', shape(2), lease, 0, [sealed('half')]);
      expect(await store.countUnder('key-1')).toBe(2);
      const found = await store.chunksUnder('key-1', 10);
      expect(await store.chunksUnder('key-1', 1)).toHaveLength(1);
      await transaction(() => store.remove('b'));
      await store.replaceChunks(
        found.map((chunk) => ({
          ...chunk,
          sealed: sealed(`${textOf(chunk.sealed)} anew`, 'new'),
        })),
      );
      expect(await store.countUnder('key-1')).toBe(0);
      expect(await store.countUnder('new')).toBe(2);
      expect(textOf(await store.readChunk('a', 0))).toBe('one anew');
      expect(textOf(await store.readChunk('a', 1))).toBe('two');
      expect(await store.readChunk('b', 0)).toBeNull();
    });
  });
}
