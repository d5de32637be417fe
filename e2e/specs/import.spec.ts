import { writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { malformedVariants } from '../../shared/testing/malformed-variants.ts';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import { filesOf, mixedStudies, syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

test('a folder of several studies with a broken file in it: one line a file, nothing stops', async ({
  page,
  server,
  folder,
}) => {
  const disc = path.join(folder, 'disc');
  const studies = mixedStudies('folder', 4, { sliceCount: 3, rows: 64, frameCount: 4 });
  for (const [index, study] of studies.entries()) {
    await writeInstances(path.join(disc, `DIR${index}`, 'IMAGES'), study);
  }
  const [slice] = syntheticStudy('CT', { seed: 'broken' }, { sliceCount: 1, rows: 64 });
  if (slice === undefined) throw new Error('the generator made no slice');
  const faults = malformedVariants(slice).filter(({ expected }) => expected !== 'opens');
  mkdirSync(path.join(disc, 'FAULTS'));
  for (const { name, bytes } of faults) {
    writeFileSync(path.join(disc, 'FAULTS', name.replaceAll(/\W/g, '_')), bytes);
  }
  const good = studies.flat().length;
  await firstRun(page, server.url);
  const report = await importBy(page, 'Folder', disc);
  await expect(report).toContainText(`${good} files added`);
  await expect(report).toContainText('refused');
  await expect(
    page.getByText('The file ends too early: part of it is missing.').first(),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Show the list' }).click();
  await expect(page.getByText('4 studies')).toBeVisible();
  // Every study gets its thumbnail, drawn from its own pixels.
  await expect(page.locator('.study-list img')).toHaveCount(4);
});

test('the same files again are already here; the same UID with other content is kept beside', async ({
  page,
  server,
  folder,
}) => {
  const study = { seed: 'twice' };
  const make = (noise: number): ReturnType<typeof ctSlice> =>
    ctSlice({ study, index: 0, count: 1, rows: 64, noise });
  const first = await writeInstances(path.join(folder, 'first'), [make(8)]);
  const other = await writeInstances(path.join(folder, 'other'), [make(0)]);
  await firstRun(page, server.url);
  await expect(await importBy(page, 'Files', first)).toContainText('1 file added');
  await expect(await importBy(page, 'Files', first)).toContainText('1 already here');
  await expect(await importBy(page, 'Files', other)).toContainText('1 kept beside another version');
});

test('a patient ID that is here under another name is told in words, not as an oddity', async ({
  page,
  server,
  folder,
}) => {
  const make = (seed: string, PatientName: string): ReturnType<typeof ctSlice> =>
    ctSlice({ study: { seed, PatientID: 'CLASH-1', PatientName }, index: 0, count: 1, rows: 64 });
  const first = await writeInstances(path.join(folder, 'name'), [make('one', 'Adler^Ida')]);
  const other = await writeInstances(path.join(folder, 'other-name'), [make('two', 'Busch^Max')]);
  await firstRun(page, server.url);
  await importBy(page, 'Files', first);
  await importBy(page, 'Files', other);
  await expect(
    page.getByText('The same patient ID is here under another name or birth date.'),
  ).toBeVisible();
});

test('names do not matter; a bare data set is read, and headers that claim the impossible open', async ({
  page,
  server,
  folder,
}) => {
  const instance = ctSlice({ study: { seed: 'bare' }, index: 0, count: 1, rows: 64 });
  const bare = malformedVariants(instance).filter(({ expected }) => expected === 'opens');
  const files = bare.map(({ bytes }, index) => {
    const file = path.join(folder, `holiday-${index}.txt`);
    writeFileSync(file, bytes);
    return file;
  });
  expect(files.length).toBeGreaterThan(2);
  await firstRun(page, server.url);
  const report = await importBy(page, 'Files', files);
  await expect(report).not.toContainText('refused');
  await report.getByRole('link', { name: 'Open' }).click();
  await expect(page.getByText(textOf(instance.dataset, tags.PatientID)).first()).toBeVisible();
});

test('files dropped anywhere in the window are added', async ({ page, server }) => {
  const instances = syntheticStudy('MR', { seed: 'dropped' }, { sliceCount: 3, rows: 64 });
  const files = await filesOf(instances);
  await firstRun(page, server.url);
  const transfer = await page.evaluateHandle(
    (all) => {
      const made = new DataTransfer();
      for (const { name, bytes } of all) made.items.add(new File([new Uint8Array(bytes)], name));
      return made;
    },
    files.map(({ fileName, bytes }) => ({ name: fileName, bytes: [...bytes] })),
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop to add')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.getByRole('status').filter({ hasText: '3 files added' })).toBeVisible();
});

test('a full device says so in words', async ({ page, server, folder }) => {
  const instances = syntheticStudy('CT', { seed: 'full' }, { sliceCount: 60, rows: 512 });
  const files = await writeInstances(path.join(folder, 'full'), instances);
  const session = await page.context().newCDPSession(page);
  // The app itself, its caches and the first slices fit; sixty slices of half a MiB do not.
  const quotaSize = 12 * 1024 * 1024;
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize });
  await firstRun(page, server.url);
  const report = await importBy(page, 'Files', files);
  await expect(report).toContainText('refused');
  await expect(
    page.getByText('This device has no room left for Satchel.', { exact: false }).first(),
  ).toBeVisible();
});

test('what is no image is told in one sentence, by count and name', async ({
  page,
  server,
  folder,
}) => {
  const study = syntheticStudy('CT', { seed: 'letters' }, { sliceCount: 1, rows: 64 });
  const disc = path.join(folder, 'letters');
  await writeInstances(disc, study);
  for (let n = 1; n <= 12; n += 1) writeFileSync(path.join(disc, `letter-${n}.txt`), 'Dear all');
  await firstRun(page, server.url);
  const report = await importBy(page, 'Folder', disc);
  await expect(report).toContainText('12 files are not images or documents');
  await expect(report).toContainText('and 9 more');
});
