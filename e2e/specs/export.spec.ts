import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { BlobReader, ZipReader } from '@zip.js/zip.js';
import { mixedStudies, syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

/** The browser of the specs has pickers that nobody can press: one without, and one whose folder is its own. */
async function withoutPickers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['showSaveFilePicker', 'showDirectoryPicker']) {
      Object.defineProperty(globalThis, name, { value: undefined, configurable: true });
    }
  });
}

test('everything goes out as a ZIP with DICOMDIR, and comes back on another device as it was', async ({
  page,
  server,
  folder,
  devices,
}) => {
  await withoutPickers(page);
  const studies = mixedStudies('export', 3, { sliceCount: 3, rows: 64, frameCount: 3 });
  const files = await writeInstances(path.join(folder, 'in'), studies.flat());
  await firstRun(page, server.url);
  await importBy(page, 'Files', files);
  await page.goto(`${server.url}/settings`);
  await page.getByRole('button', { name: 'Export everything on this device' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog).toContainText(`3 studies · ${files.length} files`);
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).click();
  const zip = path.join(folder, 'out.zip');
  await (await downloading).saveAs(zip);
  await expect(page.getByText(`${files.length} files exported`)).toBeVisible();

  const entries = await new ZipReader(new BlobReader(new Blob([readFileSync(zip)]))).getEntries();
  const names = entries.map(({ filename }) => filename);
  expect(names.filter((name) => name === 'DICOMDIR')).toHaveLength(1);
  expect(names).toHaveLength(files.length + 1);

  const other = await (await devices.open('other')).newPage();
  await firstRun(other, server.url);
  const report = await importBy(other, 'ZIP archive', zip);
  await expect(report).toContainText(`${files.length} files added, 1 left aside`);
  // The very same bytes: what came in first is known when it comes again.
  const again = await importBy(other, 'Files', files);
  await expect(again).toContainText(`${files.length} already here`);
});

test('a study goes into a folder, file by file, from the viewer', async ({
  page,
  server,
  folder,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'showDirectoryPicker', {
      value: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('stick', { create: true }),
      configurable: true,
    });
  });
  const study = syntheticStudy('CT', { seed: 'stick' }, { sliceCount: 3, rows: 64 });
  await firstRun(page, server.url);
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'in'), study));
  await page.getByRole('link', { name: 'Open' }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByText('Folder with DICOMDIR').click();
  await dialog.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByText('3 files exported')).toBeVisible();
  const written = await page.evaluate(async () => {
    const found: string[] = [];
    const walk = async (at: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of (
        at as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }
      ).entries()) {
        if (handle.kind === 'directory') {
          await walk(handle as FileSystemDirectoryHandle, `${path}${name}/`);
        } else found.push(path + name);
      }
    };
    const root = await navigator.storage.getDirectory();
    await walk(await root.getDirectoryHandle('stick'), '');
    return found.toSorted();
  });
  const images = [1, 2, 3].map((index) => `DICOM/P0000001/S0000001/E0000001/I000000${index}`);
  expect(written).toEqual([...images, 'DICOMDIR']);
});

test('an export that is stopped leaves nothing, one that a reload cuts is told of', async ({
  page,
  server,
  folder,
}) => {
  await page.addInitScript(() => {
    const events: string[] = [];
    const stuck = Promise.withResolvers<void>();
    Object.assign(globalThis, { events, release: stuck.resolve });
    Object.defineProperty(globalThis, 'showSaveFilePicker', {
      configurable: true,
      value: () =>
        Promise.resolve({
          name: 'out.zip',
          createWritable: () =>
            Promise.resolve({
              async write() {
                events.push('write');
                await stuck.promise;
              },
              close: async () => void events.push('close'),
              abort: async () => void events.push('abort'),
            }),
        }),
    });
  });
  const study = syntheticStudy('CT', { seed: 'cut' }, { sliceCount: 5, rows: 512 });
  await firstRun(page, server.url);
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'in'), study));
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const begin = async (): Promise<void> => {
    await page.goto(`${server.url}/settings`);
    await page.getByRole('button', { name: 'Export everything on this device' }).click();
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect
      .poll(() => page.evaluate(() => Reflect.get(globalThis, 'events')))
      .toEqual(['write']);
  };
  await begin();
  await page.getByRole('button', { name: 'Stop here' }).click();
  await page.evaluate(() => (Reflect.get(globalThis, 'release') as () => void)());
  await expect(page.getByText('Stopped. Nothing of it was left behind.')).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(globalThis, 'events'))).toContain('abort');
  await page.getByRole('button', { name: 'Close' }).first().click();

  await begin();
  page.once('dialog', (asked) => void asked.accept());
  await page.reload();
  const told = page.getByRole('dialog', { name: 'The export was cut' });
  await expect(told).toContainText('No ZIP was kept.');
  await told.getByRole('button', { name: 'Close' }).first().click();
  await page.reload();
  await expect(
    page.getByRole('button', { name: 'Export everything on this device' }),
  ).toBeVisible();
  await expect(told).toHaveCount(0);
});

test('what only the server has is fetched first when asked', async ({
  server,
  folder,
  devices,
}) => {
  const slow = { timeout: 90_000 };
  const ana = await devices.paired('Ana');
  const study = { seed: 'elsewhere', PatientName: 'Fern^Ina' };
  const ct = syntheticStudy('CT', study, { sliceCount: 4, rows: 64 });
  await writeInstances(path.join(folder, 'disc'), ct);
  await importBy(ana, 'Folder', path.join(folder, 'disc'));
  await ana.goto(server.url);
  await expect(ana.getByText('Here and on server').first()).toBeVisible(slow);
  const ben = await devices.paired('Ben');
  await withoutPickers(ben);
  await ben.goto(server.url);
  await expect(ben.getByText('On server, not here').first()).toBeVisible(slow);
  await ben.goto(`${server.url}/settings`);
  await ben.getByRole('button', { name: 'Export everything on this device' }).click();
  const dialog = ben.getByRole('dialog', { name: 'Export' });
  await expect(dialog).toContainText('4 images are only on the server');
  await dialog.getByRole('button', { name: 'Fetch them first' }).click();
  await expect(dialog).toContainText('1 study · 4 files', slow);
  const downloading = ben.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export' }).click();
  await downloading;
  await expect(ben.getByText('4 files exported')).toBeVisible();
});
