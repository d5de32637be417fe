import { rmSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import {
  firstRun,
  importBy,
  setLock,
  temporaryFolder,
  writeInstances,
} from '../pages/satchel-app.ts';
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

/** What a finger can press, as "name: width × height", where either is less than 48 px. */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const pressed =
      'a[href], button, input, select, textarea, [role^="menuitem"], [role="slider"], [role="tab"]';
    return [...document.querySelectorAll(pressed)].flatMap((element) => {
      // The dot of a radio is pressed by its label; buttons for screen readers alone have no size.
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
      const isForReaders = element.closest('[style*="clip"]') !== null || width < 2 || height < 2;
      if (isForReaders || (width >= 47.5 && height >= 47.5)) return [];
      const name = element.getAttribute('aria-label') ?? element.textContent;
      return [`${name}: ${Math.round(width)} × ${Math.round(height)}`];
    });
  });
}

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

/** WCAG 2.1 A and AA, and axe's own best practices; each finding as "screen: rule at element". */
async function findings(page: Page, screen: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${screen}: ${id} at ${target.join(' ')}`),
  );
}

const screens = [
  ['list', '/', 'Satchel'],
  ['import', '/import', 'Add studies'],
  ['outbox', '/outbox', 'Outbox'],
  ['trash', '/trash', 'Trash'],
  ['pairing', '/pair', 'Pair with a server'],
  ['settings', '/settings', 'Settings'],
] as const;

for (const theme of ['dim', 'sun'] as const) {
  test(`axe finds nothing on any screen, ${theme} theme`, async ({ page }) => {
    const files = await writeInstances(
      path.join(folder, theme),
      syntheticStudy('CT', { seed: `axe ${theme}` }, { sliceCount: 2, rows: 64 }),
    );
    const found: string[] = [];
    await page.goto(server.url);
    await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
    found.push(...(await findings(page, 'first run')));
    await firstRun(page, server.url);
    found.push(...(await findings(page, 'empty list')));
    await page.goto(`${server.url}/settings`);
    await page.getByRole('radio', { name: theme === 'dim' ? 'Dim' : 'Sun' }).check({ force: true });
    const report = await importBy(page, 'Files', files);
    found.push(...(await findings(page, 'import report')));
    await report.getByRole('link', { name: 'Open' }).click();
    await expect(page.getByText('1 / 2')).toBeVisible();
    found.push(...(await findings(page, 'viewer')));
    for (const [screen, address, heading] of screens) {
      await page.goto(server.url + address);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
      found.push(...(await findings(page, screen)));
    }
    await page.goto(server.url);
    await page.getByRole('button', { name: /^More about/ }).click();
    await page.getByRole('menuitem', { name: 'About this study' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await findings(page, 'about a study')));
    await setLock(page, 'four words of a passphrase');
    await page.goto(server.url);
    await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
    found.push(...(await findings(page, 'lock')));
    expect(found).toEqual([]);
  });
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

for (const [device, viewport] of [
  ['tablet', { width: 820, height: 1180 }],
  ['phone', { width: 390, height: 844 }],
] as const) {
  test(`everything on a ${device} is large enough for a finger, and nothing runs out of the side`, async ({
    browser,
  }) => {
    const page = await browser.newPage({ viewport, hasTouch: true });
    const study = syntheticStudy('US', { seed: device }, { rows: 64 });
    const files = await writeInstances(path.join(folder, device), study);
    const found: string[] = [];
    const look = async (screen: string): Promise<void> => {
      found.push(...(await smallTargets(page)).map((target) => `${screen}: ${target}`));
      const isWide = await page.evaluate(() => document.body.scrollWidth > innerWidth);
      if (isWide) found.push(`${screen}: wider than the screen`);
    };
    await firstRun(page, server.url);
    await look('empty list');
    const report = await importBy(page, 'Files', files);
    await look('import report');
    await report.getByRole('link', { name: 'Open' }).click();
    await expectPicture(page);
    await look('viewer');
    await page.getByRole('button', { name: 'More' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await look('menu of the viewer');
    for (const [screen, address, heading] of screens) {
      await page.goto(server.url + address);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
      await look(screen);
    }
    await page.goto(server.url);
    await page.getByRole('button', { name: /^More about/ }).click();
    await page.getByRole('menuitem', { name: 'About this study' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('about a study');
    expect(found).toEqual([]);
    await page.close();
  });
}
