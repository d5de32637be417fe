import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { asStored, DicomwebClient, partsOf, sha256Of, uidOf } from '../pages/dicomweb-client.ts';
import { importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import { drawnGreys, frameNumber } from '../pages/viewer-page.ts';
import { clipStudy, sliceCount, stackStudy, storedWords } from '../pages/viewer-studies.ts';

const arrival = { timeout: 90_000 };

test('what another system stores by STOW-RS appears on the paired device, and opens with its pixels', async ({
  server,
  folder,
  devices,
}) => {
  const page = await devices.paired('Ana');
  await page.goto(server.url);

  const client = await DicomwebClient.of(server);
  const study = stackStudy();
  const files = await writeInstances(path.join(folder, 'out'), study);
  expect((await client.stow(files)).status).toBe(200);

  const row = page.getByRole('link', { name: /Stack/ });
  await expect(row).toContainText('On server, not here', arrival);
  await row.click();
  await expect(frameNumber(page)).toContainText(`/ ${sliceCount}`, arrival);
  const greys = await drawnGreys(page);
  const shown = Number.parseInt((await frameNumber(page).textContent()) ?? '', 10);
  const slice = study[shown - 1];
  if (slice === undefined) throw new Error('no such slice');
  // The window of the file, PS3.3 C.11.2.1.2.1: dark where the values are low, and the same for equal values.
  const stored = storedWords(slice);
  const greyOf = new Map<number, number>();
  for (const [index, value] of stored.entries()) {
    const grey = greys[index] ?? -1;
    expect(greyOf.get(value) ?? grey).toBe(grey);
    greyOf.set(value, grey);
  }
  const inOrder = [...greyOf].toSorted(([a], [b]) => a - b).map(([, grey]) => grey);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  expect(new Set(inOrder).size).toBeGreaterThan(3);
});

test('what a device sent is found by QIDO-RS and got by WADO-RS: study, series, instance, metadata and frames', async ({
  server,
  folder,
  devices,
}) => {
  const page = await devices.paired('Ana');
  const clip = clipStudy();
  const files = await writeInstances(path.join(folder, 'in'), clip);
  await importBy(page, 'Files', files);
  await page.goto(server.url);
  await expect(page.getByRole('link', { name: /Clip/ })).toContainText(
    'Here and on server',
    arrival,
  );

  const client = await DicomwebClient.of(server);
  const [study] = await client.find('studies?PatientName=Clip*');
  const studyPath = `studies/${uidOf(study, '0020000D')}`;
  const [series] = await client.find(`${studyPath}/series`);
  const seriesPath = `${studyPath}/series/${uidOf(series, '0020000E')}`;
  const [instance] = await client.find(`${seriesPath}/instances`);
  const instancePath = `${seriesPath}/instances/${uidOf(instance, '00080018')}`;

  const digests = files.map((file) => sha256Of(readFileSync(file)));
  for (const resource of [studyPath, seriesPath, instancePath]) {
    const parts = await partsOf(await client.ask(resource, asStored));
    expect(parts.map(sha256Of)).toEqual(digests);
    const [metadata] = await client.find(`${resource}/metadata`);
    expect(uidOf(metadata, '00080018')).toBe(uidOf(instance, '00080018'));
    expect(metadata?.['00280008']?.Value).toEqual([clip[0]?.frames.length]);
  }
  const octets = 'multipart/related; type="application/octet-stream"';
  const frames = await partsOf(await client.ask(`${instancePath}/frames/1,7`, octets));
  expect(frames.map(sha256Of)).toEqual(
    [0, 6].map((index) => sha256Of(clip[0]?.frames[index] ?? new Uint8Array())),
  );
});
