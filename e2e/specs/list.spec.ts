import path from 'node:path';
import { expect } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import { expectPicture } from '../pages/viewer-page.ts';

const slow = { timeout: 90_000 };

test('a study has its menu by keys, and many are discarded and come back at once', async ({
  page,
  server,
  folder,
}) => {
  const studies = ['a', 'b', 'c'].flatMap((seed) =>
    syntheticStudy('CT', { seed: `menu ${seed}` }, { sliceCount: 1, rows: 32 }),
  );
  await writeInstances(path.join(folder, 'disc'), studies);
  await firstRun(page, server.url);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await page.goto(server.url);
  const rows = page.locator('.study-list .study-row');
  await expect(rows).toHaveCount(3);
  // The gestures come after the first paint.
  await expect(async () => {
    await page.locator('[data-row-focus]').first().focus();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole('menuitem', { name: 'Select' }).press('Enter');
  await expect(page.getByText('1 study selected')).toBeVisible();
  await page.getByRole('button', { name: 'All 3' }).click();
  await page.getByRole('button', { name: 'Discard…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Test or practice' }).check({ force: true });
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('3 studies discarded')).toBeVisible();
  await expect(rows).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(rows).toHaveCount(3);
});

test('a study that only the server has is kept: fetched, verified byte by byte, and opened without a network', async ({
  server,
  folder,
  devices,
}) => {
  const page = await devices.paired('Ana');
  const slices = syntheticStudy('CT', { seed: 'kept' }, { sliceCount: 4, rows: 64 });
  await writeInstances(path.join(folder, 'disc'), slices);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await page.goto(server.url);
  await expect(page.getByText('Here and on server').first()).toBeVisible(slow);
  const other = await devices.paired('Ben');
  await other.goto(server.url);
  await expect(other.getByText('On server, not here').first()).toBeVisible(slow);
  await other.getByRole('button', { name: /^More about/ }).click();
  await other.getByRole('menuitem', { name: 'Keep on this device' }).click();
  await expect(other.getByText('Kept, ready')).toBeVisible(slow);
  await expect(other.getByText('Here and on server').first()).toBeVisible();
  await other.getByRole('button', { name: /^More about/ }).click();
  await other.getByRole('menuitem', { name: 'About this study' }).click();
  await expect(other.getByText('Ready: 4 of 4 verified')).toBeVisible();
  await other.keyboard.press('Escape');
  await server.stop();
  await other.locator('[data-row-focus]').first().click();
  await expectPicture(other);
});

test('a phone on its side shows studies: the offer to install, filters and buttons had left no room for one', async ({
  page,
  server,
  folder,
}) => {
  const study = syntheticStudy('CT', { seed: 'side' }, { sliceCount: 1, rows: 32 });
  await writeInstances(path.join(folder, 'disc'), study);
  await firstRun(page, server.url);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await page.setViewportSize({ width: 844, height: 390 });
  await page.goto(server.url);
  await expect(page.getByRole('button', { name: 'Filters' })).toBeVisible();
  const row = await page.locator('.study-list .study-row').first().boundingBox();
  const buttons = await page.locator('.add-bar').boundingBox();
  expect((row?.y ?? 0) + (row?.height ?? Infinity)).toBeLessThanOrEqual(buttons?.y ?? 0);
});
