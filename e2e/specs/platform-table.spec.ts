import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import { expectPicture } from '../pages/viewer-page.ts';

const row = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** Takes away what Satchel can do without, before any script of the page has run. */
function takeAway(): void {
  const gone: readonly (readonly [object, string])[] = [
    [StorageManager.prototype, 'persist'],
    [StorageManager.prototype, 'persisted'],
    [StorageManager.prototype, 'estimate'],
    [Navigator.prototype, 'setAppBadge'],
    [Navigator.prototype, 'clearAppBadge'],
    [Navigator.prototype, 'wakeLock'],
    [Navigator.prototype, 'share'],
    [Navigator.prototype, 'canShare'],
    [Document.prototype, 'fullscreenEnabled'],
    [Element.prototype, 'requestFullscreen'],
    [globalThis, 'showSaveFilePicker'],
    [globalThis, 'showDirectoryPicker'],
    [globalThis, 'launchQueue'],
    [globalThis, 'PublicKeyCredential'],
    [globalThis, 'onbeforeinstallprompt'],
  ];
  for (const [owner, name] of gone) Reflect.deleteProperty(owner, name);
}

test('the screen asks this browser, and says for each thing what Satchel does', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url);
  await page.goto(`${server.url}/settings`);
  await page.getByRole('link', { name: 'What this browser can do' }).click();
  await expect(page.getByText(/This browser has \d+ of the \d+ things/)).toBeVisible();
  await expect(row(page, 'Database')).toContainText('Yes');
  await expect(row(page, 'Saying how much room there is')).toContainText('Room is told in studies');
  await expect(row(page, 'Shortcuts at the icon')).toContainText('Cannot be asked');
  await expect(row(page, 'Vector arithmetic of WebAssembly')).toContainText('Yes');
});

test('where all that can be missing is missing, a study is added, looked at and exported all the same', async ({
  page,
  server,
  folder,
}) => {
  await page.addInitScript(takeAway);
  await firstRun(page, server.url);
  // Safari before 17 tells no room: asking for it once ended every import before it began.
  const study = syntheticStudy('CT', { seed: 'bare' }, { sliceCount: 2, rows: 64 });
  const report = await importBy(page, 'Files', await writeInstances(path.join(folder, 'a'), study));
  await report.getByRole('link', { name: 'Open' }).click();
  await expectPicture(page);
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`${server.url}/settings`);
  await expect(page.getByText('The browser does not say.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask the browser to keep it' }).click();
  await expect(page.getByText(/The browser was asked on .+ and did not promise/)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export everything on this device' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  expect((await saved).suggestedFilename()).toMatch(/^satchel-.+\.zip$/);
  await page.keyboard.press('Escape');

  await page.goto(`${server.url}/platform`);
  for (const [name, instead] of [
    ['Promise to keep the storage', 'send studies to a server, or export them'],
    ['Saying how much room there is', 'refused one by one, by name'],
    ['Opening DICOM files from the system', 'Add files from inside Satchel'],
    ['Sharing files with other apps', 'Exports are downloads'],
    ['Writing a file of any size', 'in parts of at most 512 MB'],
    ['Writing into a folder', 'Export as a ZIP archive'],
    ['Offering to install', 'By hand'],
    ['Count at the icon', 'in the title of the window'],
    ['Keeping the screen on', 'The screen may go dark'],
    ['Full screen', 'the whole window'],
    ['Passkey of this device', 'The passphrase opens the lock'],
  ] as const) {
    await expect(row(page, name)).toContainText('No');
    await expect(row(page, name)).toContainText(instead);
  }
});

test('where workers cannot draw, the list has no pictures and the images are shown', async ({
  browser,
  server,
  folder,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route(/decode\.worker.*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: `delete self.OffscreenCanvas;\n${await response.text()}`,
    });
  });
  await firstRun(page, server.url);
  const study = syntheticStudy('CT', { seed: 'plain' }, { sliceCount: 2, rows: 64 });
  const report = await importBy(page, 'Files', await writeInstances(path.join(folder, 'b'), study));
  await report.getByRole('link', { name: 'Open' }).click();
  await expectPicture(page);
  await page.goto(server.url);
  await expect(page.getByText('1 study')).toBeVisible();
  await expect(page.locator('.study-list img')).toHaveCount(0);
  await context.close();
});
