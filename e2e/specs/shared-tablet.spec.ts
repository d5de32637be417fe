import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { aliveCount, tracesOf } from '../pages/left-behind.ts';
import { firstRun, importBy, setLock, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const passphrase = 'correct horse battery staple';

async function importWeiss(page: Page, folder: string): Promise<void> {
  const study = { seed: 'hand-over', PatientName: 'Weiss^Paul' };
  const instances = syntheticStudy('CT', study, { sliceCount: 3, rows: 64 });
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'disc'), instances));
}

function personButton(page: Page, name: string) {
  return page.getByRole('button', { name: `${name}: hand over or lock` });
}

test('the device is handed over in two taps: the next one finds the list and nothing of the one before', async ({
  page,
  server,
  folder,
}) => {
  await firstRun(page, server.url, 'Dr. Vera Lind');
  await importWeiss(page, folder);
  await page.goto(server.url);
  await page.getByRole('searchbox').fill('weiss');
  await page.getByRole('link', { name: /Weiss/ }).click();
  await expect(page).toHaveURL(/\/study\//);
  await personButton(page, 'Dr. Vera Lind').click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ben Roth');
  await page.getByRole('radio', { name: 'Nurse' }).check({ force: true });
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(personButton(page, 'Ben Roth')).toBeVisible();
  await expect(page).toHaveURL(new URL('/', server.url).href);
  await expect(page.getByRole('searchbox')).toHaveValue('');
  expect(await tracesOf(page)).not.toMatch(/Lind|value="weiss/);
  // The browser forgets no history, but it leads nowhere.
  await page.goBack();
  await expect(page.getByRole('link', { name: /Weiss/ })).toBeVisible();
  await expect(page).toHaveURL(new URL('/', server.url).href);
  // Back by keys alone.
  await page.keyboard.press('Alt+Shift+U');
  await page.getByRole('button', { name: /Vera Lind/ }).press('Enter');
  await expect(personButton(page, 'Dr. Vera Lind')).toBeVisible();
});

test('nobody touches it: both windows lock, hold no key, and say nothing of a patient', async ({
  server,
  folder,
  devices,
}) => {
  const device = await devices.open('Vera');
  const first = await device.newPage();
  await first.clock.install();
  await firstRun(first, server.url);
  await importWeiss(first, folder);
  await setLock(first, passphrase);
  // Within the app: loaded anew it would be locked.
  await first.getByRole('link', { name: 'Back' }).click();
  const second = await device.newPage();
  await second.goto(server.url);
  for (const page of [first, second]) {
    await expect(page.getByRole('link', { name: /Weiss/ })).toBeVisible();
    expect(await aliveCount(page, 'CryptoKey')).toBeGreaterThan(0);
  }
  // The seconds that the browser itself takes count too.
  await first.clock.fastForward(60_000);
  await expect(first.getByRole('link', { name: /Weiss/ })).toBeVisible();
  await first.clock.fastForward(120_000);
  for (const page of [first, second]) {
    await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
    expect(await tracesOf(page)).not.toMatch(/Weiss/i);
    await expect.poll(() => aliveCount(page, 'CryptoKey')).toBe(0);
    await expect.poll(() => page.workers().length).toBe(0);
  }
  await second.getByLabel('Passphrase').fill(passphrase);
  await second.getByRole('button', { name: 'Unlock', exact: true }).click();
  for (const page of [first, second]) {
    await expect(page.getByRole('link', { name: /Weiss/ })).toBeVisible();
  }
  await first.keyboard.press('Alt+Shift+L');
  await expect(second.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
});

test('a passphrase of one’s own, too many wrong ones, and one that is forgotten', async ({
  page,
  server,
  folder,
}) => {
  await firstRun(page, server.url, 'Dr. Vera Lind');
  await importWeiss(page, folder);
  const recoveryKey = await setLock(page, passphrase);
  await page.goto(new URL('/settings', server.url).href);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('button', { name: 'Passphrase of their own: Dr. Vera Lind' }).click();
  await page.getByLabel(/The device’s passphrase/).fill(passphrase);
  await page.getByLabel('New passphrase').fill('lantern gravel orchid tuesday');
  await page.getByLabel('The same again').fill('lantern gravel orchid tuesday');
  await page.getByRole('button', { name: 'Set it' }).click();
  await expect(page.getByText('now has a passphrase of their own')).toBeVisible();
  await page.keyboard.press('Alt+Shift+L');

  // With everybody's passphrase one is nobody yet.
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Who is using Satchel?' })).toBeVisible();
  await page.getByRole('button', { name: /Vera Lind/ }).click();
  await page.getByLabel('Passphrase of Dr. Vera Lind').fill('lantern gravel orchid tuesday');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();

  await page.keyboard.press('Alt+Shift+L');
  await page.getByRole('button', { name: 'Passphrase of VL' }).click();
  for (let time = 0; time < 5; time += 1) {
    await page.getByLabel('Passphrase of VL').last().fill(`wrong ${time}`);
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(page.getByText('does not open this device')).toBeVisible();
  }
  await expect(page.getByText(/5 wrong tries. Wait \d+ seconds/)).toBeVisible();
  await page.reload();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeDisabled();

  await page.getByRole('button', { name: 'Passphrase forgotten?' }).click();
  await page.getByRole('button', { name: 'Use the recovery key' }).click();
  await page.getByLabel('Recovery key').fill(recoveryKey);
  await page.getByLabel('New passphrase').fill('new words for everybody here');
  await page.getByLabel('The same again').fill('new words for everybody here');
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Who is using Satchel?' })).toBeVisible();

  await page.keyboard.press('Alt+Shift+L');
  await expect(page.getByText('1 study on this device is not on the server yet')).toBeVisible();
  await page.getByRole('button', { name: 'Passphrase forgotten?' }).click();
  await page.getByRole('button', { name: 'Erase this device…' }).click();
  await expect(page.getByText('1 study exists on this device alone (3 images)')).toBeVisible();
  const erase = page.getByRole('button', { name: 'Erase everything on this device' });
  await expect(erase).toBeDisabled();
  await page.getByLabel(/To confirm/).fill('erase');
  await erase.click();
  await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
});
