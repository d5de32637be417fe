import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { tracesOf } from '../pages/left-behind.ts';
import { firstRun, importBy, setLock, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const passphrase = 'correct horse battery staple';

async function begin(page: Page, url: string, folder: string, sliceCount: number): Promise<void> {
  const study = { seed: 'export-cut', PatientName: 'Weiss^Paul' };
  const instances = syntheticStudy('CT', study, { sliceCount, rows: 64 });
  await firstRun(page, url);
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'in'), instances));
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export', exact: true });
const running = (page: Page) => page.getByRole('alertdialog', { name: 'Export', exact: true });
const told = (page: Page) => page.getByRole('dialog', { name: 'The export was cut' });
const seat = (page: Page, name: string) =>
  page.getByRole('button', { name: `${name}: hand over or lock` });

/** The picker gives a folder of the browser's own; a holiday picture lies there. */
async function withStick(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'showDirectoryPicker', {
      value: async () => {
        const root = await navigator.storage.getDirectory();
        const stick = await root.getDirectoryHandle('stick', { create: true });
        await stick.getFileHandle('holiday.jpg', { create: true });
        return stick;
      },
      configurable: true,
    });
  });
}

const onStick = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const stick = await root.getDirectoryHandle('stick');
    const names: string[] = [];
    for await (const name of (stick as unknown as { keys(): AsyncIterable<string> }).keys()) {
      names.push(name.replace(/-[0-9a-f]{16}\./, '-id.'));
    }
    return names.toSorted();
  });

async function exportToStick(page: Page): Promise<void> {
  // Within the app: loaded anew it would be locked.
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Export everything on this device' }).click();
  await dialog(page).getByText('Folder with DICOMDIR').click();
  await dialog(page).getByRole('button', { name: 'Export' }).click();
  await expect(running(page)).toBeVisible();
  await expect.poll(() => onStick(page)).toContain('NOT-COMPLETE-id.txt');
}

test('an export that the lock ends leaves nothing on the stick, and is told to the one who began it alone', async ({
  page,
  server,
  folder,
}) => {
  await withStick(page);
  await begin(page, server.url, folder, 200);
  await setLock(page, passphrase);
  await page.keyboard.press('Alt+Shift+U');
  const people = page.getByRole('dialog', { name: 'Who is using Satchel?' });
  await people.getByRole('button', { name: 'Add a person' }).click();
  await people.getByRole('textbox', { name: 'Name' }).fill('Ben Roth');
  await people.getByRole('radio', { name: 'Nurse' }).check({ force: true });
  await people.getByRole('button', { name: 'Begin' }).click();
  await expect(seat(page, 'Ben Roth')).toBeVisible();

  await exportToStick(page);
  // Whoever would hand over is told before what that ends.
  await page.keyboard.press('Alt+Shift+U');
  await expect(people.getByText('Locking or handing over stops it')).toBeVisible();
  await page.keyboard.press('Alt+Shift+L');
  await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
  await expect.poll(() => onStick(page)).toEqual(['holiday.jpg']);
  expect(await tracesOf(page)).not.toMatch(/Weiss|Roth/);

  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await page.getByRole('button', { name: /Vera Lind/ }).click();
  await expect(seat(page, 'Dr. Vera Lind')).toBeVisible();
  await expect(page.getByRole('link', { name: /Weiss/ })).toBeVisible();
  await page.keyboard.press('Alt+Shift+U');
  await expect(people).toBeVisible();
  await expect(told(page)).toHaveCount(0);
  await people.getByRole('button', { name: /Ben Roth/ }).click();

  await expect(told(page)).toContainText('locked or handed over before it was done');
  await expect(told(page)).toContainText('was taken away again');
  await told(page).getByRole('button', { name: 'Export again' }).click();
  await dialog(page).getByText('Folder with DICOMDIR').click();
  await dialog(page).getByRole('button', { name: 'Export' }).click();
  await expect(dialog(page).getByText('200 files exported')).toBeVisible();
  expect(await onStick(page)).toEqual(['DICOM', 'DICOMDIR', 'holiday.jpg']);
});

test('what a reload left of an export on a stick is told of, and taken away where its mark lies', async ({
  page,
  server,
  folder,
}) => {
  await withStick(page);
  await begin(page, server.url, folder, 200);
  await page.goto(server.url);
  await exportToStick(page);
  page.once('dialog', (asked) => void asked.accept());
  await page.reload();
  await expect(told(page)).toContainText('closed or loaded anew before it was done');
  await expect(told(page)).toContainText('is not complete and has no DICOMDIR');
  expect(await onStick(page)).toEqual(['DICOM', 'NOT-COMPLETE-id.txt', 'holiday.jpg']);
  await told(page).getByRole('button', { name: 'Choose the folder and clean up' }).click();
  await expect(told(page)).toContainText('nothing of that export is left there');
  expect(await onStick(page)).toEqual(['holiday.jpg']);
  await told(page).getByRole('button', { name: 'Close' }).last().click();
  await page.reload();
  await expect(seat(page, 'Dr. Vera Lind')).toBeVisible();
  await expect(told(page)).toHaveCount(0);
});

test('the lock warns before it ends an export, a touch keeps it, and what ended is told of afterwards', async ({
  page,
  server,
  folder,
}) => {
  await page.addInitScript(() => {
    const events: string[] = [];
    Object.assign(globalThis, { events });
    const never = new Promise<void>(() => undefined);
    const writable = {
      write: () => never,
      close: async () => void events.push('close'),
      abort: async () => void events.push('abort'),
    };
    Object.defineProperty(globalThis, 'showSaveFilePicker', {
      configurable: true,
      value: async () => ({ name: 'out.zip', createWritable: async () => writable }),
    });
  });
  await begin(page, server.url, folder, 3);
  await setLock(page, passphrase);
  await page.clock.install();
  await page.getByRole('button', { name: 'Export everything on this device' }).click();
  await dialog(page).getByRole('button', { name: 'Export' }).click();
  await expect(running(page)).toBeVisible();
  const warning = page.getByRole('alertdialog', { name: 'The lock is about to stop your export' });
  await page.clock.fastForward(50_000);
  await expect(warning).toHaveCount(0);
  await page.clock.fastForward(25_000);
  await expect(warning).toContainText(/Locks in \d+ seconds/);
  await warning.getByRole('button', { name: 'Go on exporting' }).click();
  await expect(warning).toHaveCount(0);
  await expect(running(page)).toBeVisible();
  await page.clock.fastForward(121_000);
  await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => Reflect.get(globalThis, 'events')))
    .toEqual(['abort']);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(told(page)).toContainText('No ZIP was kept.');
});
