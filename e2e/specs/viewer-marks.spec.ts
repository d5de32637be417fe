import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  drag,
  expectPicture,
  Fingers,
  type FramePoint,
  frameNumber,
  lightMarkTool,
  marks,
  onFrame,
  onScreen,
  type ScreenPoint,
  tool,
  zoomText,
} from '../pages/viewer-page.ts';
import { openReader, type Reader } from '../pages/viewer-reader.ts';
import { sliceCount, stackStudy, storedWords } from '../pages/viewer-studies.ts';

test.describe.configure({ mode: 'default' });

let reader: Reader;
let page: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  reader = await openReader(browser);
  ({ page } = reader);
});
test.afterAll(async () => {
  await reader.close();
  expect(reader.faults, 'errors nobody caught, or refused by the policy').toEqual([]);
});
const open = (patient: string): Promise<void> => reader.open(patient);

/** A place of the screen on whole pixels, so that the point of the frame under it is known exactly. */
async function wholePixelAt(point: FramePoint): Promise<ScreenPoint> {
  const { x, y } = await onScreen(page, point);
  return { x: Math.round(x), y: Math.round(y) };
}

function number(text: string, before: string): number {
  const found = new RegExp(`${before} ?(-?[0-9.,]+)`).exec(text)?.[1];
  if (found === undefined) throw new Error(`no number after "${before}" in "${text}"`);
  return Number(found.replaceAll(',', ''));
}

async function drawLength(from: FramePoint, to: FramePoint): Promise<void> {
  await tool(page, 'Length').click();
  await drag(page, await wholePixelAt(from), await wholePixelAt(to));
}

/** The frame reaches over the whole viewport. */
async function zoomToFill(): Promise<void> {
  const box = await page.getByTestId('viewport').boundingBox();
  if (box === null) throw new Error('no viewport');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.down('Control');
  for (let n = 0; n < 6; n += 1) await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expectPicture(page);
}

async function removeMarks(): Promise<void> {
  const count = await marks(page).count();
  for (let left = count; left > 0; left -= 1) {
    await tool(page, 'Marks')
      .or(page.getByRole('button', { name: 'Marks', exact: true }))
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Delete: / })
      .first()
      .click();
    await page.getByRole('button', { name: 'Close the list of marks' }).click();
    await expect(marks(page)).toHaveCount(left - 1);
  }
}

test('a length is in mm with its calibration where the file has one, else in px and says so', async () => {
  await open('Stack');
  const from = await wholePixelAt({ x: 30, y: 40 });
  const to = await wholePixelAt({ x: 90, y: 80 });
  await tool(page, 'Length').click();
  await drag(page, from, to);
  const [a, b] = [await onFrame(page, from), await onFrame(page, to)];
  const lengthMm = (Math.hypot(b.x - a.x, b.y - a.y) * 360) / 128;
  const label = (await marks(page).textContent()) ?? '';
  expect(label).toContain('mm in the patient');
  expect(Math.abs(number(label, '^') - lengthMm)).toBeLessThanOrEqual(0.051);

  await open('Clip');
  await drawLength({ x: 40, y: 30 }, { x: 120, y: 30 });
  // 80 pixels of 0.05 cm.
  await expect(marks(page)).toContainText('mm by ultrasound region');
  expect(number((await marks(page).textContent()) ?? '', '^')).toBeCloseTo(40, 0);

  await open('Ramp');
  await drawLength({ x: 20, y: 20 }, { x: 120, y: 20 });
  await expect(marks(page)).toContainText('px');
  await expect(marks(page)).toContainText('Not calibrated: pixels only');
  expect(number((await marks(page).textContent()) ?? '', '^')).toBeCloseTo(100, 0);
});

test('an ellipse has the area and the values of the pixels that the generator drew into it', async () => {
  await open('Stack');
  await removeMarks();
  const from = await wholePixelAt({ x: 40, y: 30 });
  const to = await wholePixelAt({ x: 85, y: 62 });
  await lightMarkTool(page, 'Ellipse');
  await drag(page, from, to);
  const [a, b] = [await onFrame(page, from), await onFrame(page, to)];
  const shown = Number.parseInt((await frameNumber(page).textContent()) ?? '', 10);
  const instance = stackStudy()[shown - 1];
  if (instance === undefined) throw new Error('no such slice');
  const stored = storedWords(instance);
  const [centreX, centreY] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const [radiusX, radiusY] = [(b.x - a.x) / 2, (b.y - a.y) / 2];
  const inside: number[] = [];
  for (let y = 0; y < 128; y += 1) {
    for (let x = 0; x < 128; x += 1) {
      const share = ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2;
      if (share <= 1) inside.push((stored[y * 128 + x] ?? 0) - 1024);
    }
  }
  const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
  const variance = inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length;
  const label = (await marks(page).textContent()) ?? '';
  expect(number(label, 'Pixels')).toBe(inside.length);
  expect(number(label, 'Mean')).toBeCloseTo(mean, 1);
  expect(number(label, 'SD')).toBeCloseTo(Math.sqrt(variance), 1);
  expect(number(label, 'Min')).toBe(Math.min(...inside));
  expect(number(label, 'Max')).toBe(Math.max(...inside));
  const areaMm2 = Math.PI * radiusX * radiusY * (360 / 128) ** 2;
  expect(Math.abs(number(label, 'Area') - areaMm2)).toBeLessThanOrEqual(0.051);
});

