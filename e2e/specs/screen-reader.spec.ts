/** What a screen reader is told: names of rows, what is said by itself, and where the focus goes. */
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import { drag, expectPicture, marks, onScreen, tool } from '../pages/viewer-page.ts';

const slow = { timeout: 90_000 };

/** Notes what changes within live regions that were there before: what comes together with its region is not read. */
async function listen(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const live = '[aria-live="polite"], [role="status"], [role="alert"]';
    new MutationObserver((changes) => {
      const added = new Set(changes.flatMap(({ addedNodes }) => [...addedNodes]));
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(live) ?? null;
        const isNew = [...added].some((node) => node.contains(region));
        if (region !== null && !isNew) heard.push(region.textContent);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { heard: readonly string[] }).heard.join('\n'));
}

/** What is seen of it is said of it, too: every line of its words is part of the accessible tree. */
async function expectSaidAsSeen(what: Locator): Promise<void> {
  const seen = (await what.innerText()).split('\n').map((line) => line.trim());
  const said = (await what.ariaSnapshot()).replaceAll(/["\\]/g, '');
  expect(seen.filter((line) => line !== '').length).toBeGreaterThan(1);
  for (const line of seen) expect(said).toContain(line.replaceAll('"', ''));
}

/** Opens something by the button and closes it again: the button has the focus then. */
async function expectFocusBack(
  page: Page,
  opener: Locator,
  opened: 'dialog' | 'menu',
): Promise<void> {
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole(opened)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole(opened)).toHaveCount(0);
  await expect(opener).toBeFocused();
}

test('rows say what is seen, the end of adding and sending is said by itself, and the focus is never lost', async ({
  server,
  folder,
  devices,
}) => {
  const page = await devices.paired('Ana');
  const heard = await listen(page);
  const files = await writeInstances(
    path.join(folder, 'disc'),
    syntheticStudy('CT', { seed: 'voice', PatientName: 'Doe^Jane' }, { sliceCount: 8, rows: 64 }),
  );
  await page.route('**/sync/v1/**', (route) => route.abort());
  const report = await importBy(page, 'Files', files);
  expect(await heard()).toContain('8 files added');
  await expectSaidAsSeen(report);
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('link', { name: /waiting|left/ })).toBeVisible();
  await page.unroute('**/sync/v1/**');
  await expect(page.getByText('Here and on server').first()).toBeVisible(slow);
  await expect(page.getByRole('link', { name: 'All safe' })).toBeVisible(slow);
  expect(await heard()).toContain('All safe');
  await expectSaidAsSeen(page.locator('.study-row').first());

  await expectFocusBack(page, page.getByRole('button', { name: /^More about/ }), 'menu');
  await page.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'About this study' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('.study-row :focus')).toHaveCount(1);

  await page.getByRole('link', { name: 'All safe' }).click();
  await expectSaidAsSeen(page.locator('.outbox-head'));
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expectFocusBack(page, page.getByRole('button', { name: 'Add a person' }), 'dialog');

  await page.goto(server.url);
  await page.getByRole('link', { name: /Doe/ }).click();
  await expectPicture(page);
  await tool(page, 'Length').click();
  await drag(page, await onScreen(page, { x: 10, y: 10 }), await onScreen(page, { x: 40, y: 40 }));
  await expect(marks(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expectFocusBack(page, tool(page, 'Presets'), 'menu');
  await tool(page, 'Marks').click();
  const table = page.getByRole('complementary', { name: 'Marks of this study' });
  await expectSaidAsSeen(table.getByRole('listitem').first());
});

test('a screen that comes late takes the focus and says its name: the focus was lost on the way', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url);
  const settings = page.getByRole('main', { name: 'Settings' });
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(settings).toBeFocused();
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('main', { name: 'Studies' })).toBeFocused();
});

test('a message goes away though a pointer rests on it: what lay under it stayed covered', async ({
  page,
  server,
}) => {
  await page.clock.install();
  await firstRun(page, server.url);
  const message = page.locator('.toast').filter({ hasText: 'ready for offline' });
  await expect(message).toBeVisible(slow);
  await message.hover();
  await page.clock.fastForward(15_000);
  await expect(message).toBeVisible();
  await page.clock.fastForward(15_000);
  await expect(message).toHaveCount(0);
});
