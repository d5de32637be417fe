import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { DicomwebClient } from '../pages/dicomweb-client.ts';
import { firstRun, firstPage, setLock, writeInstances } from '../pages/satchel-app.ts';
import type { SatchelServer } from '../pages/satchel-server.ts';
import { test } from '../pages/satchel-test.ts';
import {
  addFiles,
  arrival,
  findNetwork,
  loseNetwork,
  row,
  sayWithArrow,
  tapsOf,
  waitUntilOfflineReady,
} from '../pages/story.ts';
import { otherWrist, wristStudy } from '../pages/story-studies.ts';
import { expectPicture, marks } from '../pages/viewer-page.ts';

const passphrase = 'correct horse battery staple';

/** What the first of a team does with a tablet out of its box: a name, the server, a lock. */
async function setUpTablet(page: Page, server: SatchelServer): Promise<void> {
  await firstRun(page, server.url, 'Ana Reyes');
  await page.getByRole('link', { name: 'Pair with a server' }).tap();
  const code = (await server.satchel('pair')).trim().split('\n')[0] ?? '';
  await page.getByLabel('Pairing code').fill(code);
  await page.getByLabel('Name of this device').fill('Tablet of room 3');
  await page.getByRole('button', { name: 'Pair', exact: true }).tap();
  await page.getByRole('link', { name: 'To the study list' }).tap();
  await expect(page.getByText('appear here by themselves')).toBeVisible();
}

async function handOver(page: Page, from: string): Promise<void> {
  await page.getByRole('button', { name: `${from}: hand over or lock` }).tap();
}

test('urgent care: the image is on the shared tablet by itself, is marked, handed over, and read on without a network', async ({
  server,
  folder,
  devices,
}) => {
  const tablet = await devices.open('room3', { hasTouch: true });
  const page = await firstPage(tablet);
  await setUpTablet(page, server);

  // The panel's console sends to the server; nobody touches the tablet.
  const panel = await DicomwebClient.of(server);
  const disc = await Promise.all([
    writeInstances(path.join(folder, 'prior'), wristStudy('prior', '20240505')),
    writeInstances(path.join(folder, 'now'), wristStudy('now', '20261102')),
  ]);
  expect((await panel.stow(disc.flat())).status).toBe(200);
  await expect(row(page, 'Wrist right')).toHaveCount(2, arrival);

  const toImage = await tapsOf(page, async () => {
    await row(page, 'Nov 2, 2026').tap();
    await expectPicture(page);
  });
  expect(toImage).toBe(1);
  await expect(page.getByTestId('patient-line')).toContainText('Doe, Jane · MRN-4711');
  await expect(page.getByText('born Mar 12, 1984')).toBeVisible();
  await expect(page.getByText('Right side')).toBeVisible();
  const [from, to] = [
    { x: 560, y: 300 },
    { x: 640, y: 380 },
  ];
  await sayWithArrow(page, [from, to], 'Fracture?');

  // The wrist of two years ago, in two taps.
  await page.getByRole('link', { name: 'Patient and earlier studies' }).tap();
  await page.getByRole('link', { name: /2024/ }).tap();
  await expectPicture(page);

  await waitUntilOfflineReady(page);
  await setLock(page, passphrase);
  await handOver(page, 'Ana Reyes');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a person' }).tap();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ben Roth');
  await page.getByText('Physician', { exact: true }).last().tap();
  await page.getByRole('button', { name: 'Begin' }).tap();
  await expect(row(page, 'Wrist right')).toHaveCount(2);

  await loseNetwork(tablet, server);
  await page.goto(server.url);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  const opened = await tapsOf(page, async () => {
    await page.getByRole('button', { name: 'Unlock', exact: true }).tap();
    await page.getByRole('button', { name: /Ben Roth/ }).tap();
    await row(page, 'Nov 2, 2026').tap();
    await expectPicture(page);
  });
  expect(opened).toBeLessThanOrEqual(3);
  await expect(marks(page)).toContainText('Fracture?');

  // The next one hurt the other wrist; the console writes to a stick.
  await page.getByRole('button', { name: 'Back to the study list' }).tap();
  await addFiles(page, await writeInstances(path.join(folder, 'stick'), otherWrist()));
  await page.getByRole('link', { name: 'Open' }).tap();
  await expectPicture(page);
  await sayWithArrow(page, [from, to], 'No fracture');
  await page.getByRole('button', { name: 'Back to the study list' }).tap();
  await expect(row(page, 'Wrist left')).toContainText('Only here');
  await expect(page.getByRole('link', { name: /^Offline – \d+ .*waiting/ })).toBeVisible();

  await findNetwork(tablet, server);
  await expect(row(page, 'Wrist left')).toContainText('Here and on server', arrival);
  const office = await devices.paired('Mia');
  await office.goto(server.url);
  await row(office, 'Wrist left').click();
  await expect(marks(office)).toContainText('No fracture', arrival);
  await office.getByRole('button', { name: /^Marks/ }).click();
  await expect(office.getByText(/Ben Roth · Physician/)).toBeVisible();
});
