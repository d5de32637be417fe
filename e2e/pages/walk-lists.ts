/** The way through everything that is not the viewer: lists, import, export, patients, settings. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { syntheticStudy, vetStudy } from '../../shared/testing/synthetic-study.ts';
import { writeInstances } from './satchel-app.ts';
import { button, choose, goTo, inDialog, lookAtDialog, type Walk, walkImport } from './walk.ts';

const tiny = { rows: 64, sliceCount: 3 };

/** Studies that put every sign on the list: a person, an animal, two that may be one, a long name. */
export async function filesOfWalk(folder: string): Promise<readonly string[]> {
  const bella = { PatientID: 'B-7', PatientSex: 'F' };
  const studies = [
    syntheticStudy('CT', { seed: 'walk/1', PatientName: 'Doe^Jane', PatientID: 'D-1' }, tiny),
    vetStudy('walk/2', tiny),
    syntheticStudy('MR', { seed: 'walk/3', PatientName: 'Bella', ...bella }, tiny),
    syntheticStudy('DX', { seed: 'walk/4', PatientName: 'Bela', ...bella }, tiny),
    syntheticStudy(
      'US',
      {
        seed: 'walk/5',
        PatientName: 'Wolfeschlegelsteinhausenbergerdorff^Hubert Blaine Adolph^^Prof. Dr.',
        StudyDescription: 'Abdomen, follow-up of the long known changes of the left upper quadrant',
      },
      tiny,
    ),
  ];
  const files: string[] = [];
  for (const [index, instances] of studies.entries()) {
    files.push(...(await writeInstances(path.join(folder, `study ${index}`), instances)));
  }
  const torn = path.join(folder, 'torn.dcm');
  writeFileSync(torn, Buffer.concat([Buffer.alloc(128), Buffer.from('DICM torn')]));
  const letter = path.join(folder, 'letter.txt');
  writeFileSync(letter, 'Dear colleague');
  return [...files, torn, letter];
}

/** Import, list and patients, from the empty list on. */
export async function walkLists(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  await look('list: empty');
  await goTo(walk, '/patients', 'patient.all');
  await look('patients: none');
  await goTo(walk, '/import', 'import.title');
  await look('import: idle');
  await walkImport(walk, await filesOfWalk(walk.folder));
  await look('import: report');
  await goTo(walk, '/', 'ui.appName');
  await expect(page.locator('.study-row')).toHaveCount(5);
  await look('list');
  await page.getByRole('searchbox').fill('nobody of this name');
  await expect(page.getByRole('heading', { name: word('list.noneFoundTitle') })).toBeVisible();
  await look('list: nothing found');
  await page.getByRole('searchbox').fill('');
  await groupBy(walk, 'patient');
  await expect(page.locator('.group-head').first()).toBeVisible();
  await look('list: by patient');
  await groupBy(walk, 'none');
  await walkStudyDialogs(walk);
  await walkPatients(walk);
  await walkInstall(walk);
  await walkNoRoom(walk);
}

/** On the toolbar, or on the sheet that a phone has instead. */
async function groupBy(walk: Walk, grouping: 'patient' | 'none'): Promise<void> {
  const { page, word, look } = walk;
  const pick = page.getByRole('combobox', { name: word('filter.group') });
  const sheet = button(walk, 'filter.open');
  await expect(pick.or(sheet).first()).toBeVisible();
  const isOnSheet = await sheet.isVisible();
  if (isOnSheet) await sheet.click();
  await pick.selectOption(grouping);
  if (!isOnSheet) return;
  await look(`filters: ${grouping}`);
  await page.locator('.dialog-actions .button-primary').click();
  await expect(page.locator('.dialog')).toHaveCount(0);
}

/** What an iPad is shown instead of being asked. */
async function walkInstall(walk: Walk): Promise<void> {
  const { page, look } = walk;
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 (iPad; CPU OS 18_4)' });
  });
  await goTo(walk, '/', 'ui.appName');
  await expect(button(walk, 'install.how')).toBeVisible();
  await look('list: offer to install');
  await button(walk, 'install.how').click();
  await lookAtDialog(walk, 'install: three steps');
}

