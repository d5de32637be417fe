import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

async function discard(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: 'Discard…' }).click();
  const dialog = page.getByRole('dialog');
  // What exists nowhere else is named before anything happens.
  await expect(dialog).toContainText('Weiss');
  await expect(dialog).toContainText('3 images exist nowhere else');
  await expect(dialog.getByRole('button', { name: 'Discard' })).toBeDisabled();
  await dialog.getByRole('radio', { name: reason }).check({ force: true });
  await dialog.getByRole('button', { name: 'Discard' }).click();
}

test('a study of the wrong patient: discarded, undone, discarded, restored, deleted for good', async ({
  page,
  server,
  folder,
}) => {
  const study = { seed: 'discard', PatientName: 'Weiss^Paul' };
  const instances = syntheticStudy('CT', study, { sliceCount: 3, rows: 64 });
  const files = await writeInstances(path.join(folder, 'disc'), instances);
  await firstRun(page, server.url);
  await importBy(page, 'Files', files);
  await page.goto(server.url);
  const row = page.getByRole('link', { name: /Weiss/ });

  await discard(page, 'Wrong patient');
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();

  await discard(page, 'Wrong disc or folder');
  await expect(row).toBeHidden();
  await page.goto(`${server.url}/trash`);
  const card = page.getByRole('listitem').filter({ hasText: 'Weiss' });
  await expect(card).toContainText('Wrong disc or folder · Dr. Vera Lind');
  await card.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await page.goto(server.url);
  await expect(row).toBeVisible();

  await discard(page, 'Test or practice');
  await expect(row).toBeHidden();
  await page.goto(`${server.url}/trash`);
  await card.getByRole('button', { name: 'Delete for good…' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('3 images of this study exist nowhere else');
  await expect(dialog).toContainText('Axial 3 mm');
  const confirm = dialog.getByRole('button', { name: 'Delete for good' });
  await expect(confirm).toBeDisabled();
  await dialog.getByText('I know that the only copies are deleted').click();
  await confirm.click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();

  // Deleted is not remembered as known: the same disc can be read again.
  await expect(await importBy(page, 'Files', files)).toContainText('3 files added');
});
