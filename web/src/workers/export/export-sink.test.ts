import { Reader, TextWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, it } from 'vitest';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { folderSink, zipSink } from './export-sink.ts';

const bytesOf = (text: string) => memoryByteSource(new TextEncoder().encode(text));

/** A file that begins with nothing but a hole of `startsAt` bytes. */
class SparseReader extends Reader<Uint8Array> {
  private readonly startsAt: number;
  private readonly bytes: Uint8Array;
  constructor(startsAt: number, bytes: Uint8Array) {
    super(bytes);
    this.startsAt = startsAt;
    this.bytes = bytes;
    this.size = startsAt + bytes.byteLength;
  }
  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const read = new Uint8Array(Math.min(length, this.size - index));
    for (let at = Math.max(0, this.startsAt - index); at < read.byteLength; at += 1) {
      read[at] = this.bytes[index + at - this.startsAt] ?? 0;
    }
    return Promise.resolve(read);
  }
}

describe('a ZIP beyond 4 GB', () => {
  it.each([2 ** 32 - 40, 2 ** 32 + 1000, 5_000_000_000])(
    'has every file that begins after byte %i, by ZIP64',
    async (startsAt) => {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const sink = zipSink((bytes) => Promise.resolve(void pieces.push(bytes)), startsAt);
      for (const name of ['one', 'two', 'three']) await sink.file(['DICOM', name], bytesOf(name));
      await sink.close();
      const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
      const entries = await new ZipReader(new SparseReader(startsAt, bytes)).getEntries();
      const read = await Promise.all(
        entries.map(async (entry) =>
          entry.directory ? '' : `${entry.filename} ${await entry.getData(new TextWriter())}`,
        ),
      );
      expect(read).toEqual(['DICOM/one one', 'DICOM/two two', 'DICOM/three three']);
      expect(entries.at(-1)?.zip64).toBe(true);
    },
  );
});

/** As much of a chosen folder as an export needs. */
class MemoryFolder {
  readonly kept = new Map<string, MemoryFolder | string>();
  async getDirectoryHandle(name: string, { create = false } = {}): Promise<MemoryFolder> {
    const found = this.kept.get(name) ?? (create ? new MemoryFolder() : undefined);
    if (found === undefined) throw new DOMException('', 'NotFoundError');
    if (typeof found === 'string') throw new DOMException('', 'TypeMismatchError');
    this.kept.set(name, found);
    return found;
  }
  async getFileHandle(name: string, { create = false } = {}) {
    const found = this.kept.get(name);
    if (found === undefined && !create) throw new DOMException('', 'NotFoundError');
    if (found instanceof MemoryFolder) throw new DOMException('', 'TypeMismatchError');
    const put = (text: string): void => void this.kept.set(name, text);
    let text = '';
    return {
      createWritable: async () => ({
        write: async (bytes: Uint8Array) => void (text += new TextDecoder().decode(bytes)),
        close: async () => put(text),
        abort: async () => undefined,
      }),
    };
  }
  async removeEntry(name: string): Promise<void> {
    if (!this.kept.delete(name)) throw new DOMException('', 'NotFoundError');
  }
  paths(): readonly string[] {
    return [...this.kept].flatMap(([name, one]) =>
      typeof one === 'string' ? [name] : one.paths().map((path) => `${name}/${path}`),
    );
  }
}

const sinkOf = (folder: MemoryFolder, id = 'a') =>
  folderSink(folder as unknown as FileSystemDirectoryHandle, { name: 'satchel-1', id });
const mark = 'NOT-COMPLETE-a.txt';

describe('an export into a folder', () => {
  it('takes away all it has written when it is stopped, and nothing else', async () => {
    const folder = new MemoryFolder();
    folder.kept.set('holiday.jpg', 'mine');
    const sink = await sinkOf(folder);
    await sink.file(['DICOM', 'P1', 'I1'], bytesOf('a'));
    expect(folder.paths()).toContain('DICOM/P1/I1');
    await sink.abort();
    expect(folder.paths()).toEqual(['holiday.jpg']);
  });

  it('says beside its files that they are not complete, until they are', async () => {
    const folder = new MemoryFolder();
    const sink = await sinkOf(folder);
    expect(folder.kept.get(mark)).toMatch(/not complete/);
    await sink.file(['DICOMDIR'], bytesOf('list'));
    expect(folder.paths()).toContain(mark);
    await sink.close();
    expect(folder.paths()).toEqual(['DICOMDIR']);
  });

  it('never mixes its files with those of an export before: they were replaced by number', async () => {
    const folder = new MemoryFolder();
    const first = await sinkOf(folder);
    await first.file(['DICOM', 'I1'], bytesOf('first'));
    await first.file(['DICOMDIR'], bytesOf('list'));
    await first.close();
    expect(first.subfolder).toBeNull();
    const second = await sinkOf(folder);
    await second.file(['DICOM', 'I1'], bytesOf('second'));
    expect(second.subfolder).toBe('satchel-1');
    expect(folder.paths()).toEqual([
      'DICOM/I1',
      'DICOMDIR',
      `satchel-1/${mark}`,
      'satchel-1/DICOM/I1',
    ]);
    await second.abort();
    expect(folder.paths()).toEqual(['DICOM/I1', 'DICOMDIR']);
  });

  it('leaves a whole export of the same minute alone when it is stopped: its folder had the same name', async () => {
    const folder = new MemoryFolder();
    for (const words of ['first', 'second']) {
      const sink = await sinkOf(folder);
      await sink.file(['DICOMDIR'], bytesOf(words));
      await sink.close();
    }
    const third = await sinkOf(folder);
    await third.file(['DICOMDIR'], bytesOf('third'));
    expect(third.subfolder).toBe('satchel-1-2');
    await third.abort();
    expect(folder.paths()).toEqual(['DICOMDIR', 'satchel-1/DICOMDIR']);
  });
});
