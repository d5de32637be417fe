import { beforeEach, describe, expect, it } from 'vitest';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { textOf } from '#shared/dicom/element-access.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import { encodeWithCodec } from '../../../shared/testing/encode-codestream.ts';
import { encodeInstance, joinFrames } from '../../../shared/testing/encode-instance.ts';
import type { SyntheticInstance } from '../../../shared/testing/synthetic-instance.ts';
import { createTestServer, slice, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

const rle = '1.2.840.10008.1.2.5';
const bigEndian = '1.2.840.10008.1.2.2';
const jpegLs = '1.2.840.10008.1.2.4.80';
const explicit = { Accept: 'application/dicom' };

function pathOf({ dataset }: SyntheticInstance): string {
  const [study, series, instance] = [
    tags.StudyInstanceUID,
    tags.SeriesInstanceUID,
    tags.SOPInstanceUID,
  ].map((tag) => textOf(dataset, tag));
  return `/dicom-web/studies/${study}/series/${series}/instances/${instance}`;
}

/** Three slices as the frames of one instance, with an element behind the pixel data. */
function clip(): SyntheticInstance {
  const { dataset } = slice();
  return {
    dataset: {
      ...dataset,
      [tags.NumberOfFrames]: elementOf(tags.NumberOfFrames, 3),
      FFFCFFFC: { vr: 'OB', InlineBinary: 'AAAA' },
    },
    frames: [0, 1, 2].flatMap((index) => slice(index).frames),
  };
}

/** 15 pixels of one bit a frame: none but the first begins on a byte. */
function bitClip(): SyntheticInstance {
  const numbers: [string, number][] = [
    [tags.Rows, 3],
    [tags.Columns, 5],
    [tags.BitsAllocated, 1],
    [tags.BitsStored, 1],
    [tags.HighBit, 0],
    [tags.PixelRepresentation, 0],
    [tags.NumberOfFrames, 3],
  ];
  const dataset = {
    ...slice().dataset,
    ...Object.fromEntries(numbers.map(([tag, value]) => [tag, elementOf(tag, value)])),
  };
  return { dataset, frames: [Uint8Array.of(0xa5, 0x3c, 0x77, 0x18, 0x9e, 0x1b)] };
}

const bytesOf = async (answer: Response): Promise<Uint8Array> =>
  new Uint8Array(await answer.arrayBuffer());

async function pixelBytesOf(file: Uint8Array): Promise<Uint8Array> {
  const parsed = await parsePart10(memoryByteSource(file));
  if (!parsed.ok || parsed.value.pixel === null) throw new Error('no pixel data');
  const { byteOffset, byteLength } = parsed.value.pixel;
  return file.subarray(byteOffset, byteOffset + byteLength);
}

describe('instances written anew (PS3.18 8.7.3)', () => {
  it.each([rle, bigEndian, jpegLs, '1.2.840.10008.1.2'])(
    'gives all frames of a clip stored as %s, of the length that was announced, and what lies behind them',
    async (syntax) => {
      const instance = clip();
      const file =
        syntax === jpegLs
          ? await encodeWithCodec(instance, syntax)
          : await encodeInstance(instance, syntax);
      await server.stow([file]);
      const answer = await server.ask(pathOf(instance), { headers: explicit });
      const bytes = await bytesOf(answer);
      expect(answer.headers.get('Content-Length')).toBe(String(bytes.byteLength));
      expect(await pixelBytesOf(bytes)).toEqual(joinFrames(instance.frames));
      const parsed = await parsePart10(memoryByteSource(bytes));
      expect(parsed.ok && parsed.value.dataset['FFFCFFFC']?.vr).toBe('OB');
    },
    30_000,
  );

  it('packs frames of single bits one behind the other', async () => {
    const instance = bitClip();
    await server.stow([await encodeInstance(instance, '1.2.840.10008.1.2')]);
    const answer = await server.ask(pathOf(instance), { headers: explicit });
    expect([answer.status, await pixelBytesOf(await bytesOf(answer))]).toEqual([
      200,
      instance.frames[0],
    ]);
  });

  it('gives the same in a multipart answer of the whole study', async () => {
    const instance = clip();
    await server.stow([await encodeInstance(instance, rle)]);
    const path = pathOf(instance).replace(/\/series.*/, '');
    const accept = 'multipart/related; type="application/dicom"';
    const body = await bytesOf(await server.ask(path, { headers: { Accept: accept } }));
    const wanted = Buffer.from(joinFrames(instance.frames));
    expect(Buffer.from(body).includes(wanted)).toBe(true);
  });
});

describe('what a client has already (RFC 9110 13)', () => {
  const forms: readonly (readonly [string, string, Record<string, string>])[] = [
    ['the stored instance', '', { Accept: 'application/dicom; transfer-syntax=*' }],
    ['an instance written anew', '', explicit],
    ['metadata', '/metadata', {}],
    ['frames', '/frames/1', {}],
    ['pixel data by its link', '/bulkdata/7FE00010', {}],
    ['a series', '/..', {}],
  ];
  it.each(forms)('is not sent again: %s', async (_name, below, headers) => {
    const instance = clip();
    await server.stow([await encodeInstance(instance, rle)]);
    const path =
      below === '/..' ? pathOf(instance).replace(/\/instances.*/, '') : pathOf(instance) + below;
    const answer = await server.ask(path, { headers });
    const etag = answer.headers.get('ETag') ?? '';
    expect([answer.status, etag]).toEqual([200, expect.stringMatching(/^(W\/)?"[^"]+"$/)]);
    const again = await server.ask(path, {
      headers: { ...headers, 'If-None-Match': `"x", ${etag}` },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await server.ask(path, { headers: { ...headers, 'If-None-Match': '"x"' } });
    expect(other.status).toBe(200);
    const head = await server.ask(path, { method: 'HEAD', headers });
    expect([head.status, head.headers.get('ETag'), await head.text()]).toEqual([200, etag, '']);
  });
});

describe('bulk data (PS3.18 10.4.1.1.5)', () => {
  const withWords = (): SyntheticInstance => {
    const { dataset, frames } = slice();
    const words = Buffer.from(Uint16Array.from({ length: 4000 }, (_, i) => i).buffer);
    const element = { vr: 'OW', InlineBinary: words.toString('base64') };
    return {
      dataset: { ...dataset, '00091010': element, '00090010': elementOf(tags.PatientID, 'OURS') },
      frames,
    };
  };

  it.each(['1.2.840.10008.1.2.1', bigEndian])(
    'gives values of %s in little endian order, whole and by range',
    async (syntax) => {
      const instance = withWords();
      await server.stow([await encodeInstance(instance, syntax)]);
      const link = `${pathOf(instance)}/bulkdata/00091010`;
      const whole = await bytesOf(await server.ask(link));
      expect(new Uint16Array(whole.buffer)[1234]).toBe(1234);
      const part = await server.ask(link, { headers: { Range: 'bytes=2469-2471' } });
      expect([part.status, part.headers.get('Content-Range'), await bytesOf(part)]).toEqual([
        206,
        'bytes 2469-2471/8000',
        whole.subarray(2469, 2472),
      ]);
      const head = await server.ask(link, { method: 'HEAD' });
      expect(head.headers.get('Content-Length')).toBe('8000');
    },
  );

  it('gives native pixel data by the link of the metadata', async () => {
    const instance = clip();
    await server.stow([await encodeInstance(instance, bigEndian)]);
    const metadata = await (await server.ask(`${pathOf(instance)}/metadata`)).text();
    const link = /"BulkDataURI":"http:\/\/satchel\.test([^"]+7FE00010)"/.exec(metadata)?.[1] ?? '';
    expect(await bytesOf(await server.ask(link))).toEqual(joinFrames(instance.frames));
  });
});
