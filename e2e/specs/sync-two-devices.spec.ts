import path from 'node:path';
import { expect } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { DicomwebClient, uidOf } from '../pages/dicomweb-client.ts';
import { importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const slow = { timeout: 90_000 };

test('the server killed and the tab closed right after an import: every instance arrives once, and opens on the other device', async ({
  server,
  folder,
  devices,
}) => {
  let page = await devices.paired('Ana');
  const ana = page.context();
  const slices = syntheticStudy('CT', { seed: 'two-devices' }, { sliceCount: 40, rows: 512 });
  await writeInstances(path.join(folder, 'disc'), slices);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await server.kill();
  await page.close();
  await server.start();
  page = await ana.newPage();
  await page.goto(server.url);
  const client = await DicomwebClient.of(server);
  const storedOnServer = async (): Promise<readonly string[]> =>
    (await client.find('instances?limit=500')).map((row) => uidOf(row, '00080018'));
  await expect.poll(async () => (await storedOnServer()).length, slow).toBe(slices.length);
  const stored = await storedOnServer();
  expect(new Set(stored).size).toBe(slices.length);
  await expect(page.getByText('Here and on server').first()).toBeVisible(slow);
  const other = await devices.paired('Ben');
  await other.goto(server.url);
  await expect(other.getByText('On server, not here').first()).toBeVisible(slow);
  // Opening it fetches it: the picture from the server's bytes, then the whole study.
  await other.locator('.study-list [data-row-focus]').first().click();
  await expect(other.getByTestId('window-text')).toBeVisible(slow);
  await expect(other.getByTestId('frame-number')).toContainText('/ 40');
});
