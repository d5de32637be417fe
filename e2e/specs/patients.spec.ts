import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { studyOf } from '../pages/patient-studies.ts';
import { DicomwebClient } from '../pages/dicomweb-client.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const arrival = { timeout: 90_000 };
const bella = {
  PatientID: 'B-7',
  IssuerOfPatientID: 'CLINIC',
  PatientBirthDate: '20190304',
  PatientSex: 'F',
  PatientSpeciesDescription: 'Canine',
  PatientBreedDescription: 'Beagle',
};

/** Whose name the files of both studies spell in two ways. */
function twoSpellings() {
  return [
    studyOf('one', { ...bella, PatientName: 'Bella', StudyDescription: 'Thorax' }),
    studyOf('two', { ...bella, PatientName: 'Bela', StudyDescription: 'Hip' }),
  ];
}

async function correctName(page: Page, name: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Correct…' }).click();
  await page.getByLabel('Name of the animal').fill(name);
  await page.getByLabel('Why?').fill(reason);
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

const row = (page: Page, description: string) =>
  page.getByRole('link', { name: new RegExp(description) });

test('two spellings are one patient when a reader says so, on both devices; files and server keep theirs', async ({
  server,
  folder,
  devices,
}) => {
  const ana = await devices.paired('Ana');
  await importBy(ana, 'Files', await writeInstances(path.join(folder, 'disc'), twoSpellings()));
  const card = ana.getByRole('region', { name: 'The same patient?' }).first();
  await expect(card).toContainText('Same patient ID');
  await ana.goto(server.url);
  await expect(row(ana, 'Thorax')).toContainText('Match?');
  await expect(row(ana, 'Hip')).toContainText('Bela');
  await ana.goto(new URL('/patients', server.url).href);
  await ana.getByRole('link', { name: /^Bela/ }).click();
  await ana.getByRole('button', { name: 'Same patient' }).click();
  await expect(ana.getByText('Shown as one patient')).toBeVisible();
  await expect(ana.getByRole('region', { name: 'The same patient?' })).toHaveCount(0);
  await expect(ana.locator('.timeline-study')).toHaveCount(2);
  await correctName(ana, 'Bellissima', 'passport');

  const ben = await devices.paired('Ben');
  await ben.goto(server.url);
  await expect(row(ben, 'Hip')).toContainText('Bellissima', arrival);
  await expect(row(ben, 'Hip')).toContainText('file says Bela');
  await expect(row(ben, 'Hip')).not.toContainText('Match?');
  await ben.getByRole('searchbox').fill('bela');
  await expect(row(ben, 'Hip')).toBeVisible();
  await ben.getByRole('searchbox').fill('bellissima');
  await expect(row(ben, 'Hip')).toBeVisible();

  const client = await DicomwebClient.of(server);
  const names = (await client.find('studies')).map((found) => JSON.stringify(found['00100010']));
  expect(names.join()).toContain('Bela');
  expect(names.join()).not.toContain('Bellissima');

  // Neither knows of the other: both proposals are kept and told, on both devices.
  await row(ben, 'Hip').click();
  await expect(ben.getByTestId('patient-line')).toContainText('Bellissima · B-7 (file says Bela');
  await ben.getByRole('link', { name: 'Patient and earlier studies' }).click();
  await expect(ben.getByRole('heading', { name: 'Bellissima', level: 1 })).toBeVisible();
  await ben.context().setOffline(true);
  await correctName(ben, 'Belinda', 'owner said so');
  await correctName(ana, 'Belle', 'chip register');
  await ben.context().setOffline(false);
  for (const page of [ana, ben]) {
    await page.goto(server.url);
    await expect(row(page, 'Hip')).toContainText('also proposed', arrival);
    await expect(row(page, 'Hip')).toContainText('Belle');
    await expect(row(page, 'Hip')).toContainText('Belinda');
  }
  expect(await row(ana, 'Hip').locator('.study-row-patient').textContent()).toBe(
    await row(ben, 'Hip').locator('.study-row-patient').textContent(),
  );
});

test('an animal is entered without a network, with a number until the real one is known', async ({
  page,
  server,
  folder,
}) => {
  await firstRun(page, server.url);
  await page.goto(new URL('/settings', server.url).href);
  await expect(page.getByText(/Ready for offline: all/)).toBeVisible(arrival);
  await server.stop();
  await page.context().setOffline(true);
  await page.goto(server.url);
  await page.getByRole('link', { name: 'New patient' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Enter a name.')).toBeVisible();
  await page.getByText('Animal', { exact: true }).click();
  await page.getByText('Horse', { exact: true }).click();
  await page.getByLabel('Name of the animal').fill('Comet');
  await page.getByLabel('Owner', { exact: true }).fill('Ada Moss');
  await page.getByLabel('Barn').fill('Hill Farm');
  await page.getByLabel('Chip number').fill('276 0981');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Moss, Comet', level: 1 })).toBeVisible();
  await expect(page.getByText(/TEMP-/).first()).toBeVisible();

  await page.goto(new URL('/patients?new', server.url).href);
  await page.getByRole('button', { name: 'Same as last: Moss, Ada · Hill Farm' }).click();
  await expect(page.getByLabel('Barn')).toHaveValue('Hill Farm');
  await page.getByRole('button', { name: 'Cancel' }).click();

  // The study that comes later carries the chip: a reader says that it is the same animal.
  const chipped = studyOf('comet', {
    PatientName: 'Comet',
    PatientID: 'H-1',
    PatientBirthDate: '',
    PatientSex: '',
    OtherPatientIDs: '276 0981',
  });
  await importBy(page, 'Files', await writeInstances(path.join(folder, 'stick'), [chipped]));
  await page.getByRole('button', { name: 'Same patient' }).click();
  await expect(page.getByText('Shown as one patient')).toBeVisible();
  await page.goto(new URL('/patients', server.url).href);
  await expect(page.locator('.patient-row')).toHaveCount(1);
  await page.getByLabel('Search name').fill('h-1');
  await page.getByRole('link', { name: /Comet/ }).click();
  await expect(page.locator('.timeline-study')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('.timeline-study')).toHaveCount(1);
});
