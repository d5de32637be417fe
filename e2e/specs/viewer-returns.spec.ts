import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { firstRun, importBy, temporaryFolder, writeInstances } from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import { ProfileBrowser } from '../pages/storage-page.ts';
import { expectPicture, frameNumber, tool, windowText, zoomText } from '../pages/viewer-page.ts';
import { stackStudy } from '../pages/viewer-studies.ts';

let folder: string;
let server: SatchelServer;

test.beforeAll(async () => {
  folder = temporaryFolder('returns');
  server = await createSatchelServer();
  await server.start();
});
test.afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** All sealed settings as they lie on the disk. */
function settingsOnDisk(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name !== undefined);
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(found?.name ?? '');
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(new Error('not opened')));
    });
    const rows = await new Promise<unknown[]>((resolve) => {
      const all = db.transaction('setting').objectStore('setting').getAll();
      all.addEventListener('success', () => resolve(all.result));
    });
    db.close();
    return JSON.stringify(rows, (_, value: unknown) =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? [...new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer)]
        : value,
    );
  });
}

/** What is kept has come to rest: nothing more is under way to the disk. */
async function kept(page: Page, before: string): Promise<string> {
  await expect.poll(() => settingsOnDisk(page)).not.toBe(before);
  let last = '';
  await expect
    .poll(
      async () => {
        const now = await settingsOnDisk(page);
        const isSame = now === last;
        last = now;
        return isSame;
      },
      { intervals: [1500] },
    )
    .toBe(true);
  return last;
}

const seen = async (page: Page): Promise<readonly (string | null)[]> => [
  await frameNumber(page).last().textContent(),
  await windowText(page).last().textContent(),
  await zoomText(page).last().textContent(),
  await page
    .locator('.viewport-active .stage-canvas')
    .first()
    .evaluate((drawn) => getComputedStyle(drawn).transform),
  await page.locator('.viewport-active .orientation-left').textContent(),
];

test('a study comes back exactly as it was when the browser is killed, from the list too', async () => {
  test.setTimeout(120_000);
  const profile = path.join(folder, 'profile');
  let browser = await ProfileBrowser.start(profile);
  let { page } = browser;
  await firstRun(page, server.url);
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'study'), stackStudy()));
  await page.goto(server.url);
  await page.getByRole('link', { name: /Stack/ }).click();
  await expectPicture(page);
  const before = await settingsOnDisk(page);
  await tool(page, 'Layout').click();
  await page.getByRole('menuitemradio', { name: 'Two side by side' }).click();
  for (const key of ['n', 'ArrowLeft', 'End', 'ArrowUp', 'i', 'r', 'h', '1', 'Alt+3']) {
    await page.keyboard.press(key);
  }
  await page.mouse.move(900, 400);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(940, 380);
  await page.mouse.up({ button: 'middle' });
  await expect(page.getByTestId('flipped')).toBeVisible();
  await expect(frameNumber(page).last()).toHaveText('8 / 9');
  const disk = await kept(page, before);
  const was = await seen(page);
  expect(disk).not.toMatch(/layout|Stack|1x2/);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/1x2|zoom|stackId/);
  await browser.kill();

  browser = await ProfileBrowser.start(profile);
  ({ page } = browser);
  await page.goto(server.url);
  await page.getByRole('link', { name: /Stack/ }).click();
  await expect(page.locator('[data-pane]')).toHaveCount(2);
  await expect.poll(() => seen(page)).toEqual(was);
  await expect(page.getByTestId('flipped')).toBeVisible();

  // Closed by the person's own will, it opens as for the first time.
  const left = await settingsOnDisk(page);
  await page.getByRole('button', { name: 'Back to the study list' }).click();
  await kept(page, left);
  await page.getByRole('link', { name: /Stack/ }).click();
  await expectPicture(page);
  await expect(page.locator('[data-pane]')).toHaveCount(1);
  await expect(page.getByTestId('flipped')).toHaveCount(0);
  await browser.quit();
});
