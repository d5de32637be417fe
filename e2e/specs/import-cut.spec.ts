import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const count = 300;

function storedCount(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('satchel');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const db = opening.result;
          const counting = db.transaction('instance').objectStore('instance').count();
          counting.onsuccess = () => {
            db.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

test('an import that a reload has cut says which files are missing, and skips what is in when it is taken up again', async ({
  page,
  server,
  folder,
}) => {
  const disc = path.join(folder, 'disc');
  const study = syntheticStudy('CT', { seed: 'cut' }, { sliceCount: count, rows: 64 });
  await writeInstances(disc, study);
  await firstRun(page, server.url);
  await page.goto(`${server.url}/import`);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Folder/ }).click();
  await (await choosing).setFiles(disc);
  await expect.poll(() => storedCount(page), { intervals: [20] }).toBeGreaterThan(0);
  await page.reload();

  const cut = page.getByRole('status').filter({ hasText: 'This import was cut' });
  await expect(cut).toContainText(`of ${count} files are not in yet`);
  await cut.getByText('Which files are missing').click();
  await expect(cut.getByRole('listitem').first()).toContainText('disc/');
  // Told where everybody sees it, too.
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Look at it' }).click();

  const again = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Pick the folder again' }).click();
  await (await again).setFiles(disc);
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toBeVisible();
  await expect(page.getByText('This import was cut')).toHaveCount(0);
  expect(await storedCount(page)).toBe(count);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Folder/ })).toBeVisible();
  await expect(page.getByText('This import was cut')).toHaveCount(0);
});

test('what is picked while files are being added comes after them', async ({
  page,
  server,
  folder,
}) => {
  const one = syntheticStudy('CT', { seed: 'first' }, { sliceCount: 400, rows: 64 });
  const two = syntheticStudy('MR', { seed: 'second' }, { sliceCount: 5, rows: 64 });
  const first = await writeInstances(path.join(folder, 'one'), one);
  const second = await writeInstances(path.join(folder, 'two'), two);
  await firstRun(page, server.url);
  for (const files of [first, second]) {
    await page.evaluate(() => history.pushState(null, '', '/'));
    await page.evaluate(() => dispatchEvent(new PopStateEvent('popstate')));
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Files or ZIP' }).first().click();
    await (await choosing).setFiles([...files]);
    // Whether there is room is asked first; then the screen of the import comes by itself.
    await expect(page.getByRole('heading', { name: 'Add studies' })).toBeVisible();
  }
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toContainText(
    '405 files added',
  );
  expect(await storedCount(page)).toBe(405);
});
