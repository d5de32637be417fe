import path from 'node:path';
import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import { firstRun, importBy, temporaryFolder, writeInstances } from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import { expectPicture, frameNumber, tool } from '../pages/viewer-page.ts';

const folder = temporaryFolder('attributes');
let server: SatchelServer;
test.beforeAll(async () => {
  server = await createSatchelServer();
  await server.start();
});
test.afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const maker = '<img src=x onerror="document.title=\'run\'">';
const long = `begin ${'0123456789'.repeat(60)} end`;

function slices() {
  const study = { seed: 'viewer/attributes', PatientName: 'Tags^Trude' };
  return Array.from({ length: 3 }, (_, index) => {
    const slice = ctSlice({ study, index, count: 3, rows: 64 });
    const dataset = {
      ...slice.dataset,
      '00090010': { vr: 'LO', Value: ['MAKER'] },
      '00091001': { vr: 'UT', Value: [maker] },
      '00204000': { vr: 'LT', Value: [long] },
      '00082112': {
        vr: 'SQ',
        Value: [
          { '0040A170': { vr: 'SQ', Value: [{ '00080104': { vr: 'LO', Value: ['Thin cut'] } }] } },
          { '00081155': { vr: 'UI', Value: ['1.2.3'] } },
        ],
      },
    };
    return { ...slice, dataset };
  });
}

test('every attribute of the shown image is found, read and copied by keys, and of the next one', async ({
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await firstRun(page, server.url);
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'study'), slices()));
  await page.goto(server.url);
  await page.getByRole('link', { name: /Tags/ }).click();
  await expectPicture(page);
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'DICOM attributes' });
  const rows = dialog.getByRole('listitem');
  const search = dialog.getByRole('searchbox');
  await expect(search).toBeFocused();

  await page.keyboard.type('patientname');
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveText(/PatientName.*\(0010,0010\) PN.*Tags\^Trude/);
  await dialog.getByRole('button', { name: 'Copy PatientName (0010,0010)' }).press('Enter');
  await expect(dialog.getByRole('status')).toContainText('1 attribute copied');
  expect(await clipboard()).toBe('Tags^Trude');

  // What a file says is text, whatever it looks like.
  await search.fill('(0009,1001)');
  await expect(rows).toContainText(`Private: MAKER (0009,1001) UT${maker}`);
  await expect(page).not.toHaveTitle('run');

  // Inside a sequence of a sequence: found, and told where.
  await search.fill('thin cut');
  await expect(rows).toContainText('SourceImageSequence › PurposeOfReferenceCodeSequence');
  await search.fill('sourceimagesequence sq');
  await expect(rows).toContainText(['2 items', '1 item']);

  await search.fill('ImageComments');
  await expect(rows).not.toContainText('end');
  await rows.getByRole('button', { name: /Show all/ }).press('Enter');
  await expect(rows).toContainText(long);
  await dialog.getByRole('button', { name: 'Copy these' }).press('Enter');
  await expect(dialog.getByRole('status')).toContainText('1 attribute copied');
  expect(await clipboard()).toBe(`(0020,4000) LT ImageComments ${long}`);

  // The opened image is the middle one of three; the stack moves on under the dialog.
  await search.fill('InstanceNumber');
  await expect(rows).toHaveText(/InstanceNumber \(0020,0013\) IS2/);
  await dialog.getByRole('button', { name: 'Next image' }).press('Enter');
  await expect(dialog).toContainText('Image 3 of 3');
  await expect(rows).toHaveText(/InstanceNumber \(0020,0013\) IS3/);
  await expect(frameNumber(page)).toHaveText('3 / 3');

  // All that stands before the data set, not only how it is written.
  await search.fill('(0002,');
  await expect(rows.filter({ hasText: 'TransferSyntaxUID' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'MediaStorageSOPInstanceUID' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'ImplementationClassUID' })).toHaveCount(1);

  await search.fill('no such thing');
  await expect(rows).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Show all attributes' }).press('Enter');
  await expect(rows.filter({ hasText: 'Item 2' })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await tool(page, 'More').click();
  await page.getByRole('menuitem', { name: 'DICOM attributes' }).click();
  await expect(dialog).toBeVisible();
});
