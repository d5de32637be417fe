import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, pairDevice, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const card = (page: Page) => page.getByText('Keep Satchel on this device');

function slices(folder: string, seed: string): Promise<readonly string[]> {
  return writeInstances(
    path.join(folder, seed),
    syntheticStudy('CT', { seed }, { sliceCount: 2, rows: 64 }),
  );
}

/** As Chromium offers to install; without a screen it never does by itself. */
function offerInstall(page: Page): Promise<void> {
  return page.evaluate(() => {
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: () => {
        document.title = 'asked to install';
        return Promise.resolve({ outcome: 'accepted' });
      },
    });
    dispatchEvent(event);
    if (!event.defaultPrevented) throw new Error('the browser would ask by itself');
  });
}

test('installing is offered after the first import, not before, and not again once put away', async ({
  page,
  server,
  folder,
}) => {
  await firstRun(page, server.url);
  await offerInstall(page);
  await expect(card(page)).toHaveCount(0);
  await importBy(page, 'Files', await slices(folder, 'install'));
  await page.getByRole('link', { name: 'Back' }).click();
  await offerInstall(page);
  await expect(card(page)).toBeVisible();
  await page.getByRole('button', { name: 'Install', exact: true }).click();
  await expect(page).toHaveTitle('asked to install');
  await expect(card(page)).toHaveCount(0);

  await offerInstall(page);
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.reload();
  await expect(page.getByText('1 study')).toBeVisible();
  await offerInstall(page);
  await expect(card(page)).toHaveCount(0);
});

test('an iPad is shown the three steps and why, and what to do with studies that are in the tab', async ({
  browser,
  server,
  folder,
}) => {
  const context = await browser.newContext({
    userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_4 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
    viewport: { width: 820, height: 1180 },
  });
  const page = await context.newPage();
  await firstRun(page, server.url);
  await importBy(page, 'Files', await slices(folder, 'ipad'));
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Show how' }).click();
  const steps = page.getByRole('dialog', { name: 'To the home screen in three steps' });
  await expect(steps.getByRole('listitem')).toHaveCount(3);
  await expect(steps.getByText('The app on the home screen starts empty')).toBeVisible();
  await steps.getByRole('button', { name: 'Export the studies' }).click();
  await expect(steps).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeVisible();
  await context.close();
});

test('storage is told in studies; what does not fit is refused before a byte is read', async ({
  page,
  server,
  folder,
}) => {
  await firstRun(page, server.url);
  await importBy(page, 'Files', await slices(folder, 'room'));
  await page.goto(`${server.url}/settings`);
  await expect(page.getByText(/Room for about [\d,]+ more CT studies of/)).toBeVisible();
  await expect(page.getByText('the mean of the 1 study of that kind')).toBeVisible();
  await expect(
    page.getByText(/The browser (was asked on .+ and did not promise|promised to keep)/),
  ).toBeVisible();

  await page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ usage: 960e6, quota: 1000e6 });
  });
  await page.goto(`${server.url}/import`);
  const files = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Files/ }).click();
  await (await files).setFiles([...(await slices(folder, 'full'))]);
  await expect(
    page.getByRole('heading', { name: 'There is no room for these files' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Understood' }).click();
  await page.goto(server.url);
  await expect(page.getByText('1 study')).toBeVisible();
});

test('the title counts what the server has not, and stops when it has it', async ({
  page,
  server,
  link,
  folder,
}) => {
  await firstRun(page, link.url);
  await pairDevice(page, server, 'Tablet');
  await page.goto(`${link.url}/settings`);
  await expect(
    page.getByText(/Ready for offline: all \d+ files of the app are here/),
  ).toBeVisible();
  link.cut();
  await importBy(page, 'Files', await slices(folder, 'badge'));
  await expect(page).toHaveTitle('(1) Satchel');
  link.mend();
  await expect(page).toHaveTitle('Satchel', { timeout: 60_000 });
});
