import { expect } from '@playwright/test';
import { axeFindings } from '../pages/axe.ts';
import { firstRun } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

test('the conformance statement is reached from the settings, readable without the server, and prints on white', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url);
  await page.goto(`${server.url}/settings`);
  await expect(
    page.getByText(/Ready for offline: all \d+ files of the app are here/),
  ).toBeVisible();
  await server.stop();
  const opening = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'DICOM conformance statement' }).click();
  const statement = await opening;
  await expect(
    statement.getByRole('heading', { level: 1, name: 'DICOM Conformance Statement' }),
  ).toBeVisible();
  await expect(statement.getByRole('cell', { name: '1.2.840.10008.1.2.4.201' })).toBeVisible();
  expect(await axeFindings(statement)).toEqual([]);
  await statement.emulateMedia({ media: 'print' });
  await expect(statement.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');

  // The notices are a file of the app too: their address once led to the list.
  await page.goto(`${server.url}/third-party-notices.txt`);
  await expect(page.getByText('Satchel contains these works of others.')).toBeVisible();
});
