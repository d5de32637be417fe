import path from 'node:path';
import { expect } from '@playwright/test';
import { firstPage, firstRun, pairDevice, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import {
  addFiles,
  arrival,
  findNetwork,
  loseNetwork,
  row,
  waitUntilOfflineReady,
} from '../pages/story.ts';
import { hoofStudy } from '../pages/story-studies.ts';
import { expectPicture, Fingers, marks, tool } from '../pages/viewer-page.ts';

test('a vet enters a horse in a barn without a network, measures its feet in the sun, and the clinic has all of it in the evening', async ({
  server,
  folder,
  devices,
}) => {
  const van = await devices.open('van', {
    hasTouch: true,
    viewport: { width: 390, height: 844 },
  });
  let page = await firstPage(van);
  await firstRun(page, server.url, 'Dr Hanna Wolf');
  await pairDevice(page, server, 'Van');
  await waitUntilOfflineReady(page);
  await page.getByText('Sun', { exact: true }).tap();

  // Out of reach for the day.
  await loseNetwork(van, server);
  await page.goto(server.url);
  await page.getByRole('link', { name: 'New patient' }).tap();
  await page.getByText('Animal', { exact: true }).tap();
  await page.getByText('Horse', { exact: true }).tap();
  await page.getByLabel('Name of the animal').fill('Comet');
  await page.getByLabel('Owner', { exact: true }).fill('Moss, Ada');
  await page.getByLabel('Barn').fill('Hill Farm');
  await page.getByLabel('Chip number').fill('276 098106123456');
  await page.getByRole('button', { name: 'Save' }).tap();
  await expect(page.getByText(/^ID TEMP-/)).toBeVisible();

  // From the panel's card, straight from the new horse.
  await addFiles(page, await writeInstances(path.join(folder, 'card'), hoofStudy()));
  await page.getByRole('button', { name: 'Same patient' }).tap();
  await expect(page.getByText('Shown as one patient')).toBeVisible();
  await page.getByRole('link', { name: 'Open' }).tap();
  await expectPicture(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'sun');
  // The number of the files took the place of the temporary one.
  await expect(page.getByText('ID H-1', { exact: true })).toBeVisible();
  await tool(page, 'Length').tap();
  await (await Fingers.on(page)).swipe({ x: 150, y: 420 }, { x: 260, y: 420 });
  await expect(marks(page)).toContainText('mm at the detector');
  // Saved is saved; what was still on its way to the disk when the phone went off was never called so.
  await expect(marks(page)).toHaveAttribute('data-saving', 'saved');
  const measured = (await marks(page).textContent()) ?? '';

  // The phone is switched off in mid-day.
  await page.close();
  page = await van.newPage();
  await page.goto(server.url);
  await expect(row(page, 'Front feet')).toContainText('Only here');
  await expect(row(page, 'Front feet')).toContainText('Moss, Comet');
  await row(page, 'Front feet').tap();
  await expect(marks(page)).toHaveText(measured);
  await page.getByRole('button', { name: 'Back to the study list' }).tap();
  await expect(page.getByRole('link', { name: /^Offline – \d+ .*waiting/ })).toBeVisible();

  await findNetwork(van, server);
  await expect(row(page, 'Front feet')).toContainText('Here and on server', arrival);
  const clinic = await devices.paired('Mia');
  await clinic.goto(server.url);
  await expect(row(clinic, 'Front feet')).toContainText('Moss, Comet', arrival);
  await row(clinic, 'Front feet').click();
  await expect(marks(clinic)).toHaveText(measured, arrival);
  await clinic.getByRole('link', { name: 'Patient and earlier studies' }).click();
  await expect(clinic.getByText('owner Moss, Ada')).toBeVisible();
  await expect(clinic.getByText('Hill Farm', { exact: true })).toBeVisible();
  await clinic.getByRole('link', { name: 'Back' }).click();
  await expect(clinic).toHaveURL(/\/study\//);
});
