import { expect, type Page } from '@playwright/test';
import { firstRun } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

/** Where the scrim is beside a dialog in the middle of the screen. */
const tapBeside = (page: Page): Promise<void> => page.mouse.click(8, 400);

test('fault: a tap beside the form threw away what was typed; Escape asks first, and what was typed stays until it is written', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url);
  await page.goto(new URL('/patients?new', server.url).href);
  const form = page.getByRole('dialog', { name: 'New patient or animal' });
  const name = form.getByRole('textbox', { name: 'Name of the animal' });
  await form.getByText('Animal', { exact: true }).click();
  await form.getByText('Horse', { exact: true }).click();
  await name.fill('Comet');
  await tapBeside(page);
  await expect(name).toHaveValue('Comet');
  await name.press('Escape');
  await expect(form.getByRole('alert')).toContainText('Throw away what you typed?');
  await expect(form.getByRole('button', { name: 'Go on typing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('Comet');
  await form.getByRole('button', { name: 'Close' }).click();
  await form.getByRole('button', { name: 'Throw away' }).click();
  await expect(form).toHaveCount(0);

  // Nothing typed: nothing is asked.
  await page.getByRole('button', { name: 'New patient' }).click();
  await tapBeside(page);
  await expect(form).toHaveCount(0);

  await page.getByRole('button', { name: 'New patient' }).click();
  await form.getByText('Animal', { exact: true }).click();
  await form.getByText('Horse', { exact: true }).click();
  await name.fill('Comet');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Comet', level: 1 })).toBeVisible();

  await page.getByRole('button', { name: 'Correct…' }).click();
  const correction = page.getByRole('dialog', { name: 'Correct who this is' });
  await correction.getByLabel('Breed').fill('Hanoverian');
  await correction.getByLabel('Why?').fill('passport');
  const refuseWrites = (isRefused: boolean): Promise<void> =>
    page.evaluate((refused) => {
      const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
      store['satchelAdd'] ??= store['add'];
      store['satchelPut'] ??= store['put'];
      const refuse = (): never => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      store['add'] = refused ? refuse : store['satchelAdd'];
      store['put'] = refused ? refuse : store['satchelPut'];
    }, isRefused);
  await refuseWrites(true);
  await correction.getByRole('button', { name: 'Correct', exact: true }).click();
  await expect(correction.getByRole('status')).toContainText('Not done.');
  await expect(correction.getByLabel('Breed')).toHaveValue('Hanoverian');
  await refuseWrites(false);
  await correction.getByRole('button', { name: 'Correct', exact: true }).click();
  await expect(correction).toHaveCount(0);
  await expect(page.getByText('Horse, Hanoverian').first()).toBeVisible();
});

test('fault: whom somebody adds in the settings took the device over without a word', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url, 'Dr. Vera Lind');
  await page.goto(new URL('/settings', server.url).href);
  const seat = (name: string) => page.getByRole('button', { name: `${name}: hand over or lock` });
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ben Roth');
  await tapBeside(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const added = page.getByRole('status').filter({ hasText: 'Ben Roth was added.' });
  await expect(added).toContainText('Dr. Vera Lind goes on using the device');
  await expect(page).toHaveURL(/\/settings/);
  await expect(seat('Dr. Vera Lind')).toBeVisible();
  await added.getByRole('button', { name: 'Hand over to Ben Roth' }).click();
  await expect(seat('Ben Roth')).toBeVisible();
});
