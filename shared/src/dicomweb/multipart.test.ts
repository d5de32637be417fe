import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, formatMediaType } from './media-type.ts';
import type { MultipartLimits, OutgoingPart } from './multipart.ts';
import {
  boundaryFromRandom,
  MultipartError,
  multipartByteLength,
  parseMultipart,
  writeMultipart,
} from './multipart.ts';

const utf8 = new TextEncoder();

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? bytes.length;
    yield bytes.slice(at, at + size);
    at += Math.max(1, size);
    await Promise.resolve();
  }
}

interface Read {
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function readAll(
  bytes: Uint8Array,
  boundary: string,
  sizes: readonly number[] = [bytes.length],
  limits: Partial<MultipartLimits> = {},
): Promise<Read[] | string> {
  const parts: Read[] = [];
  try {
    for await (const part of parseMultipart(chunksOf(bytes, sizes), boundary, limits)) {
      const pieces: Uint8Array[] = [];
      for await (const piece of part.body) pieces.push(Uint8Array.from(piece));
      parts.push({
        headers: Object.fromEntries(part.headers),
        body: Buffer.concat(pieces).toString('latin1'),
      });
    }
  } catch (error) {
    if (error instanceof MultipartError) return error.code;
    throw error;
  }
  return parts;
}

async function written(parts: readonly OutgoingPart[], boundary: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeMultipart(parts, boundary)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

const message = utf8.encode(
  'preamble to skip\r\n--b=1\r\nContent-Type: application/dicom\r\n\r\nfirst\r\n--b=1x\r\n\r\n--b=1 \t\r\ncontent-type: text/plain;\r\n charset=utf-8\r\n\r\n\r\n--b=1\r\n\r\n--b=1--epilogue\r\n--b=1\r\n',
);
const expected = [
  { headers: { 'content-type': 'application/dicom' }, body: 'first\r\n--b=1x\r\n' },
  { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '' },
  { headers: {}, body: '' },
];

describe('multipart messages (RFC 2046 5.1.1)', () => {
  it('preamble, epilogue, longer look-alike boundaries, padding, folded headers, empty parts', async () => {
    expect(await readAll(message, 'b=1')).toEqual(expected);
  });

  it('is the same however the bytes are cut, at every place', async () => {
    for (let at = 0; at <= message.length; at += 1) {
      expect(await readAll(message, 'b=1', [at, message.length])).toEqual(expected);
    }
    for (const size of [1, 2, 3, 7])
      expect(await readAll(message, 'b=1', [size])).toEqual(expected);
  });

  it('any message that breaks off before its closing delimiter is MULTIPART_TRUNCATED', async () => {
    const end = Buffer.from(message).indexOf('--b=1--') + '--b=1--'.length;
    for (let at = 0; at < end; at += 1) {
      expect(await readAll(message.slice(0, at), 'b=1', [5])).toBe('MULTIPART_TRUNCATED');
    }
    expect(await readAll(message.slice(0, end), 'b=1', [5])).toEqual(expected);
  });

  it('a message without parts has none', async () => {
    expect(await readAll(utf8.encode('--x--'), 'x')).toEqual([]);
  });

  it('what is written is read again, whatever the bytes and cuts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        async (bodies, sizes, random) => {
          const boundary = boundaryFromRandom(random);
          const parts = bodies.map((body, i) => ({
            headers: { 'Content-Type': 'application/dicom', 'X-Number': String(i) },
            body,
          }));
          const bytes = await written(parts, boundary);
          expect(bytes.length).toBe(
            multipartByteLength(
              parts.map((part) => ({ headers: part.headers, byteLength: part.body.length })),
              boundary,
            ),
          );
          expect(await readAll(bytes, boundary, sizes)).toEqual(
            bodies.map((body, i) => ({
              headers: { 'content-type': 'application/dicom', 'x-number': String(i) },
              body: Buffer.from(body).toString('latin1'),
            })),
          );
        },
      ),
    );
  });

  it('content full of delimiter beginnings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('\r', '\n', '\r\n', '--', '\r\n--', '\r\n--x', 'a', '-'), {
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 9 }),
        async (pieces, size) => {
          const body = pieces.join('').replaceAll(/\r\n--x(?=\r\n|--|$)/g, '');
          fc.pre(!/(^|\r\n)--x([\r\n -]|$)/.test(body));
          const bytes = await written([{ headers: {}, body: utf8.encode(body) }], 'x');
          expect(await readAll(bytes, 'x', [size])).toEqual([{ headers: {}, body }]);
        },
      ),
    );
  });

  it('a part left unread is stepped over', async () => {
    const bytes = await written(
      ['one', 'two', 'three'].map((text) => ({ headers: {}, body: utf8.encode(text) })),
      'q',
    );
    const seen: string[] = [];
    let index = 0;
    for await (const part of parseMultipart(chunksOf(bytes, [4]), 'q')) {
      index += 1;
      if (index === 1) continue;
      for await (const piece of part.body) {
        seen.push(Buffer.from(piece).toString());
        if (index === 2) break;
      }
    }
    expect(index).toBe(3);
    expect(seen.join('')).toContain('three');
  });

  it('limits: header size, part count, preamble', async () => {
    const long = utf8.encode(`--x\r\nA: ${'y'.repeat(2000)}\r\n\r\n\r\n--x--`);
    expect(await readAll(long, 'x', [64], { headerBytesMax: 1000 })).toBe(
      'MULTIPART_HEADER_TOO_LARGE',
    );
    const many = await written(
      Array.from({ length: 5 }, () => ({ headers: {}, body: utf8.encode('z') })),
      'x',
    );
    expect(await readAll(many, 'x', [64], { partCountMax: 4 })).toBe('MULTIPART_TOO_MANY_PARTS');
    expect(await readAll(utf8.encode('p'.repeat(999)), 'x', [64], { preambleBytesMax: 100 })).toBe(
      'MULTIPART_PREAMBLE_TOO_LARGE',
    );
    expect(await readAll(utf8.encode('--x\r\nno colon\r\n\r\n\r\n--x--'), 'x')).toBe(
      'MULTIPART_SYNTAX',
    );
  });

  it('keeps no more than a chunk in memory: pieces of a large part come as they arrive', async () => {
    const body = new Uint8Array(300_000).fill(13);
    const bytes = await written([{ headers: {}, body }], 'x');
    let largest = 0;
    let total = 0;
    for await (const part of parseMultipart(chunksOf(bytes, [1000]), 'x')) {
      for await (const piece of part.body) {
        largest = Math.max(largest, piece.length);
        total += piece.length;
      }
    }
    expect(total).toBe(body.length);
    expect(largest).toBeLessThan(2100);
  });

  it('boundaries of real clients: quoted, with `=`, upper-case parameter', () => {
    expect(boundaryOf('multipart/related; type="application/dicom"; boundary="===a=b=="')).toBe(
      '===a=b==',
    );
    expect(boundaryOf('multipart/related;type=application/dicom;BOUNDARY=--xyz')).toBe('--xyz');
    expect(
      boundaryOf(
        formatMediaType('multipart/related', { type: 'application/dicom', boundary: 'a b' }),
      ),
    ).toBe('a b');
    expect(boundaryOf('multipart/related')).toBeNull();
    expect(boundaryOf('application/dicom; boundary=x')).toBeNull();
    expect(boundaryOf(`multipart/related; boundary=${'x'.repeat(201)}`)).toBeNull();
  });

  it('a boundary longer than RFC 2046 allows, as Orthanc sends it, is taken', () => {
    const boundary = 'a1b90d0a-26db-4570-bb0e-1d9fdb26685f-a1b90d0a-26db-4570-bb0e-1d9fdb26685f';
    expect(boundaryOf(`multipart/related; boundary=${boundary}`)).toBe(boundary);
  });

  it('a boundary without its closing quote is none', () => {
    expect(boundaryOf('multipart/related; boundary="x')).toBeNull();
  });
});
