import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { partBytesMax } from '../../shared/src/sync/protocol.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';
import { type LinkProxy, openLinkProxy } from '../pages/link-proxy.ts';
import {
  firstRun,
  importBy,
  openDevice,
  pairDevice,
  temporaryFolder,
  writeInstances,
} from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';

let server: SatchelServer;
let link: LinkProxy;
let folder: string;
test.beforeEach(async () => {
  folder = temporaryFolder('sync-cut');
  server = await createSatchelServer();
  await server.start();
  link = await openLinkProxy(server.url);
});
test.afterEach(async () => {
  await link.close();
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const sent = { timeout: 120_000 };

/** SHA-256 of the instances that a client gets, as they were stored. */
async function storedDigests(): Promise<readonly string[]> {
  const token = (await server.satchel('token', '--label', 'spec')).trim().split('\n').at(-1) ?? '';
  const headers = { Authorization: `Bearer ${token}` };
  const found = await fetch(`${server.url}/dicom-web/instances?limit=10`, { headers });
  if (found.status === 204) return [];
  const rows = (await found.json()) as readonly Record<string, { Value: readonly string[] }>[];
  return await Promise.all(
    rows.map(async (row) => {
      const [study, series, instance] = ['0020000D', '0020000E', '00080018'].map(
        (tag) => row[tag]?.Value[0] ?? '',
      );
      const answer = await fetch(
        `${server.url}/dicom-web/studies/${study}/series/${series}/instances/${instance}`,
        {
          headers: {
            ...headers,
            Accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
          },
        },
      );
      const body = Buffer.from(await answer.arrayBuffer());
      const start = body.indexOf('\r\n\r\n') + 4;
      const end = body.lastIndexOf('\r\n--');
      return createHash('sha256').update(body.subarray(start, end)).digest('hex');
    }),
  );
}

test('a clip of 55 MB goes up in parts: link cut, server killed, tab closed in the middle of one, each costs one part at most', async () => {
  const study = { seed: 'sync-cut', PatientName: 'Cut^Ulla' };
  const clip = usClip({ study, rows: 480, columns: 640, frameCount: 60 });
  const [file = ''] = await writeInstances(path.join(folder, 'disc'), [clip]);
  const bytes = readFileSync(file);

  let device = await openDevice(path.join(folder, 'ana'));
  let page = await device.newPage();
  await firstRun(page, link.url);
  await pairDevice(page, server, 'Tablet of Ana');

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
  await device.close();
  device = await openDevice(path.join(folder, 'ana'));
  page = await device.newPage();
  await page.goto(link.url);
  await expect(page.getByRole('link', { name: /Cut/ })).toContainText('Here and on server', sent);

  const arrived = createHash('sha256').update(bytes).digest('hex');
  expect(await storedDigests()).toEqual([arrived]);
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
  await device.close();
});
