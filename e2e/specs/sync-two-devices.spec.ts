import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import {
  firstRun,
  importBy,
  openDevice,
  pairDevice,
  temporaryFolder,
  watchForFaults,
  writeInstances,
} from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';

let server: SatchelServer;
let folder: string;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  folder = temporaryFolder('two-devices');
  server = await createSatchelServer();
  await server.start();
});
test.afterEach(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const slow = { timeout: 90_000 };

/** SOP Instance UIDs that the server answers with, as often as it names them. */
async function storedOnServer(): Promise<readonly string[]> {
  const token = (await server.satchel('token', '--label', 'spec')).trim().split('\n').at(-1) ?? '';
  const answer = await fetch(`${server.url}/dicom-web/instances?limit=500`, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/dicom+json' },
  });
  if (answer.status === 204) return [];
  const rows = (await answer.json()) as readonly { '00080018': { Value: readonly string[] } }[];
  return rows.map((row) => row['00080018'].Value[0] ?? '');
}

test('the server killed and the tab closed right after an import: every instance arrives once, and opens on the other device', async () => {
  const ana = await openDevice(path.join(folder, 'ana'));
  let page = await ana.newPage();
  const watch = watchForFaults(page);
  await firstRun(page, server.url);
  await pairDevice(page, server, 'Tablet of Ana');
  const slices = syntheticStudy('CT', { seed: 'two-devices' }, { sliceCount: 40, rows: 512 });
  await writeInstances(path.join(folder, 'disc'), slices);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await server.kill();
  await page.close();
  await server.start();
  page = await ana.newPage();
  await page.goto(server.url);
  await expect.poll(async () => (await storedOnServer()).length, slow).toBe(slices.length);
  const stored = await storedOnServer();
  expect(new Set(stored).size).toBe(slices.length);
  await expect(page.getByText('Here and on server').first()).toBeVisible(slow);
  const ben = await openDevice(path.join(folder, 'ben'));
  const other = await ben.newPage();
  await firstRun(other, server.url, 'Dr. Ben Okoye');
  await pairDevice(other, server, 'Tablet of Ben');
  await other.goto(server.url);
  await expect(other.getByText('On server, not here').first()).toBeVisible(slow);
  // Opening it fetches it: the picture from the server's bytes, then the whole study.
  await other.locator('.study-list [data-row-focus]').first().click();
  await expect(other.getByTestId('window-text')).toBeVisible(slow);
  await expect(other.getByTestId('frame-number')).toContainText('/ 40');
  expect(watch.faults).toEqual([]);
  await ana.close();
  await ben.close();
});
