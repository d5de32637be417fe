import path from 'node:path';
import { expect } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const slow = { timeout: 90_000 };

test('a study that came from the server and was left at once comes whole, and has its picture in the list', async ({
  server,
  folder,
  devices,
}) => {
  const page = await devices.paired('Ana');
  const slices = syntheticStudy('CT', { seed: 'fetched' }, { sliceCount: 12, rows: 256 });
  await writeInstances(path.join(folder, 'disc'), slices);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await page.goto(server.url);
  await expect(page.getByText('Here and on server').first()).toBeVisible(slow);
  const other = await devices.paired('Ben');
  await other.goto(server.url);
  await expect(other.getByText('On server, not here').first()).toBeVisible(slow);
  await expect(other.locator('.study-thumbnail img')).toHaveCount(0);
  await other.locator('.study-list [data-row-focus]').first().click();
  // Before the viewer would make a picture by itself.
  await other.getByRole('button', { name: 'Back to the study list' }).click();
  await expect(other.getByText('Here and on server').first()).toBeVisible(slow);
  await expect(other.locator('.study-thumbnail img').first()).toBeVisible(slow);
  // The page itself asked the server for nothing: that is the worker's.
  const asked = await other.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((address) => /^\/(sync|dicom-web)\//.test(address))).toEqual([]);
});
