import { beforeEach, describe, expect, it } from 'vitest';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { numberOf, textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { createTestServer, seed, slice, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

describe('QIDO-RS (PS3.18 10.6)', () => {
  it.each([
    ['PatientName=m%C3%BCller*', 1],
    ['PatientName=MULLER%5E*', 1],
    ['PatientID=P-17', 1],
    ['PatientID=p-17', 0],
    ['AccessionNumber=A1&ModalitiesInStudy=CT', 1],
    ['StudyDate=20260501-20260504', 1],
    ['StudyDate=20260504-', 0],
    ['00100020=P-1%3F', 1],
    ['ModalitiesInStudy=MR', 0],
  ])('finds with %s', async (query, count) => {
    await server.stow([await encodeInstance(slice(0)), await encodeInstance(slice(1))]);
    const found = (await (
      await server.ask(`/dicom-web/studies?${query}`)
    ).json()) as DicomDataset[];
    expect(found).toHaveLength(count);
    if (count === 1) expect(numberOf(found[0] ?? {}, tags.NumberOfStudyRelatedInstances)).toBe(2);
  });

  it('pages without repeating or skipping a row', async () => {
    const files: Uint8Array[] = [];
    for (let i = 0; i < 7; i += 1)
      files.push(
        await encodeInstance(
          slice(0, { ...seed, seed: `s${i}`, StudyDate: i % 2 === 0 ? '20260101' : '20260102' }),
        ),
      );
    await server.stow(files);
    const seen: string[] = [];
    for (let offset = 0; offset < 8; offset += 2) {
      const page = (await (
        await server.ask(`/dicom-web/studies?limit=2&offset=${offset}`)
      ).json()) as DicomDataset[];
      seen.push(...page.map((study) => textOf(study, tags.StudyInstanceUID)));
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it('answers 400 to a limit that is no number, and [] to no match', async () => {
    expect((await server.ask('/dicom-web/studies?limit=x')).status).toBe(400);
    const none = await server.ask('/dicom-web/studies?PatientID=nobody');
    expect([none.status, await none.text()]).toEqual([200, '[]']);
  });
});
