import { readFileSync } from 'node:fs';
import { expect, type Download, type Page, test } from '@playwright/test';
import { BlobReader, ZipReader } from '@zip.js/zip.js';
import { drag, drawnGreys, expectPicture, onScreen, tool } from '../pages/viewer-page.ts';
import { openReader, type Reader } from '../pages/viewer-reader.ts';
import { rampColumns, rampRows, sliceCount } from '../pages/viewer-studies.ts';

test.describe.configure({ mode: 'default' });

let reader: Reader;
let page: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  reader = await openReader(browser);
  ({ page } = reader);
});
test.afterAll(async () => {
  await reader.close();
  expect(reader.faults, 'errors nobody caught, or refused by the policy').toEqual([]);
});

const dialog = () => page.getByRole('dialog', { name: 'Send as picture' });

async function openDialog(): Promise<void> {
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Send as picture' }).click();
  await expect(dialog().getByRole('img')).toBeVisible();
}

async function saved(button: string): Promise<Download> {
  const downloading = page.waitForEvent('download');
  await dialog().getByRole('button', { name: button, exact: true }).click();
  return downloading;
}

/** The greys of a picture file, and its size, as a browser decodes it. */
async function greysOf(bytes: Buffer, mediaType: string) {
  return page.evaluate(
    async ([base64, type]) => {
      const data = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([data], { type }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const rgba = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
      const greys = [...rgba].filter((_, index) => index % 4 === 0);
      return { width: bitmap.width, height: bitmap.height, greys };
    },
    [bytes.toString('base64'), mediaType] as const,
  );
}

test('a PNG of the image has the very greys of the screen, and no word of the patient', async () => {
  await reader.open('Ramp');
  const shown = await drawnGreys(page);
  expect(shown).toHaveLength(rampColumns * rampRows);
  await openDialog();
  await expect(dialog()).toContainText('This image may have text in it');
  await dialog().getByText('PNG: every grey exact').click();
  await expect(dialog().getByRole('img')).toBeVisible();
  const download = await saved('Save');
  expect(download.suggestedFilename()).toMatch(/^satchel-picture-[\d-]+\.png$/);
  const bytes = readFileSync(await download.path());
  const { width, height, greys } = await greysOf(bytes, 'image/png');
  // Enlarged by a whole number; bands of words above and below.
  const times = width / rampColumns;
  expect(Number.isInteger(times)).toBe(true);
  expect(height).toBeGreaterThan(rampRows * times);
  const at = (top: number): number[] =>
    Array.from({ length: rampColumns * rampRows }, (_, pixel) => {
      const x = (pixel % rampColumns) * times + Math.floor(times / 2);
      const y = Math.floor(pixel / rampColumns) * times + Math.floor(times / 2) + top;
      return greys[y * width + x] ?? -1;
    });
  const tops = Array.from({ length: height - rampRows * times + 1 }, (_, top) => top);
  const fitting = tops.filter((top) => {
    const found = at(top);
    // Letters of the sides lie over the edges of some images; a ramp has none.
    return shown.every((grey, pixel) => grey === found[pixel]);
  });
  expect(fitting.length, 'the frame is in the picture, grey by grey').toBeGreaterThan(0);
  expect(bytes.includes('Gerda')).toBe(false);
  await dialog().getByRole('button', { name: 'Close', exact: true }).first().click();
});

test('three taps from the viewer to the share sheet, in the tap itself, with pictures alone', async () => {
  await page.evaluate(() => {
    const shares: string[] = [];
    Object.assign(globalThis, { shares });
    Object.defineProperty(navigator, 'canShare', { value: () => true, configurable: true });
    Object.defineProperty(navigator, 'share', {
      configurable: true,
      value: (data: ShareData) => {
        const files = (data.files ?? []).map(({ type, name }) => `${type} ${name}`);
        const isInTap = navigator.userActivation.isActive;
        shares.push([isInTap, Object.keys(data).join(), ...files].join(' '));
        return Promise.resolve();
      },
    });
  });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Send as picture' }).click();
  await dialog().getByRole('button', { name: 'Share' }).click();
  await expect(dialog()).toContainText('Picture handed out');
  const shares = await page.evaluate(() => (globalThis as unknown as { shares: string[] }).shares);
  expect(shares).toHaveLength(1);
  expect(shares[0]).toMatch(/^true files image\/jpeg satchel-picture-[\d-]+\.jpg$/);
  await dialog().getByRole('button', { name: 'Close', exact: true }).first().click();
});

test('images with marks, a part of a series, and a whole one go out as a ZIP of pictures', async () => {
  await reader.open('Stack');
  await tool(page, 'Length').click();
  await drag(page, await onScreen(page, { x: 30, y: 40 }), await onScreen(page, { x: 90, y: 80 }));
  await expect(page.getByTestId('mark')).toHaveAttribute('data-saving', 'saved');
  await page.keyboard.press('Escape');
  await expectPicture(page);
  await openDialog();
  // A CT slice: nothing may be written into it, nothing is warned of.
  await expect(dialog()).not.toContainText('text in it');
  await expect(dialog().getByText('1 image with marks')).toBeVisible();
  await dialog().getByText(`This series (${sliceCount})`).click();
  await dialog().getByLabel('From').fill('2');
  await dialog().getByLabel('To').fill('4');
  await expect(dialog()).toContainText('1 of 3');
  await dialog().getByRole('button', { name: 'Next picture' }).click();
  await expect(dialog().getByRole('img', { name: 'Preview of picture 2 of 3' })).toBeVisible();
  const download = await saved('Save as ZIP');
  const zip = new Blob([readFileSync(await download.path())]);
  const entries = await new ZipReader(new BlobReader(zip)).getEntries();
  expect(entries.map(({ filename }) => filename.slice(-7))).toEqual([
    '-01.jpg',
    '-02.jpg',
    '-03.jpg',
  ]);
});