async function walkNoRoom(walk: Walk): Promise<void> {
  const { page, word, folder } = walk;
  await page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ usage: 1000e6, quota: 1000e6 });
  });
  await goTo(walk, '/import', 'import.title');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: word('import.filesHint') }).click();
  await (await chooser).setFiles([path.join(folder, 'letter.txt')]);
  await lookAtDialog(walk, 'no room', 'room.understood');
}

async function walkStudyDialogs(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  const more = page.getByRole('button', { name: walk.like('list.more') }).first();
  const item = (key: 'deed.about' | 'export.open') =>
    page.getByRole('menuitem', { name: word(key), exact: true });
  await more.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('menu of a study');
  await item('deed.about').click();
  await lookAtDialog(walk, 'about a study');
  await more.click();
  await item('export.open').click();
  await expect(button(walk, 'export.start')).toBeVisible();
  await look('export: what and how');
  await page.evaluate(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  await button(walk, 'export.start').click();
  await expect(page.locator('.dialog').getByText(/1 /).first()).toBeVisible();
  await lookAtDialog(walk, 'export: done');
  await button(walk, 'list.select').click();
  await page.getByRole('checkbox').first().click();
  await look('list: selecting');
  await button(walk, 'details.discard').click();
  await expect(page.locator('.dialog')).toBeVisible();
  await look('discard');
  await choose(walk, 'discard.practice');
  await inDialog(walk, 'discard.confirm').click();
  await expect(page.locator('.study-row')).toHaveCount(4);
  await goTo(walk, '/trash', 'trash.title');
  await expect(button(walk, 'trash.restore')).toBeVisible();
  await look('trash');
  await button(walk, 'trash.delete').click();
  await lookAtDialog(walk, 'delete for good', 'ui.cancel');
  await button(walk, 'trash.restore').click();
  await expect(page.getByRole('heading', { name: word('trash.emptyTitle') })).toBeVisible();
  await look('trash: empty');
}

async function walkPatients(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  await goTo(walk, '/patients', 'patient.all');
  await expect(page.locator('.patient-row').first()).toBeVisible();
  await look('patients');
  await button(walk, 'patient.new').click();
  await expect(page.locator('.dialog')).toBeVisible();
  await page.locator('.dialog').getByText(word('patient.animal'), { exact: true }).click();
  await page.getByText(word('patient.species.horse'), { exact: true }).click();
  await inDialog(walk, 'patient.save').click();
  await lookAtDialog(walk, 'new animal, name missing', 'ui.cancel');
  await page.getByRole('link', { name: /^Bella/ }).click();
  await expect(button(walk, 'patient.same')).toBeVisible();
  await look('patient: the same?');
  await button(walk, 'patient.same').click();
  await expect(button(walk, 'patient.same')).toHaveCount(0);
  await button(walk, 'patient.correct').click();
  await expect(page.locator('.dialog')).toBeVisible();
  await look('correct a patient');
  const dialog = page.locator('.dialog');
  await dialog
    .getByLabel(word('patient.animalName'))
    .or(dialog.getByLabel(word('patient.personName')))
    .first()
    .fill('Bellissima');
  await dialog.getByLabel(word('patient.reason')).fill('passport');
  await inDialog(walk, 'patient.correctSave').click();
  await expect(page.getByRole('heading', { name: 'Bellissima', level: 1 })).toBeVisible();
  await look('patient: corrected');
}

/** Settings and what is reached from there, on a device without a server. */
export async function walkSettings(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  await goTo(walk, '/settings', 'settings.title');
  await expect(page.getByText(walk.like('settings.offlineReady'))).toBeVisible();
  await look('settings');
  await button(walk, 'settings.personAdd').click();
  await lookAtDialog(walk, 'add a person');
  await goTo(walk, '/platform', 'platform.title');
  await look('what this browser can do');
  await goTo(walk, '/gallery', 'settings.gallery');
  await look('gallery');
  await goTo(walk, '/outbox', 'outbox.title');
  await look('outbox: no server');
  await goTo(walk, '/pair', 'pair.title');
  await look('pairing');
  await page.goto(`${walk.url}/import?shared=nothing`);
  await lookAtDialog(walk, 'shared: did not arrive', 'share.understood');
  await page.goto(`${walk.url}/nowhere`);
  await expect(page.getByRole('heading', { name: word('app.notFoundTitle') })).toBeVisible();
  await look('nothing at this address');
}
