import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { partBytesMax } from '../../shared/src/sync/protocol.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';
import { DicomwebClient, sha256Of } from '../pages/dicomweb-client.ts';
import { importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const sent = { timeout: 120_000 };

test('a clip of 55 MB goes up in parts: link cut, server killed, tab closed in the middle of one, each costs one part at most', async ({
  server,
  folder,
  devices,
  link,
}) => {
  const study = { seed: 'sync-cut', PatientName: 'Cut^Ulla' };
  const clip = usClip({ study, rows: 480, columns: 640, frameCount: 60 });
  const [file = ''] = await writeInstances(path.join(folder, 'disc'), [clip]);
  const bytes = readFileSync(file);

  let page = await devices.paired('Ana', link.url);

  let reached = link.halfOfPart();
  await importBy(page, 'Files', [file]);
  await reached;
  // Within the app: a page that is loaded anew would be a fourth break.
  await page.getByRole('link', { name: 'Back' }).click();
  const row = page.getByRole('link', { name: /Cut/ });
  await expect(row).toContainText(/Sending|Only here/);
  link.cut();
  reached = link.halfOfPart();
  link.mend();

  await reached;
  await server.kill();
  link.cut();
  reached = link.halfOfPart();
  await server.start();
  link.mend();

  await reached;
  await page.context().close();
  page = await (await devices.open('Ana')).newPage();
  await page.goto(link.url);
  await expect(page.getByRole('link', { name: /Cut/ })).toContainText('Here and on server', sent);

  const client = await DicomwebClient.of(server);
  expect(await client.storedDigests()).toEqual([sha256Of(bytes)]);
  const offsets = [...new Set(link.parts.map(({ offset }) => offset))].toSorted((a, b) => a - b);
  const partBytes = offsets[1] ?? 0;
  expect(partBytes).toBeLessThanOrEqual(partBytesMax);
  const partCount = Math.ceil(bytes.byteLength / partBytes);
  expect(offsets).toEqual(Array.from({ length: partCount }, (_, index) => index * partBytes));
  // Three breaks: what goes again is the part that was on its way, and nothing else.
  const sentCount = link.parts.reduce((sum, { byteCount }) => sum + byteCount, 0);
  expect(sentCount).toBeGreaterThan(bytes.byteLength);
  expect(sentCount).toBeLessThanOrEqual(bytes.byteLength + 3 * partBytes);
  expect(link.parts.length).toBeLessThanOrEqual(partCount + 3);
});
