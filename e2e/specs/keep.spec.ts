import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { writePart10 } from '../../shared/src/dicom/write-part10.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const slow = { timeout: 90_000 };

/** Turns over one bit of the first piece of an image on the device's disk. */
function damageOnDisk(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('satchel');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const db = opening.result;
          const writing = db.transaction('chunk', 'readwrite');
          const reading = writing.objectStore('chunk').openCursor();
          reading.onsuccess = () => {
            const cursor = reading.result;
            if (cursor === null) return;
            const row = cursor.value as { readonly bytes: ArrayBuffer };
            const bytes = new Uint8Array(row.bytes);
            bytes[5] = (bytes[5] ?? 0) ^ 1;
            cursor.update(row);
          };
          writing.oncomplete = () => {
            db.close();
            resolve();
          };
        };
      }),
  );
}

async function keep(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'Keep on this device' }).click();
}

async function openAbout(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'About this study' }).click();
}

test('an image damaged on the disk is told in its row, and fetched again from the server', async ({
  server,
  folder,
  devices,
}) => {
  const page = await devices.paired('Ana');
  const slices = syntheticStudy('CT', { seed: 'damaged' }, { sliceCount: 3, rows: 64 });
  await writeInstances(path.join(folder, 'disc'), slices);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await page.goto(server.url);
  await expect(page.getByText('Here and on server').first()).toBeVisible(slow);
  await damageOnDisk(page);
  await keep(page);
  await expect(page.getByText('1 damaged here')).toBeVisible(slow);
  await expect(page.getByText('Kept, ready')).toBeHidden();
  await openAbout(page);
  await expect(page.getByText('1 image is damaged on this device')).toBeVisible();
  await page.getByRole('button', { name: 'Fetch again from the server' }).click();
  await expect(page.getByText('Ready: 3 of 3 verified')).toBeVisible(slow);
  await expect(page.getByText('1 image is damaged on this device')).toBeHidden();
});

test('a study whose first image this browser cannot decode was called ready by its hashes', async ({
  server,
  folder,
  page,
}) => {
  const { dataset } = ctSlice({ study: { seed: 'film' }, index: 0, count: 1, rows: 32 });
  const TransferSyntaxUID = '1.2.840.10008.1.2.4.102';
  const file = writePart10({ TransferSyntaxUID, dataset, frames: [new Uint8Array(64)] });
  const disc = path.join(folder, 'disc');
  mkdirSync(disc);
  writeFileSync(path.join(disc, 'film.dcm'), file);
  await firstRun(page, server.url);
  await importBy(page, 'Folder', disc);
  await page.goto(server.url);
  await keep(page);
  await openAbout(page);
  await expect(page.getByText(/^Not ready: its first image cannot be shown here\./)).toBeVisible(
    slow,
  );
});
