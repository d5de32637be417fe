import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, setLock, writeInstances } from '../pages/satchel-app.ts';
import type { SatchelServer } from '../pages/satchel-server.ts';
import { type Devices, test } from '../pages/satchel-test.ts';

const passphrase = 'barn lantern copper violin';

/** The settings say it once every file of the app is here and each decoder has decoded its image. */
async function waitUntilReadyForOffline(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/settings`);
  await expect(page.getByText(/Ready for offline: all \d+ files of the app are here/)).toBeVisible({
    timeout: 90_000,
  });
}

/** Makes reading the list slow, and notes in `saidEmpty` whether the page said meanwhile that there are no studies. */
async function noteEmptyLists(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    crypto.subtle.decrypt = async (algorithm, key, data) => {
      const place = new TextDecoder().decode((algorithm as AesGcmParams).additionalData);
      if (place.includes('row\nstudy\n')) await new Promise((resolve) => setTimeout(resolve, 400));
      return decrypt(algorithm, key, data);
    };
    const said = globalThis as unknown as { saidEmpty: boolean };
    said.saidEmpty = false;
    new MutationObserver(() => {
      if (document.querySelector('.empty-state') !== null) said.saidEmpty = true;
    }).observe(document, { childList: true, subtree: true });
  });
}

async function prepare(devices: Devices, server: SatchelServer, folder: string): Promise<string> {
  const files = await writeInstances(
    path.join(folder, 'disc'),
    syntheticStudy(
      'CT',
      { seed: 'offline', PatientName: 'Brandt^Olga' },
      { sliceCount: 3, rows: 64 },
    ),
  );
  const device = await devices.open('Olga');
  const page = device.pages()[0] ?? (await device.newPage());
  await firstRun(page, server.url);
  const report = await importBy(page, 'Files', files);
  await report.getByRole('link', { name: 'Open' }).click();
  await expect(page.getByText('Brandt', { exact: false }).first()).toBeVisible();
  const deepLink = page.url();
  await waitUntilReadyForOffline(page, server.url);
  await device.close();
  return deepLink;
}

test('after the browser was closed and the server stopped: list, study by its link, import', async ({
  server,
  folder,
  devices,
}) => {
  const deepLink = await prepare(devices, server, folder);
  await server.stop();

  const device = await devices.open('Olga');
  const page = device.pages()[0] ?? (await device.newPage());
  await noteEmptyLists(page);
  await page.goto(server.url);
  await expect(page.getByText('Brandt', { exact: false }).first()).toBeVisible();
  expect(await page.evaluate('saidEmpty'), 'an empty list while it was being read').toBe(false);
  await page.goto(deepLink);
  await expect(page.getByText('2 / 3')).toBeVisible();
  const more = await writeInstances(
    path.join(folder, 'more'),
    syntheticStudy('MR', { seed: 'more' }, { sliceCount: 2, rows: 64 }),
  );
  await expect(await importBy(page, 'Files', more)).toContainText('2 files added');
  await page.goto(server.url);
  await expect(page.getByText('2 studies')).toBeVisible();
  await expect(page.locator('.study-list img')).toHaveCount(2);
});

test('a locked device shows no word about a patient at a deep link; unlocking lands on the study', async ({
  server,
  folder,
  devices,
}) => {
  const deepLink = await prepare(devices, server, folder);
  let device = await devices.open('Olga');
  let page = device.pages()[0] ?? (await device.newPage());
  await page.goto(server.url);
  const recoveryKey = await setLock(page, passphrase);
  expect(recoveryKey.length).toBeGreaterThan(20);
  await device.close();
  await server.stop();

  device = await devices.open('Olga');
  page = device.pages()[0] ?? (await device.newPage());
  await page.goto(deepLink);
  await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
  expect(await page.content()).not.toContain('Brandt');
  expect(await page.title()).not.toContain('Brandt');
  await page.getByLabel('Passphrase').fill('not the passphrase');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('That passphrase does not open this device.')).toBeVisible();
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('2 / 3')).toBeVisible();
  expect(page.url()).toContain(new URL(deepLink).pathname);
  await device.close();

  // The printed key opens it as well, and a new passphrase takes the place of the forgotten one.
  device = await devices.open('Olga');
  page = device.pages()[0] ?? (await device.newPage());
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Use the recovery key' }).click();
  await page.getByLabel('Recovery key').fill(recoveryKey);
  await page.getByLabel('New passphrase').fill('meadow harness pencil thunder');
  await page.getByLabel('The same again').fill('meadow harness pencil thunder');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('1 study')).toBeVisible();
});

test('nothing of /dicom-web, /sync or /healthz ends up in a cache of the browser', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url);
  await waitUntilReadyForOffline(page, server.url);
  const cached = await page.evaluate(async () => {
    await fetch('/healthz');
    await fetch('/sync/v1/hello');
    await fetch('/dicom-web/studies');
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      paths.push(...(await cache.keys()).map(({ url }) => new URL(url).pathname));
    }
    return paths;
  });
  expect(cached.length).toBeGreaterThan(10);
  expect(cached.filter((name) => /^\/(dicom-web|sync|healthz)/.test(name))).toEqual([]);
});
