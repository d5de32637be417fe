/** What the specs of the job stories have in common: counted taps, a network that is gone, a place that is quiet. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import type { SatchelServer } from './satchel-server.ts';
import { Fingers, lightMarkTool, marks, type ScreenPoint } from './viewer-page.ts';

export const arrival = { timeout: 90_000 };

/** How often a person touched a button or link while `deed` ran; typing is not counted. */
export async function tapsOf(page: Page, deed: () => Promise<void>): Promise<number> {
  const read = (): Promise<number> =>
    page.evaluate(() => {
      const counting = globalThis as unknown as { taps?: number };
      if (counting.taps === undefined) {
        counting.taps = 0;
        addEventListener('click', () => (counting.taps = (counting.taps ?? 0) + 1), true);
      }
      return counting.taps;
    });
  const before = await read();
  await deed();
  return (await read()) - before;
}

export async function loseNetwork(device: BrowserContext, server: SatchelServer): Promise<void> {
  await device.setOffline(true);
  await server.stop();
}

export async function findNetwork(device: BrowserContext, server: SatchelServer): Promise<void> {
  await server.start();
  await device.setOffline(false);
}

/** The device's app and decoders are here and proved: from now on it needs no network. */
export async function waitUntilOfflineReady(page: Page): Promise<void> {
  await page.goto(new URL('/settings', page.url()).href);
  await expect(page.getByText(/Ready for offline: all/)).toBeVisible(arrival);
}

export const row = (page: Page, words: string | RegExp) =>
  page.locator('.study-list').getByRole('link', { name: new RegExp(words) });

/** Points at something with an arrow and says what it is. */
export async function sayWithArrow(
  page: Page,
  [from, to]: readonly [ScreenPoint, ScreenPoint],
  words: string,
): Promise<void> {
  await lightMarkTool(page, 'Arrow');
  await (await Fingers.on(page)).swipe(from, to);
  await page.getByRole('textbox', { name: 'Text' }).fill(words);
  // A machine that is busy with other specs was seen to lose the tap, as a finger on a busy phone may.
  await expect(async () => {
    await page.getByRole('button', { name: 'Save text' }).tap({ timeout: 5000 });
    await expect(page.getByRole('textbox', { name: 'Text' })).toHaveCount(0, { timeout: 5000 });
  }).toPass();
  await expect(marks(page).filter({ hasText: words })).toBeVisible();
}

/** Adds files from the list by the buttons alone: a device with a lock would ask again after a reload. */
export async function addFiles(page: Page, files: readonly string[]): Promise<void> {
  await page.getByRole('link', { name: 'Add studies' }).first().tap();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Files/ }).tap();
  await (await chooser).setFiles([...files]);
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toBeVisible();
}
