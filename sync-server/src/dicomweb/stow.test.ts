import { beforeEach, describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { itemsOf, numberOf, personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { createTestServer, multipartOf, slice, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

describe('STOW-RS (PS3.18 10.5)', () => {
  it('stores, names every instance in the answer, and takes the same again as success', async () => {
    const files = [await encodeInstance(slice(0)), await encodeInstance(slice(1))];
    const answer = await server.stow(files);
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as DicomDataset;
    expect(itemsOf(body, tags.ReferencedSOPSequence)).toHaveLength(2);
    expect((await server.stow(files)).status).toBe(200);
    expect(await server.deps.archive.index.headSeq()).toBe(2);
  });

  it('answers 202 when some are refused, 409 when all are, 415 for another type', async () => {
    const junk = new TextEncoder().encode('this is no DICOM at all, whatever it says');
    expect((await server.stow([await encodeInstance(slice()), junk])).status).toBe(202);
    expect((await server.stow([junk])).status).toBe(409);
    const html = await server.ask('/dicom-web/studies', {
      method: 'POST',
      body: 'x',
      headers: { 'Content-Type': 'text/html' },
    });
    expect(html.status).toBe(415);
  });

  it('never says 200 to a body cut short, at any byte of its end', async () => {
    const file = await encodeInstance(slice());
    for (let cut = 1; cut < 40; cut += 1) {
      const answer = await server.stow([file], '/dicom-web/studies', cut);
      // The last line break belongs to the epilogue and may be missing.
      if (cut > 2) expect(answer.status, `cut ${cut}`).toBe(400);
    }
  });

  it('refuses instances of another study below /studies/{uid}', async () => {
    const answer = await server.stow([await encodeInstance(slice())], '/dicom-web/studies/1.2.3');
    expect(answer.status).toBe(409);
    expect(await server.deps.archive.index.headSeq()).toBe(0);
  });

  it('keeps other content under one SOP Instance UID beside the first (decision 16)', async () => {
    const first = slice();
    const renamed = {
      ...first,
      dataset: { ...first.dataset, [tags.PatientName]: elementOf(tags.PatientName, 'OTHER^NAME') },
    };
    const big = '1.2.840.10008.1.2.2';
    await server.stow([await encodeInstance(first)]);
    await server.stow([await encodeInstance(first, big)]);
    await server.stow([await encodeInstance(renamed)]);
    const rows = await server.deps.archive.index.instancesOfSop(
      textOf(first.dataset, tags.SOPInstanceUID),
    );
    expect(rows.map((row) => row.role)).toEqual(['primary', 'encoding', 'variant']);
    const study = textOf(first.dataset, tags.StudyInstanceUID);
    const [shown] = (await (
      await server.ask(`/dicom-web/studies?StudyInstanceUID=${study}`)
    ).json()) as DicomDataset[];
    expect(personNameOf(shown ?? {}, tags.PatientName)).toBe('Müller^Änne');
  });

  it('says of each refusal which instance it is and why (PS3.18 I.2.2)', async () => {
    const withMeta = await encodeInstance(slice());
    const { dataset } = slice(1);
    const uid = textOf(slice().dataset, tags.SOPInstanceUID);
    // The UID of its transfer syntax, made one that nobody has.
    const unknown = Buffer.from(withMeta);
    unknown.write(
      '1.2.840.10008.1.9.9',
      unknown.indexOf('1.2.840.10008.1.2.1', 0, 'latin1'),
      'latin1',
    );
    const nameless = {
      ...dataset,
      [tags.StudyInstanceUID]: elementOf(tags.StudyInstanceUID, '../..'),
    };
    const files = [unknown, await encodeInstance({ dataset: nameless, frames: slice(1).frames })];
    const answer = await server.stow(files);
    expect(answer.status).toBe(409);
    const failed = itemsOf((await answer.json()) as DicomDataset, tags.FailedSOPSequence);
    const reasons = failed.map((item) => [
      textOf(item, tags.ReferencedSOPInstanceUID),
      numberOf(item, tags.FailureReason),
    ]);
    expect(new Map(reasons as [string, number][])).toEqual(
      new Map([
        [uid, 0xc122],
        [textOf(dataset, tags.SOPInstanceUID), 0xa900],
      ]),
    );
  });

  it('refuses a message without parts, and answers in a form that is not accepted before storing', async () => {
    const empty = await server.stow([]);
    expect(empty.status).toBe(400);
    const { body, type } = multipartOf([await encodeInstance(slice())]);
    const headers = { 'Content-Type': type, Accept: 'text/html' };
    const answer = await server.ask('/dicom-web/studies', { method: 'POST', body, headers });
    expect([answer.status, await server.deps.archive.index.headSeq()]).toEqual([406, 0]);
  });
});
