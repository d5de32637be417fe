import path from 'node:path';
import { expect } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

test('filters are saved, recalled after a reload, renamed, deleted, and brought back', async ({
  page,
  server,
  folder,
}) => {
  const size = { sliceCount: 1, rows: 32 };
  const studies = [
    syntheticStudy('CT', { seed: 'saved ct', PatientName: 'Moss^Ada' }, size),
    syntheticStudy('MR', { seed: 'saved mr', PatientName: 'Moss^Ada' }, size),
    syntheticStudy('CT', { seed: 'saved other', PatientName: 'Weiss^Paul' }, size),
  ];
  await writeInstances(path.join(folder, 'disc'), studies.flat());
  await firstRun(page, server.url);
  await importBy(page, 'Folder', path.join(folder, 'disc'));
  await page.goto(server.url);
  const rows = page.locator('.study-list [data-row-focus]');
  await expect(rows).toHaveCount(3);

  await page.getByLabel('Modality', { exact: true }).selectOption('CT');
  await page.getByRole('searchbox').fill('weiss');
  await page.getByRole('button', { name: 'Save filters' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Paul’s CT');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const chip = page.getByRole('button', { name: 'Paul’s CT', exact: true });
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await chip.click();
  await expect(rows).toHaveCount(3);
  await page.reload();
  await chip.click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('searchbox')).toHaveValue('weiss');

  await page.getByRole('button', { name: 'Rename or delete saved filters' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('CT of Paul');
  await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const renamed = page.getByRole('button', { name: 'CT of Paul', exact: true });
  await expect(renamed).toBeVisible();
  await expect(chip).toBeHidden();
  await page.getByRole('button', { name: 'Rename or delete saved filters' }).click();
  await dialog.getByRole('button', { name: 'Delete “CT of Paul”' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(renamed).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(renamed).toBeVisible();

  // What somebody looks for is their own: it may name a patient.
  await page.getByRole('button', { name: 'Dr. Vera Lind: hand over or lock' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ben Roth');
  await page.getByRole('radio', { name: 'Nurse' }).check({ force: true });
  await page.getByRole('button', { name: 'Begin' }).click();
  const next = page.getByRole('button', { name: 'Ben Roth: hand over or lock' });
  await expect(next).toBeVisible();
  await expect(rows).toHaveCount(3);
  await expect(renamed).toHaveCount(0);
  await next.click();
  await page.getByRole('button', { name: /Vera Lind/ }).click();
  await expect(renamed).toBeVisible();
});
