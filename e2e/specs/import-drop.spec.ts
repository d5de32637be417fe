import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { filesOf, mixedStudies, syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, temporaryFolder, writeInstances } from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';

let server: SatchelServer;
let folder: string;
test.beforeAll(async () => {
  server = await createSatchelServer();
  await server.start();
  folder = temporaryFolder('drop');
});
test.afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Drags files or folders of the disk into the window and lets them go, as from a file manager. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await session.detach();
}

const report = (page: Page): Locator => page.getByRole('status').filter({ hasText: /file/ });

test('a folder with folders in it, dropped from the disk, is added whole', async ({ page }) => {
  const disc = path.join(folder, 'disc');
  const studies = mixedStudies('dropped folder', 3, { sliceCount: 3, rows: 64, frameCount: 4 });
  for (const [index, study] of studies.entries()) {
    await writeInstances(path.join(disc, 'DICOM', `PAT${index}`, 'SER0'), study);
  }
  await firstRun(page, server.url);
  await drop(page, [disc]);
  await expect(report(page)).toContainText(`${studies.flat().length} files added`);
  await page.getByRole('link', { name: 'Show the list' }).click();
  await expect(page.getByText('3 studies')).toBeVisible();
});

/** Files in the clipboard, and Ctrl+V: as a file manager leaves them there. */
async function paste(page: Page, study: Parameters<typeof filesOf>[0]): Promise<void> {
  const files = (await filesOf(study)).map(({ fileName, bytes }) => ({ fileName, b: [...bytes] }));
  await page.evaluate((all) => {
    const clipboardData = new DataTransfer();
    for (const { fileName, b } of all) {
      clipboardData.items.add(new File([new Uint8Array(b)], fileName));
    }
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, files);
}

test('pasted files are added, twice in a row and over whatever screen; pasted words stay where they are pasted', async ({
  page,
}) => {
  await firstRun(page, server.url);
  const search = page.getByRole('searchbox');
  await page.goto(`${server.url}/settings`);
  const studies = ['a', 'b'].map((seed) =>
    syntheticStudy('DX', { seed: `pasted ${seed}` }, { sliceCount: 2, rows: 64 }),
  );
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  for (const study of studies) await paste(page, study);
  const count = studies.flat().length;
  await expect(report(page)).toContainText(`${count} files added`);
  await page.getByRole('link', { name: 'Show the list' }).click();
  await expect(page.getByText('2 studies')).toBeVisible();
  await search.focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Weiss');
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    const isTaken = document.activeElement?.dispatchEvent(event) === false;
    Object.assign(globalThis, { isTaken });
  });
  expect(await page.evaluate(() => Reflect.get(globalThis, 'isTaken'))).toBe(false);
});

test('a study can be opened while it is being added; stopping keeps what is finished, and the rest comes later', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const total = 2500;
  const stack = path.join(folder, 'stack');
  await writeInstances(
    stack,
    syntheticStudy('CT', { seed: 'stopped' }, { sliceCount: total, rows: 64 }),
  );
  await firstRun(page, server.url);
  await drop(page, [stack]);
  await expect(page.getByRole('button', { name: 'Stop here' })).toBeVisible();
  await page.goBack();
  await page.locator('.study-list [data-row-focus]').first().click();
  await expect(page.locator('[data-testid=pixels] canvas').first()).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: /^Adding/ }).click();
  await page.getByRole('button', { name: 'Stop here' }).click();
  await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible();

  const said = (await report(page).innerText()).replaceAll(/[,\u202f](?=\d{3})/g, '');
  const [, stored, unread] = /(\d+) files? added, (\d+) not read/.exec(said) ?? [];
  expect(Number(stored)).toBeGreaterThan(0);
  expect(Number(unread)).toBeGreaterThan(0);
  expect(Number(stored) + Number(unread)).toBe(total);

  await drop(page, [stack]);
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 90_000 });
  const again = (await report(page).innerText()).replaceAll(/[,\u202f](?=\d{3})/g, '');
  expect(again).toContain(`${unread} files added, ${stored} already here`);
});
