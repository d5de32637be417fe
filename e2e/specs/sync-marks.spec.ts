import { rmSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import {
  firstRun,
  importBy,
  openDevice,
  pairDevice,
  temporaryFolder,
  watchForFaults,
  writeInstances,
} from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import {
  drag,
  drawnPixels,
  expectPicture,
  type FramePoint,
  frameNumber,
  marks,
  onScreen,
  tool,
} from '../pages/viewer-page.ts';
import { clipStudy, sliceCount, stackStudy } from '../pages/viewer-studies.ts';

let server: SatchelServer;
let folder: string;
test.beforeEach(async () => {
  folder = temporaryFolder('sync-marks');
  server = await createSatchelServer();
  await server.start();
});
test.afterEach(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const arrival = { timeout: 90_000 };

async function pairedDevice(name: string): Promise<{ device: BrowserContext; page: Page }> {
  const device = await openDevice(path.join(folder, name));
  const page = await device.newPage();
  await firstRun(page, server.url, `Dr. ${name} Lind`);
  await pairDevice(page, server, `Tablet of ${name}`);
  return { device, page };
}

async function mark(
  page: Page,
  kind: 'Length' | 'Ellipse',
  from: FramePoint,
  to: FramePoint,
): Promise<void> {
  const count = await marks(page).count();
  await tool(page, kind).click();
  await drag(page, await onScreen(page, from), await onScreen(page, to));
  await expect(marks(page)).toHaveCount(count + 1);
}

/** Every mark's words and numbers, in the order in which they lie on the image. */
const shown = (page: Page): Promise<readonly string[]> =>
  marks(page).locator('.mark-label').allTextContents();

test('a study measured on one device shows the same pixels, marks and numbers on the other, and what each does there', async () => {
  const ana = await pairedDevice('Ana');
  const watch = watchForFaults(ana.page);
  const files = await writeInstances(path.join(folder, 'disc'), stackStudy());
  await importBy(ana.page, 'Files', files);
  await ana.page.goto(server.url);
  await ana.page.getByRole('link', { name: /Stack/ }).click();
  await expectPicture(ana.page);
  await mark(ana.page, 'Length', { x: 30, y: 40 }, { x: 90, y: 80 });
  await mark(ana.page, 'Ellipse', { x: 40, y: 30 }, { x: 85, y: 62 });
  const measured = await shown(ana.page);
  expect(measured.join()).toContain('mm in the patient');
  expect(measured.join()).toContain('Mean');

  const ben = await pairedDevice('Ben');
  await ben.page.goto(server.url);
  const row = ben.page.getByRole('link', { name: /Stack/ });
  await expect(row).toContainText('On server, not here', arrival);
  await row.click();
  await expect(frameNumber(ben.page)).toHaveText(
    (await frameNumber(ana.page).textContent()) ?? '',
    arrival,
  );
  await expect.poll(() => shown(ben.page), arrival).toEqual(measured);
  expect(await drawnPixels(ben.page)).toEqual(await drawnPixels(ana.page));

  // Both look at the study; each sees what the other does.
  await mark(ben.page, 'Length', { x: 20, y: 100 }, { x: 60, y: 100 });
  await expect.poll(() => shown(ana.page), arrival).toEqual(await shown(ben.page));
  await tool(ana.page, 'Undo').click();
  await expect(marks(ana.page)).toHaveCount(2);
  await expect(marks(ben.page)).toHaveCount(2, arrival);
  const left = await shown(ana.page);
  expect(await shown(ben.page)).toEqual(left);
  expect(left.join()).not.toContain('Mean');

  // Fetched whole, it is there without the server.
  await ben.page.goto(server.url);
  await expect(row).toContainText('Here and on server', arrival);
  await server.stop();
  await row.click();
  await expectPicture(ben.page);
  await expect(frameNumber(ben.page)).toContainText(`/ ${sliceCount}`);
  await expect.poll(() => shown(ben.page)).toEqual(left);
  expect(watch.faults).toEqual([]);
  await ana.device.close();
  await ben.device.close();
});

test('a day without a network: imported and measured, closed, opened again, and sent by itself in the evening', async () => {
  const ana = await pairedDevice('Ana');
  let ben = await pairedDevice('Ben');
  await ben.page.goto(`${server.url}/settings`);
  await expect(ben.page.getByText(/Ready for offline: all/)).toBeVisible(arrival);
  await server.stop();
  await ben.device.setOffline(true);
  const files = await writeInstances(path.join(folder, 'clip'), clipStudy());
  await importBy(ben.page, 'Files', files);
  await ben.page.goto(server.url);
  const row = (page: Page) => page.getByRole('link', { name: /Clip/ });
  await expect(row(ben.page)).toContainText('Only here');
  await row(ben.page).click();
  await expectPicture(ben.page);
  await mark(ben.page, 'Length', { x: 40, y: 30 }, { x: 120, y: 30 });
  const measured = await shown(ben.page);
  expect(measured.join()).toContain('mm by ultrasound region');
  await ben.device.close();

  const device = await openDevice(path.join(folder, 'Ben'));
  await device.setOffline(true);
  ben = { device, page: await device.newPage() };
  await ben.page.goto(server.url);
  await row(ben.page).click();
  await expectPicture(ben.page);
  expect(await shown(ben.page)).toEqual(measured);

  await server.start();
  await ben.device.setOffline(false);
  await ben.page.goto(server.url);
  await expect(row(ben.page)).toContainText('Here and on server', arrival);
  await ana.page.goto(server.url);
  await expect(row(ana.page)).toContainText('On server, not here', arrival);
  await row(ana.page).click();
  await expectPicture(ana.page);
  await expect.poll(() => shown(ana.page), arrival).toEqual(measured);
  await ana.device.close();
  await ben.device.close();
});
