import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, temporaryFolder, writeInstances } from '../pages/satchel-app.ts';
import { expectPicture, frameNumber, marks, windowText } from '../pages/viewer-page.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';

let server: SatchelServer;
let folder: string;
test.beforeAll(async () => {
  server = await createSatchelServer();
  await server.start();
  folder = temporaryFolder('axe');
});
test.afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Whether what has the focus shows it: a ring of its own or around the field it lies in. */
async function isFocusSeen(page: Page): Promise<boolean> {
  return await page.evaluate(() => {
    for (
      let at = document.activeElement;
      at !== null && at !== document.body;
      at = at.parentElement
    ) {
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return true;
    }
    return false;
  });
}

/** Presses Tab until the focus is on what is wanted; every stop on the way must be seen. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      return element.getAttribute('aria-label') ?? element.textContent;
    });
    // Past the last stop the browser's own buttons have their turn, then the page begins again.
    if (focused === null) continue;
    expect(await isFocusSeen(page), `focus seen on "${focused}"`).toBe(true);
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never comes to ${name}`);
}

test('keys alone lead from the list to a windowed, measured image and back', async ({ page }) => {
  const files = await writeInstances(
    path.join(folder, 'keys'),
    syntheticStudy('CT', { seed: 'keys' }, { sliceCount: 5, rows: 64 }),
  );
  await firstRun(page, server.url);
  await importBy(page, 'Files', files);
  await page.goto(server.url);
  await expect(page.locator('a[href^="/study/"]')).toBeVisible();
  await tabTo(page, /CT/);
  await page.keyboard.press('Enter');
  await expectPicture(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(frameNumber(page)).toHaveText('2 / 5');
  await page.keyboard.press('Alt+2');
  await expect(windowText(page)).toHaveText('W 1,500 L -600 HU');
  await tabTo(page, /^Presets$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.type('Brain');
  await page.keyboard.press('Enter');
  await expect(windowText(page)).toHaveText('W 80 L 40 HU');
  await expect(page.getByRole('button', { name: 'Presets' })).toBeFocused();
  await page.keyboard.press('m');
  await page.keyboard.press('p');
  await expect(page.getByRole('status').filter({ hasText: 'Arrow keys' })).toBeVisible();
  for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('p');
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('p');
  await expect(marks(page)).toHaveCount(1);
  // 30 pixels across and one down, of 360 mm / 64.
  const mm = (Math.hypot(30, 1) * 360) / 64;
  await expect(marks(page)).toContainText(`${mm.toFixed(1)} mm in the patient`);
  await expect(frameNumber(page)).toHaveText('2 / 5');
  await page.keyboard.press('Delete');
  await expect(marks(page)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(marks(page)).toHaveCount(1);
  await tabTo(page, /Marks$/);
  await page.keyboard.press('Enter');
  const list = page.getByRole('complementary', { name: 'Marks of this study' });
  await expect(list).toContainText(`${mm.toFixed(1)} mm in the patient`);
  await tabTo(page, /^Delete: /);
  await page.keyboard.press('Enter');
  await expect(marks(page)).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await tabTo(page, /^Back to the study list$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('a[href^="/study/"]')).toBeVisible();
  await tabTo(page, /CT/);
});
