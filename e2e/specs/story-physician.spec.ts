import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { DicomwebClient } from '../pages/dicomweb-client.ts';
import { firstPage, firstRun, pairDevice, setLock, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import {
  arrival,
  findNetwork,
  loseNetwork,
  row,
  sayWithArrow,
  tapsOf,
  waitUntilOfflineReady,
} from '../pages/story.ts';
import { wristStudy } from '../pages/story-studies.ts';
import { expectPicture, marks } from '../pages/viewer-page.ts';

const passphrase = 'meadow harness pencil thunder';

async function typePassphrase(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
}

test('a physician opens a study on the phone in three taps, marks it, sends a picture, keeps what was before, and reads both without a network', async ({
  server,
  folder,
  devices,
}) => {
  // The clinic.
  const clinic = await devices.paired('Mia');
  const archive = await DicomwebClient.of(server);
  const disc = await Promise.all([
    writeInstances(path.join(folder, 'old'), wristStudy('old', '20220107')),
    writeInstances(path.join(folder, 'prior'), wristStudy('prior', '20240505')),
    writeInstances(path.join(folder, 'now'), wristStudy('now', '20261102')),
  ]);
  expect((await archive.stow(disc.flat())).status).toBe(200);

  const phone = await devices.open('Eve', {
    hasTouch: true,
    viewport: { width: 390, height: 844 },
  });
  const page = await firstPage(phone);
  await firstRun(page, server.url, 'Dr Eve Stone');
  await pairDevice(page, server, 'Phone of Eve');
  await waitUntilOfflineReady(page);
  await setLock(page, passphrase);
  await clinic.goto(server.url);
  await row(clinic, 'Nov 2, 2026').click();
  await expectPicture(clinic);

  // The icon on the home screen: a passphrase, two taps.
  await page.goto(server.url);
  await typePassphrase(page);
  const opened = await tapsOf(page, async () => {
    await page.getByRole('button', { name: 'Unlock', exact: true }).tap();
    await row(page, 'Nov 2, 2026').tap();
    await expectPicture(page);
  });
  expect(opened).toBeLessThanOrEqual(3);
  const link = page.url();
  await sayWithArrow(
    page,
    [
      { x: 150, y: 350 },
      { x: 220, y: 420 },
    ],
    'Splint, see me Monday',
  );
  await expect(marks(clinic)).toContainText('Splint, see me Monday', arrival);

  // A picture of it for the patient: to be looked at, without a name.
  const sent = await tapsOf(page, async () => {
    await page.getByRole('button', { name: 'More' }).tap();
    await page.getByRole('menuitem', { name: 'Send as picture' }).tap();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save', exact: true }).tap();
    expect((await download).suggestedFilename()).not.toMatch(/doe|4711/i);
  });
  expect(sent).toBeLessThanOrEqual(4);
  await page.keyboard.press('Escape');

  // To be read on the road: kept, fetched whole, read back.
  await page.getByRole('button', { name: 'Back to the study list' }).tap();
  await page
    .locator('.study-row', { hasText: 'May 5, 2024' })
    .getByRole('button', { name: 'More about Doe, Jane' })
    .tap();
  await page.getByRole('menuitem', { name: 'Keep on this device' }).tap();
  await expect(row(page, 'May 5, 2024')).toContainText('Kept, ready', arrival);

  // What was opened or kept is here; what was not says so, and comes by itself with the network.
  await loseNetwork(phone, server);
  await page.goto(link);
  await typePassphrase(page);
  await page.getByRole('button', { name: 'Unlock', exact: true }).tap();
  await expect(marks(page)).toContainText('Splint, see me Monday');
  await page.getByRole('link', { name: 'Patient and earlier studies' }).tap();
  await page.getByRole('link', { name: /2024/ }).tap();
  await expectPicture(page);
  await page.getByRole('button', { name: 'Back', exact: true }).tap();
  await page.getByRole('link', { name: /2022/ }).tap();
  await expect(page.getByText('not on this device yet').first()).toBeVisible();
  await findNetwork(phone, server);
  await expectPicture(page);
  // Back to the patient, from there to the study that was opened first.
  await page.getByRole('button', { name: 'Back', exact: true }).tap();
  await page.getByRole('link', { name: 'Back' }).tap();
  await expect(marks(page)).toContainText('Splint, see me Monday');
});
