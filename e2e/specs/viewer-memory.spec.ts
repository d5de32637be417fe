import { rmSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { ctSlice, type SyntheticInstance } from '../../shared/testing/synthetic-instance.ts';
import { datasetOf } from '../../shared/testing/synthetic-modules.ts';
import { heldMemory } from '../pages/held-memory.ts';
import { firstRun, importBy, temporaryFolder, writeInstances } from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import { expectPicture, tool } from '../pages/viewer-page.ts';

// A phone's screen, so the smaller of the two budgets of decoded frames; room for two panes.
test.use({ viewport: { width: 1180, height: 820 }, screen: { width: 390, height: 844 } });

const megabyte = 1024 * 1024;
const budget = 128 * megabyte;
const rows = 960;
const frameCount = 70;
/** Two clips of these are twice the budget. */
const clipBytes = frameCount * rows * rows * 2;

const folder = temporaryFolder('memory');
let server: SatchelServer;
test.beforeAll(async () => {
  server = await createSatchelServer();
  await server.start();
});
test.afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Grey frames that pack to almost nothing. */
function clip(SeriesNumber: number): SyntheticInstance {
  const study = { seed: 'viewer/memory', PatientName: 'Memory^Mona' };
  const { dataset } = ctSlice({ study, index: 0, count: 1, rows: 8, SeriesNumber });
  const changes = datasetOf({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.7.3',
    Rows: rows,
    Columns: rows,
    NumberOfFrames: frameCount,
    FrameTime: 40,
    FrameIncrementPointer: ['00181063'],
  });
  const frame = new Uint8Array(rows * rows * 2).fill(SeriesNumber);
  return {
    dataset: { ...dataset, ...changes },
    frames: Array.from({ length: frameCount }, () => frame),
  };
}

/** Every frame of the active pane was on the screen. */
async function seeAll(page: Page): Promise<void> {
  await page.keyboard.press('Home');
  const pane = page.locator('[data-pane][aria-current=true]');
  for (let n = 1; n <= frameCount; n += 1) {
    await expect(pane.getByTestId('frame-number')).toHaveText(
      `${String(n)} / ${String(frameCount)}`,
    );
    await expect(pane.locator('.frame-waiting, .frame-notice')).toHaveCount(0);
    await page.keyboard.press('ArrowDown');
  }
}

test('twice the budget was scrolled through in two panes: what is held stays within it, and is let go', async ({
  page,
}) => {
  expect(2 * clipBytes).toBeGreaterThan(1.9 * budget);
  await firstRun(page, server.url);
  const files = await writeInstances(folder, [clip(1), clip(2)], '1.2.840.10008.1.2.5');
  await importBy(page, 'Files', files);
  await page.goto(server.url);
  const atList = await heldMemory(page);
  await page.getByRole('link', { name: /Memory/ }).click();
  await expectPicture(page);
  await tool(page, 'Layout').click();
  await page.getByRole('menuitemradio', { name: 'Two side by side' }).click();
  await seeAll(page);
  await page.keyboard.press('n');
  await seeAll(page);

  const { buffers } = await heldMemory(page);
  // The budget is used, and no more than it and what two canvases and the frames under way take.
  expect(buffers).toBeGreaterThan(budget / 2);
  expect(buffers).toBeLessThan(budget + 40 * megabyte);

  await page.getByRole('button', { name: 'Back to the study list' }).click();
  await expect(page.getByRole('link', { name: /Memory/ })).toBeVisible();
  await expect
    .poll(async () => (await heldMemory(page)).buffers)
    .toBeLessThan(atList.buffers + 8 * megabyte);
});
