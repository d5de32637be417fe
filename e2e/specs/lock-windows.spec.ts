import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { aliveCount } from '../pages/left-behind.ts';
import { firstRun, importBy, pairDevice, setLock, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import { expectPicture, pixels } from '../pages/viewer-page.ts';

const passphrase = 'correct horse battery staple';
const lockedTitle = { name: 'Satchel is locked' };

async function importWeiss(page: Page, folder: string): Promise<void> {
  const study = { seed: 'windows', PatientName: 'Weiss^Paul' };
  const instances = syntheticStudy('CT', study, { sliceCount: 3, rows: 64 });
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'disc'), instances));
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.getByRole('button', { name: /hand over or lock/ })).toBeVisible();
}

/** As when the system shows its app switcher: the page is told that it is hidden, and pictured afterwards. */
function setHidden(page: Page, isHidden: boolean): Promise<void> {
  return page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isHidden ? 'hidden' : 'visible',
  );
}

test('a lock that one window sets closes no other, keeps its recovery key on the screen, and locks them all', async ({
  page: first,
  server,
  folder,
}) => {
  await firstRun(first, server.url);
  await importWeiss(first, folder);
  const second = await first.context().newPage();
  await second.goto(server.url);
  await second.getByRole('link', { name: /Weiss/ }).click();
  await expectPicture(second);
  // Reads the recovery key off the sheet: it would be gone if the other window had locked this one.
  await setLock(first, passphrase);
  await expect(second).toHaveURL(/study/);
  await expectPicture(second);
  await second.keyboard.press('ArrowRight');
  await expectPicture(second);

  // The task switcher's picture.
  await setHidden(second, true);
  await expect(pixels(second)).toBeHidden();
  await expect(second.getByRole('heading', { name: /Weiss/ })).toHaveCount(0);
  await setHidden(second, false);
  await expectPicture(second);
  await second.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  await expect(pixels(second)).toBeHidden();
  await second.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow')));
  await expectPicture(second);
  await first.getByText('Show nothing in the app switcher').click();
  await expect(first.getByRole('switch', { name: /app switcher/ })).not.toBeChecked();
  await setHidden(second, true);
  await expect(pixels(second)).toBeVisible();
  await setHidden(second, false);

  await second.keyboard.press('Alt+Shift+L');
  for (const page of [first, second]) {
    await expect(page.getByRole('heading', lockedTitle)).toBeVisible();
    await expect.poll(() => aliveCount(page, 'CryptoKey')).toBe(0);
  }
  await unlock(second);
  await expectPicture(second);
  await expect(first.getByRole('button', { name: /hand over or lock/ })).toBeVisible();
});

test('erased with several windows open, all begin anew; paired again, what the server has is there', async ({
  server,
  folder,
  devices,
}) => {
  const first = await devices.paired('Ana');
  await importWeiss(first, folder);
  await first.goto(server.url);
  await expect(first.getByRole('link', { name: /Weiss/ })).toContainText('Here and on server');
  await setLock(first, passphrase);
  const context = first.context();
  const second = await context.newPage();
  await second.goto(server.url);
  await second.getByRole('link', { name: /Weiss/ }).click();
  await expectPicture(second);
  const third = await context.newPage();
  await third.goto(`${server.url}/settings`);
  await expect(third.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await third.keyboard.press('Alt+Shift+L');
  await third.getByRole('button', { name: 'Passphrase forgotten?' }).click();
  await third.getByRole('button', { name: 'Erase this device…' }).click();
  await expect(third.getByText('Nothing on this device exists here alone')).toBeVisible();
  await expect(third.getByText('1 study is on the server and stays there')).toBeVisible();
  await expect(third.getByText('Pair this device again')).toBeVisible();
  await third.getByLabel(/To confirm/).fill('erase');
  await third.getByRole('button', { name: 'Erase everything on this device' }).click();
  for (const page of [first, second, third]) {
    await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/');
  }
  await second.close();
  await third.close();
  await firstRun(first, server.url, 'Ben Roth');
  await pairDevice(first, server, 'Tablet again');
  await first.goto(server.url);
  await expect(first.getByRole('link', { name: /Weiss/ })).toContainText('On server');
});

test('a passkey opens the lock, and is asked for whoever uses the device', async ({
  page,
  server,
}) => {
  const debug = await page.context().newCDPSession(page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
      automaticPresenceSimulation: true,
    },
  });
  await firstRun(page, server.url);
  await setLock(page, passphrase);
  const offer = page.getByRole('alertdialog');
  await offer.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('Passkey added')).toBeVisible();
  await page.keyboard.press('Alt+Shift+L');
  await page.getByRole('button', { name: 'Use passkey' }).click();
  // One person: who it is needs no question.
  await page.getByRole('button', { name: /Vera Lind: hand over or lock/ }).click();
  const who = page.getByRole('dialog', { name: 'Who is using Satchel?' });
  await who.getByRole('button', { name: 'Add a person' }).click();
  await who.getByRole('textbox', { name: 'Name' }).fill('Ben Roth');
  await who.getByRole('radio', { name: 'Nurse' }).check({ force: true });
  await who.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('button', { name: /Ben Roth: hand over/ })).toBeVisible();
  await page.keyboard.press('Alt+Shift+L');
  await page.getByRole('button', { name: 'Use passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Who is using Satchel?' })).toBeVisible();
});
