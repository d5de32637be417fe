import { beforeEach, describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { parsePart10 } from '#shared/dicom/parse-part10.ts';
import { memoryByteSource } from '#shared/dicom/byte-source.ts';
import { tags } from '#shared/dicom/tag.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { createTestServer, slice, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

describe('WADO-RS (PS3.18 10.4)', () => {
  async function stored(
    syntax?: string,
  ): Promise<{ file: Uint8Array; path: string; frame: Uint8Array }> {
    const instance = slice();
    const file = await encodeInstance(instance, syntax);
    await server.stow([file]);
    const uid = (tag: string): string => textOf(instance.dataset, tag);
    const path = `/dicom-web/studies/${uid(tags.StudyInstanceUID)}/series/${uid(tags.SeriesInstanceUID)}/instances/${uid(tags.SOPInstanceUID)}`;
    return { file, path, frame: instance.frames[0] ?? new Uint8Array(0) };
  }
  const bytesOf = async (answer: Response): Promise<Uint8Array> =>
    new Uint8Array(await answer.arrayBuffer());
  const any = { Accept: 'application/dicom; transfer-syntax=*' };

  it('gives back the stored bytes for transfer-syntax=*, whole and by range', async () => {
    const { file, path } = await stored('1.2.840.10008.1.2');
    expect(await bytesOf(await server.ask(path, { headers: any }))).toEqual(file);
    const part = await server.ask(path, { headers: { ...any, Range: 'bytes=100-' } });
    expect([part.status, await bytesOf(part)]).toEqual([206, file.subarray(100)]);
  });

  it.each([
    '1.2.840.10008.1.2',
    '1.2.840.10008.1.2.2',
    '1.2.840.10008.1.2.1.99',
    '1.2.840.10008.1.2.5',
  ])(
    'gives Explicit VR Little Endian by default for what is stored as %s (8.7.3)',
    async (syntax) => {
      const { path, frame } = await stored(syntax);
      const answer = await server.ask(path, { headers: { Accept: 'application/dicom' } });
      expect(answer.status).toBe(200);
      const bytes = await bytesOf(answer);
      const parsed = await parsePart10(memoryByteSource(bytes));
      expect(parsed.ok && parsed.value.TransferSyntaxUID).toBe('1.2.840.10008.1.2.1');
      const pixel = parsed.ok ? parsed.value.pixel : null;
      expect(
        bytes.subarray(pixel?.byteOffset, (pixel?.byteOffset ?? 0) + frame.byteLength),
      ).toEqual(frame);
    },
  );

  it('gives frames decoded, and 404 beyond the last', async () => {
    const { path, frame } = await stored('1.2.840.10008.1.2.5');
    const answer = await server.ask(`${path}/frames/1`, {
      headers: { Accept: 'application/octet-stream' },
    });
    expect(await bytesOf(answer)).toEqual(frame);
    expect((await server.ask(`${path}/frames/2`)).status).toBe(404);
    expect((await server.ask(`${path}/frames/0`)).status).toBe(400);
  });

  it('gives metadata as JSON in ISO_IR 192', async () => {
    const { path } = await stored();
    const [json] = (await (await server.ask(`${path}/metadata`)).json()) as DicomDataset[];
    expect(personNameOf(json ?? {}, tags.PatientName)).toBe('Müller^Änne');
    expect(textOf(json ?? {}, tags.SpecificCharacterSet)).toBe('ISO_IR 192');
  });

  it('answers 406 to what it cannot give and 404 to what it has not', async () => {
    const { path } = await stored();
    expect((await server.ask(path, { headers: { Accept: 'image/gif' } })).status).toBe(406);
    expect((await server.ask('/dicom-web/studies/1.2.3')).status).toBe(404);
  });
});
