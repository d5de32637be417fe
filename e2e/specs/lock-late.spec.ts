import path from 'node:path';
import { expect, type Page, type Route } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, setLock, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

// What comes late must come from the network here, where it can be held.
test.beforeEach(({ page }) =>
  page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')),
);

const passphrase = 'correct horse battery staple';

/** Holds every answer of that address until it is let go. */
async function hold(page: Page, address: RegExp) {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  await page.route(address, async (route: Route) => {
    asked.resolve();
    await released.promise;
    await route.continue();
  });
  return { asked: asked.promise, letGo: released.resolve };
}

test('the lock’s key locks while the next screen is still coming: the key was lost between two screens', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url);
  await setLock(page, passphrase);
  await page.getByRole('link', { name: 'Back' }).click();
  const screen = await hold(page, /patients-screen/);
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/patients';
    document.body.append(link);
    link.click();
  });
  await screen.asked;
  await page.keyboard.press('Alt+Shift+L');
  await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
  screen.letGo();
});

test('a sample that comes after a hand-over leads the next person nowhere', async ({
  page,
  server,
  folder,
}) => {
  await firstRun(page, server.url);
  const sample = await hold(page, /sample-study\.zip/);
  await page.getByRole('button', { name: /sample/i }).click();
  await sample.asked;
  await page.keyboard.press('Alt+Shift+U');
  const people = page.getByRole('dialog', { name: 'Who is using Satchel?' });
  await people.getByRole('button', { name: 'Add a person' }).click();
  await people.getByRole('textbox', { name: 'Name' }).fill('Ben Roth');
  await people.getByRole('radio', { name: 'Nurse' }).check({ force: true });
  await people.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('button', { name: /^Ben Roth: hand over/ })).toBeVisible();
  sample.letGo();
  // What Ben adds comes after what was begun before him: then all of it has ended.
  const study = syntheticStudy(
    'CT',
    { seed: 'late', PatientName: 'Weiss^Paul' },
    { sliceCount: 2 },
  );
  const files = await writeInstances(path.join(folder, 'in'), study);

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Files or ZIP' }).click();
  await (await chooser).setFiles([...files]);
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toContainText('2 files added');
  await expect(page).toHaveURL(/\/import$/);
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('link', { name: /Weiss/ })).toBeVisible();
});

test('a copied recovery key is out of the clipboard when the lock closes', async ({
  page,
  server,
}) => {
  const held = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await firstRun(page, server.url);
  await setLock(page, passphrase);
  await page.getByRole('button', { name: 'New recovery key' }).first().click();
  await page.getByLabel('Current passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Make a new key' }).click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('in the clipboard for one minute')).toBeVisible();
  const groups = await page.locator('.recovery-key span').allTextContents();
  expect(await held()).toBe(groups.join('-'));
  await page.keyboard.press('Alt+Shift+L');
  await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
  await expect.poll(held).toBe('');
});
