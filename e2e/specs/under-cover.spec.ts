import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';
import { DicomwebClient, sha256Of } from '../pages/dicomweb-client.ts';
import { aliveCount, tracesOf } from '../pages/left-behind.ts';
import { firstRun, importBy, setLock, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const passphrase = 'correct horse battery staple';

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(page.getByRole('button', { name: /hand over or lock/ })).toBeVisible();
}

async function expectNoKeys(page: Page): Promise<void> {
  await expect.poll(() => aliveCount(page, 'CryptoKey')).toBe(0);
  await expect.poll(() => page.workers().length).toBe(0);
}

/** Instances whose row is on the disk. */
function instanceCount(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('satchel');
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('instance').objectStore('instance').count();
          counting.addEventListener('success', () => resolve(counting.result));
        });
      }),
  );
}

test('what is being sent ends behind the closed lock, unless a person wants no key left at once', async ({
  server,
  folder,
  devices,
  link,
}) => {
  const study = { seed: 'under-cover', PatientName: 'Weiss^Paul' };
  const clip = usClip({ study, rows: 480, columns: 640, frameCount: 20 });
  const [file = ''] = await writeInstances(path.join(folder, 'disc'), [clip]);
  const page = await devices.paired('Ana', link.url);
  let reached = link.halfOfPart();
  await importBy(page, 'Files', [file]);
  await reached;
  // The settings are loaded anew, and sending with them: it is held again.
  reached = link.halfOfPart();
  await setLock(page, passphrase);
  await reached;

  await page.keyboard.press('Alt+Shift+L');
  await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
  await expect(page.getByText('1 image still going to the server')).toBeVisible();
  await expect(page.getByText('Locks fully in 5 minutes')).toBeVisible();
  expect(await tracesOf(page)).not.toMatch(/Weiss/i);
  const other = await page.context().newPage();
  await other.goto(link.url);
  await expect(other.getByText('1 image still going to the server')).toBeVisible();
  await other.getByRole('button', { name: 'Lock fully now' }).click();
  for (const one of [page, other]) {
    await expect(one.getByText('still going')).toHaveCount(0);
    await expectNoKeys(one);
  }
  await other.close();

  reached = link.halfOfPart();
  link.goOn();
  await page.goto(link.url);
  await unlock(page);
  await reached;
  // The link knows of it before the page does.
  await expect(page.getByText('Sending – 1 study left')).toBeVisible();
  await page.keyboard.press('Alt+Shift+L');
  await expect(page.getByText('1 image still going to the server')).toBeVisible();
  link.goOn();
  await expect(page.getByText('still going')).toHaveCount(0);
  await expectNoKeys(page);
  await expect(page.getByText('not on the server yet')).toHaveCount(0);
  const client = await DicomwebClient.of(server);
  expect(await client.storedDigests()).toEqual([sha256Of(readFileSync(file))]);
});

test('what is being added is added behind the closed lock, and nothing of it is missing', async ({
  page,
  server,
  folder,
}) => {
  const count = 300;
  const study = { seed: 'adding', PatientName: 'Weiss^Paul' };
  const instances = syntheticStudy('CT', study, { sliceCount: count, rows: 256 });
  const files = await writeInstances(path.join(folder, 'disc'), instances);
  await firstRun(page, server.url);
  await setLock(page, passphrase);
  await page.getByRole('link', { name: 'Back' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Files or ZIP' }).click();
  await (await chooser).setFiles([...files]);
  await expect(page).toHaveURL(/import/);
  // The keys of the lock come with its button.
  await expect(page.getByRole('button', { name: /hand over or lock/ })).toBeVisible();
  await page.keyboard.press('Alt+Shift+L');
  await expect(page.getByText(/files? still being added/)).toBeVisible();
  expect(await tracesOf(page)).not.toMatch(/Weiss|\.dcm/i);
  await expect(page.getByText('still being added')).toHaveCount(0, { timeout: 60_000 });
  await expectNoKeys(page);
  await unlock(page);
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('link', { name: /Weiss/ })).toBeVisible();
  expect(await instanceCount(page)).toBe(count);
  await expect(page.getByText('This import was cut')).toHaveCount(0);
});

for (const [name, isIos] of [
  ['frozen', false],
  ['put away on a system that stops it without a word', true],
] as const) {
  test(`a page that is ${name} while it sends behind the lock keeps no key`, async ({
    folder,
    devices,
    link,
  }) => {
    const clip = usClip({ study: { seed: name }, rows: 480, columns: 640, frameCount: 20 });
    const [file = ''] = await writeInstances(path.join(folder, 'disc'), [clip]);
    const page = await devices.paired('Ana', link.url);
    if (isIos) {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'standalone', { value: true });
      });
    }
    let reached = link.halfOfPart();
    await importBy(page, 'Files', [file]);
    await reached;
    reached = link.halfOfPart();
    await setLock(page, passphrase);
    await reached;
    await page.keyboard.press('Alt+Shift+L');
    await expect(page.getByText('1 image still going to the server')).toBeVisible();
    if (isIos) {
      await page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
        document.dispatchEvent(new Event('visibilitychange'));
      });
    } else {
      // The browser of the specs freezes no page that is drawn: told as the system tells it.
      await page.evaluate(() => document.dispatchEvent(new Event('freeze')));
    }
    await expect(page.getByText('still going')).toHaveCount(0);
    await expectNoKeys(page);
  });
}
