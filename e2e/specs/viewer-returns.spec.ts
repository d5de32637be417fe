import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { firstRun, importBy, temporaryFolder, writeInstances } from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import { ProfileBrowser } from '../pages/storage-page.ts';
import { drag, expectPicture, tool, windowText, type ScreenPoint } from '../pages/viewer-page.ts';
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

/** All sealed settings as they lie on the disk; the bytes of those in `damaged` are overwritten first. */
function settingRows(
  page: Page,
  damaged: readonly string[] = [],
): Promise<readonly { readonly id: string; readonly words: string }[]> {
  return page.evaluate(async (ids) => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name !== undefined);
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('not done')));
      });
    const db = await settled(indexedDB.open(found?.name ?? ''));
    const store = db.transaction('setting', 'readwrite').objectStore('setting');
    for (const id of ids) {
      const row = (await settled(store.get(id))) as { bytes: ArrayBuffer };
      new Uint8Array(row.bytes).fill(7);
      await settled(store.put(row));
    }
    const rows = (await settled(store.getAll())) as { id: string }[];
    db.close();
    return rows.map((row) => ({
      id: row.id,
      words: JSON.stringify(row, (_, value: unknown) =>
        value instanceof ArrayBuffer || ArrayBuffer.isView(value)
          ? [...new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer)]
          : value,
      ),
    }));
  }, damaged);
}

async function settingsOnDisk(page: Page): Promise<string> {
  return (await settingRows(page)).map(({ words }) => words).join('\n');
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

/** What each pane shows: place, window, zoom, how the image lies, its side, and marks with or without handles. */
const seen = (page: Page): Promise<readonly unknown[]> =>
  page.locator('[data-pane]').evaluateAll((panes) =>
    panes.map((pane) => {
      const of = (selector: string): string =>
        [...pane.querySelectorAll(selector)].map((part) => part.textContent).join();
      const canvas = pane.querySelector('.stage-canvas');
      return {
        texts: ['series-name', 'frame-number', 'window-text', 'zoom-text', 'flipped'].map((id) =>
          of(`[data-testid=${id}]`),
        ),
        side: of('.orientation-left'),
        lies: canvas === null ? '' : getComputedStyle(canvas).transform,
        isActive: pane.getAttribute('aria-current'),
        marks: pane.querySelectorAll('.mark-line').length,
        handles: pane.querySelectorAll('.mark-handle').length,
      };
    }),
  );

const pane = (page: Page, n: number): Locator => page.locator('[data-pane]').nth(n - 1);

async function middleOf(place: Locator): Promise<ScreenPoint> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('out of sight');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

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
  await page.getByRole('menuitemradio', { name: 'Four images' }).click();
  // The fourth is turned, mirrored, moved; the second has a mark that is selected, on a frame of its own.
  const keysOf = ['Shift+N', 'ArrowLeft', 'End', 'ArrowUp', 'i', 'r', 'h', '1', 'Alt+3'];
  for (const key of keysOf) await page.keyboard.press(key);
  const [fourth, second] = [await middleOf(pane(page, 4)), await middleOf(pane(page, 2))];
  await page.mouse.move(fourth.x, fourth.y);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(fourth.x + 40, fourth.y - 20);
  await page.mouse.up({ button: 'middle' });
  await expect(page.getByTestId('flipped')).toBeVisible();
  await expect(pane(page, 4).getByTestId('frame-number')).toHaveText('8 / 9');
  for (const key of ['n', 'n', 'End', 'm']) await page.keyboard.press(key);
  await drag(page, second, { x: second.x + 50, y: second.y + 30 });
  await expect(pane(page, 2).locator('.mark-selected')).toHaveCount(1);
  await page.keyboard.press('s');
  const disk = await kept(page, before);
  const was = await seen(page);
  expect(disk).not.toMatch(/layout|Stack|1x2/);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/1x2|zoom|stackId/);
  await browser.kill();

  browser = await ProfileBrowser.start(profile);
  ({ page } = browser);
  await page.goto(server.url);
  await page.getByRole('link', { name: /Stack/ }).click();
  await expect(page.locator('[data-pane]')).toHaveCount(4);
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

test('a reload right after the arrow keys comes back to the frame they led to', async ({
  page,
}) => {
  await firstRun(page, server.url);
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'study'), stackStudy()));
  await page.goto(server.url);
  await page.getByRole('link', { name: /Stack/ }).click();
  await expectPicture(page);
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/frame=1$/);
  for (let n = 0; n < 6; n += 1) await page.keyboard.press('ArrowDown');
  await page.reload();
  await expect(page.getByTestId('frame-number')).toHaveText('7 / 9');
});

test('two people on one tablet each come back to their own last view, also of a study left at a hand-over', async ({
  page,
}) => {
  await firstRun(page, server.url, 'Dr. Vera Lind');
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'both'), stackStudy()));
  const open = async (): Promise<void> => {
    await page.getByRole('link', { name: /Stack/ }).click();
    await expectPicture(page);
  };
  const handOver = async (from: string, to: RegExp): Promise<void> => {
    await page.getByRole('button', { name: `${from}: hand over or lock` }).click();
    await page.getByRole('button', { name: to }).click();
    await expect(page.getByRole('link', { name: /Stack/ })).toBeVisible();
  };
  await page.goto(server.url);
  await open();
  await page.keyboard.press('i');
  await expect(windowText(page)).toContainText('inverted');

  await page.getByRole('button', { name: 'Dr. Vera Lind: hand over or lock' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ben Roth');
  await page.getByRole('radio', { name: 'Nurse' }).check({ force: true });
  await page.getByRole('button', { name: 'Begin' }).click();
  await open();
  await expect(windowText(page)).not.toContainText('inverted');
  await page.keyboard.press('h');
  await expect(page.getByTestId('flipped')).toBeVisible();

  await handOver('Ben Roth', /Vera Lind/);
  await open();
  await expect(windowText(page)).toContainText('inverted');
  await expect(page.getByTestId('flipped')).toHaveCount(0);

  await handOver('Dr. Vera Lind', /Ben Roth/);
  await open();
  await expect(page.getByTestId('flipped')).toBeVisible();
  await expect(windowText(page)).not.toContainText('inverted');
});

test('a view that is damaged on the disk, or of a study that is gone, is passed over without a word', async ({
  page,
}) => {
  await firstRun(page, server.url);
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'third'), stackStudy()));
  await page.goto(server.url);
  const atList = (await settingRows(page)).map(({ id }) => id);
  const before = await settingsOnDisk(page);
  await page.getByRole('link', { name: /Stack/ }).click();
  await expectPicture(page);
  await page.keyboard.press('i');
  await kept(page, before);
  await page.reload();
  await expect(windowText(page)).toContainText('inverted');

  const left = (await settingRows(page)).map(({ id }) => id).filter((id) => !atList.includes(id));
  expect(left.length).toBeGreaterThan(0);
  await settingRows(page, left);
  await page.reload();
  await expectPicture(page);
  await expect(windowText(page)).toBeVisible();
  await expect(windowText(page)).not.toContainText('inverted');
  await expect(page.getByRole('alert')).toHaveCount(0);

  const gone = page.url().replace(/(study\/)[^?]*/, `$1${'0'.repeat(32)}`);
  await page.goto(gone);
  await expect(page.getByRole('heading', { name: /not on this device/ })).toBeVisible();
});
