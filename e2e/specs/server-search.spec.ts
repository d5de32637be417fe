import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { axeFindings } from '../pages/axe.ts';
import { bringOldStudies } from '../pages/old-studies.ts';
import { importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const slow = { timeout: 30_000 };
const listed = (page: Page) => page.locator('.study-list [data-row-focus]');
const onServer = (page: Page) => page.getByRole('region', { name: 'On the server' });
async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
}

const searchFor = (page: Page, words: string) => page.getByRole('searchbox').fill(words);

test('a study of long ago is no weight on a new device, is found on the server, opened, and found again offline', async ({
  server,
  folder,
  devices,
}) => {
  await bringOldStudies(server, folder, ['Quendel^Berta', 'Quendel^Karl', 'Raute^Ida']);
  const ana = await devices.paired('Ana');
  await ana.goto(server.url);
  await expect(ana.getByText('No studies on this device yet')).toBeVisible();
  await searchFor(ana, 'quendel');
  await expect(onServer(ana).getByRole('status')).toHaveText('2 more studies on the server', slow);
  await expectAccessible(ana);
  // By keys alone: out of the field to the first that was found.
  await ana.keyboard.press('ArrowDown');
  await expect(onServer(ana).getByRole('button', { name: /Quendel, Karl/ })).toBeFocused();
  await ana.keyboard.press('Enter');
  await expect(ana.getByTestId('window-text')).toBeVisible(slow);
  await ana.getByRole('button', { name: 'Back to the study list' }).click();
  // It is a study of this device now; the other one is not.
  await expect(listed(ana)).toHaveCount(1, slow);
  await expect(ana.getByText('Here and on server').first()).toBeVisible(slow);
  await expect(onServer(ana).getByRole('status')).toHaveText('1 more study on the server', slow);
  await searchFor(ana, 'quendel nobody');
  await expect(onServer(ana).getByRole('status')).toHaveText('Nothing more on the server', slow);

  // Another device hears of what is new, and not of what is old.
  const files = await writeInstances(
    path.join(folder, 'new'),
    syntheticStudy('DX', {
      seed: 'new',
      PatientName: 'Raute^Ida',
      PatientID: 'OLD-2',
      StudyDate: '20190101',
    }),
  );
  await importBy(ana, 'Files', files);
  await ana.goto(server.url);
  const ben = await devices.paired('Ben');
  await ben.goto(server.url);
  await expect(listed(ben)).toHaveCount(1, slow);
  await expect(listed(ben)).toContainText('Raute, Ida');
  // The page of a patient lets nobody take what is here for all there is.
  await ben.goto(`${server.url}/patients`);
  await ben.getByRole('link', { name: /Raute, Ida/ }).click();
  await expect(onServer(ben).getByRole('status')).toHaveText('1 more study on the server', slow);
  await expectAccessible(ben);

  // Without a connection, after a new start of the page, what was seen is found and says what it needs.
  await searchFor(ana, '');
  await expect(onServer(ana)).toHaveCount(0);
  await server.stop();
  await ana.reload();
  await searchFor(ana, 'quendel');
  const far = onServer(ana).getByRole('listitem').filter({ hasText: 'Quendel, Berta' });
  await expect(far).toContainText('needs a connection to open', slow);
  await expect(onServer(ana).getByRole('status')).toContainText('No connection to the server');
  await expect(onServer(ana).getByRole('button')).toHaveCount(0);
  await expectAccessible(ana);
  // Never shown by a search, never kept.
  await searchFor(ana, 'raute');
  await expect(onServer(ana).getByRole('status')).toContainText('it cannot be searched now', slow);
  expect(server.output()).not.toMatch(/quendel/i);
});

test('keys lead from the last study of this device to those of the server, and one that is being opened can be called off', async ({
  server,
  folder,
  devices,
}) => {
  await bringOldStudies(server, folder, ['Quendel^Berta', 'Quendel^Karl']);
  const ana = await devices.paired('Ana');
  await ana.goto(server.url);
  const mine = { seed: 'mine', PatientName: 'Quendel^Ida', StudyDate: '20190101' };
  await importBy(
    ana,
    'Files',
    await writeInstances(path.join(folder, 'mine'), syntheticStudy('DX', mine)),
  );
  await ana.goto(server.url);
  await searchFor(ana, 'quendel');
  await expect(onServer(ana).getByRole('status')).toHaveText('2 more studies on the server', slow);
  const first = onServer(ana).getByRole('button', { name: /Quendel, Karl/ });
  const second = onServer(ana).getByRole('button', { name: /Quendel, Berta/ });
  await ana.keyboard.press('ArrowDown');
  await expect(listed(ana)).toBeFocused();
  await ana.keyboard.press('ArrowDown');
  await expect(first).toBeFocused();
  await ana.keyboard.press('ArrowDown');
  await expect(second).toBeFocused();
  await ana.keyboard.press('Home');
  await expect(first).toBeFocused();
  await ana.keyboard.press('ArrowUp');
  await expect(listed(ana)).toBeFocused();
  await ana.keyboard.press('ArrowDown');

  let isHeld = true;
  await ana.context().route('**/sync/v1/studies/*/changes*', async (route) => {
    // Never answered while it is held: the one who waits calls it off.
    if (!isHeld) await route.continue();
  });
  await ana.keyboard.press('Enter');
  await expect(first).toContainText('Getting it from the server');
  await expectAccessible(ana);
  await onServer(ana).getByRole('button', { name: 'Cancel' }).click();
  await expect(onServer(ana).getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  await expect(first).toBeFocused();
  await expect(first).not.toContainText('Getting it');
  await ana.keyboard.press('Enter');
  await ana.keyboard.press('Escape');
  await expect(onServer(ana).getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  isHeld = false;
  await ana.keyboard.press('Enter');
  await expect(ana.getByTestId('window-text')).toBeVisible(slow);
});
