import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { importBy, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import {
  drag,
  drawnPixels,
  expectPicture,
  type FramePoint,
  frameNumber,
  lightMarkTool,
  marks,
  onScreen,
  tool,
} from '../pages/viewer-page.ts';
import { clipStudy, sliceCount, stackStudy } from '../pages/viewer-studies.ts';

const arrival = { timeout: 90_000 };

async function mark(
  page: Page,
  kind: 'Length' | 'Ellipse',
  from: FramePoint,
  to: FramePoint,
): Promise<void> {
  const count = await marks(page).count();
  await lightMarkTool(page, kind);
  await drag(page, await onScreen(page, from), await onScreen(page, to));
  await expect(marks(page)).toHaveCount(count + 1);
}

/** Every mark's words and numbers, in the order in which they lie on the image. */
const shown = (page: Page): Promise<readonly string[]> =>
  marks(page).locator('.mark-label').allTextContents();

test('a study measured on one device shows the same pixels, marks and numbers on the other, and what each does there', async ({
  server,
  folder,
  devices,
}) => {
  const ana = await devices.paired('Ana');
  const files = await writeInstances(path.join(folder, 'disc'), stackStudy());
  await importBy(ana, 'Files', files);
  await ana.goto(server.url);
  await ana.getByRole('link', { name: /Stack/ }).click();
  await expectPicture(ana);
  await mark(ana, 'Length', { x: 30, y: 40 }, { x: 90, y: 80 });
  await mark(ana, 'Ellipse', { x: 40, y: 30 }, { x: 85, y: 62 });
  const measured = await shown(ana);
  expect(measured.join()).toContain('mm in the patient');
  expect(measured.join()).toContain('Mean');

  const ben = await devices.paired('Ben');
  await ben.goto(server.url);
  const row = ben.getByRole('link', { name: /Stack/ });
  await expect(row).toContainText('On server, not here', arrival);
  await row.click();
  await expect(frameNumber(ben)).toHaveText((await frameNumber(ana).textContent()) ?? '', arrival);
  await expect.poll(() => shown(ben), arrival).toEqual(measured);
  expect(await drawnPixels(ben)).toEqual(await drawnPixels(ana));

  // Both look at the study; each sees what the other does.
  await mark(ben, 'Length', { x: 20, y: 100 }, { x: 60, y: 100 });
  await expect.poll(() => shown(ana), arrival).toEqual(await shown(ben));
  await tool(ana, 'Undo').click();
  await expect(marks(ana)).toHaveCount(2);
  await expect(marks(ben)).toHaveCount(2, arrival);
  const left = await shown(ana);
  expect(await shown(ben)).toEqual(left);
  expect(left.join()).not.toContain('Mean');

  // Fetched whole, it is there without the server.
  await ben.goto(server.url);
  await expect(row).toContainText('Here and on server', arrival);
  await server.stop();
  await row.click();
  await expectPicture(ben);
  await expect(frameNumber(ben)).toContainText(`/ ${sliceCount}`);
  await expect.poll(() => shown(ben)).toEqual(left);
});

test('a day without a network: imported and measured, closed, opened again, and sent by itself in the evening', async ({
  server,
  folder,
  devices,
}) => {
  const ana = await devices.paired('Ana');
  let ben = await devices.paired('Ben');
  await ben.goto(`${server.url}/settings`);
  await expect(ben.getByText(/Ready for offline: all/)).toBeVisible(arrival);
  await server.stop();
  await ben.context().setOffline(true);
  const files = await writeInstances(path.join(folder, 'clip'), clipStudy());
  await importBy(ben, 'Files', files);
  await ben.goto(server.url);
  const row = (page: Page) => page.getByRole('link', { name: /Clip/ });
  await expect(row(ben)).toContainText('Only here');
  await row(ben).click();
  await expectPicture(ben);
  await mark(ben, 'Length', { x: 40, y: 30 }, { x: 120, y: 30 });
  const measured = await shown(ben);
  expect(measured.join()).toContain('mm by ultrasound region');
  await ben.context().close();

  const device = await devices.open('Ben');
  await device.setOffline(true);
  ben = await device.newPage();
  await ben.goto(server.url);
  await row(ben).click();
  await expectPicture(ben);
  expect(await shown(ben)).toEqual(measured);

  await server.start();
  await ben.context().setOffline(false);
  await ben.goto(server.url);
  await expect(row(ben)).toContainText('Here and on server', arrival);
  await ana.goto(server.url);
  await expect(row(ana)).toContainText('On server, not here', arrival);
  await row(ana).click();
  await expectPicture(ana);
  await expect.poll(() => shown(ana), arrival).toEqual(measured);
});