test('a mark that is called saved is on the disk, and there in place after a reload at once', async () => {
  await open('Stack');
  await removeMarks();
  await tool(page, 'Length').click();
  const fingers = await Fingers.on(page);
  const [from, to] = [await wholePixelAt({ x: 30, y: 70 }), await wholePixelAt({ x: 95, y: 50 })];
  await fingers.swipe(from, to);
  await expect(marks(page)).toHaveCount(1);
  const before = await marks(page).locator('.mark-line').getAttribute('d');
  const label = await marks(page).locator('.mark-label').textContent();
  const shown = (await frameNumber(page).textContent()) ?? '';
  // Written as the finger lifts; what is still on its way to the disk is not called saved.
  await expect(marks(page)).toHaveAttribute('data-saving', 'saved');
  await page.reload();
  await expect(frameNumber(page)).toHaveText(shown);
  await expect(marks(page)).toHaveCount(1);
  await expect(marks(page).locator('.mark-label')).toHaveText(label ?? '');
  expect(await marks(page).locator('.mark-line').getAttribute('d')).toBe(before);
});

test('the number of a mark keeps off the scrubber, which hid its end', async () => {
  await open('Stack');
  await removeMarks();
  const boxOf = async (place: Locator): Promise<{ left: number; right: number }> => {
    const box = await place.boundingBox();
    if (box === null) throw new Error('not there');
    return { left: box.x, right: box.x + box.width };
  };
  const label = marks(page).locator('.mark-label');
  const scrubber = await boxOf(page.getByTestId('scrubber'));
  const { y } = await wholePixelAt({ x: 64, y: 50 });
  await drawLength({ x: 64, y: 50 }, { x: 64, y: 70 });
  await expect(label).toContainText('mm');
  const { left, right } = await boxOf(label);
  await tool(page, 'Undo').click();
  await expect(marks(page)).toHaveCount(0);
  // Beside the mark there is room for the number where nothing but the scrubber stands.
  const x = Math.round(scrubber.left + 24 - 14 - (right - left));
  await zoomToFill();
  await drag(page, { x, y }, { x, y: y + 80 });
  await expect(label).toContainText('mm');
  await expect.poll(async () => (await boxOf(label)).right).toBeLessThanOrEqual(scrubber.left);
  await tool(page, 'Undo').click();
  await expect(marks(page)).toHaveCount(0);
});

test('undo takes the last mark and the last move back, one after the other', async () => {
  await open('Stack');
  await removeMarks();
  await expect(tool(page, 'Undo')).toBeVisible();
  await drawLength({ x: 30, y: 40 }, { x: 90, y: 40 });
  await expect(marks(page)).toHaveCount(1);
  const drawn = await marks(page).locator('.mark-line').getAttribute('d');
  await drag(page, await wholePixelAt({ x: 90, y: 40 }), await wholePixelAt({ x: 100, y: 70 }));
  await expect(marks(page)).toHaveCount(1);
  expect(await marks(page).locator('.mark-line').getAttribute('d')).not.toBe(drawn);
  await tool(page, 'Undo').click();
  await expect.poll(() => marks(page).locator('.mark-line').getAttribute('d')).toBe(drawn);
  await page.keyboard.press('Control+z');
  await expect(marks(page)).toHaveCount(0);
});

test('a pinch begun with a lit tool zooms and never leaves a mark', async () => {
  await open('Stack');
  await removeMarks();
  await tool(page, 'Length').click();
  const zoom = (await zoomText(page).textContent()) ?? '';
  const fingers = await Fingers.on(page);
  const first = { x: 420, y: 420 };
  await fingers.down(first);
  for (const x of [440, 470, 500]) await fingers.move({ x, y: 420 });
  await expect(marks(page)).toHaveCount(1);
  await fingers.down({ x: 500, y: 420 }, { x: 620, y: 420 });
  await fingers.move({ x: 460, y: 420 }, { x: 680, y: 420 });
  await fingers.up({ x: 460, y: 420 });
  await fingers.move({ x: 300, y: 420 });
  await fingers.up();
  await expect(marks(page)).toHaveCount(0);
  await expect(zoomText(page)).not.toHaveText(zoom);
  await page.reload();
  await expectPicture(page);
  await expect(marks(page)).toHaveCount(0);
});

test('tap and tap makes a mark too, and another frame does not show it', async () => {
  await open('Stack');
  await removeMarks();
  await tool(page, 'Length').click();
  const shown = (await frameNumber(page).textContent()) ?? '';
  for (const point of [
    { x: 40, y: 60 },
    { x: 90, y: 60 },
  ]) {
    const { x, y } = await wholePixelAt(point);
    await page.touchscreen.tap(x, y);
  }
  await expect(marks(page)).toContainText('mm in the patient');
  await page.keyboard.press('ArrowDown');
  await expect(frameNumber(page)).not.toHaveText(shown);
  await expect(marks(page)).toHaveCount(0);
  expect(shown).toContain(`/ ${sliceCount}`);
  await page.keyboard.press('ArrowUp');
  await expect(marks(page)).toHaveCount(1);
});
