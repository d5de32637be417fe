import { expect, type Page, test } from '@playwright/test';
import {
  Fingers,
  type FramePoint,
  frameNumber,
  marks,
  onFrame,
  onScreen,
  type ScreenPoint,
  tool,
  windowText,
  zoomText,
} from '../pages/viewer-page.ts';
import { openReader, type Reader } from '../pages/viewer-reader.ts';
import { rampStudy, stackStudy, storedWords } from '../pages/viewer-studies.ts';

test.describe.configure({ mode: 'default' });

let reader: Reader;
let page: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  reader = await openReader(browser, [stackStudy(), rampStudy()]);
  ({ page } = reader);
});
test.afterAll(async () => {
  await reader.close();
  expect(reader.faults, 'errors nobody caught, or refused by the policy').toEqual([]);
});

const loupe = (): ReturnType<Page['getByTestId']> => page.getByTestId('loupe');

async function at(point: FramePoint): Promise<ScreenPoint> {
  const { x, y } = await onScreen(page, point);
  return { x: Math.round(x), y: Math.round(y) };
}

/** The value of the pixel under a place of the screen, as the generator drew it. */
async function hounsfieldAt(place: ScreenPoint): Promise<string> {
  const { x, y } = await onFrame(page, place);
  const shown = Number.parseInt((await frameNumber(page).textContent()) ?? '', 10);
  const instance = stackStudy()[shown - 1];
  if (instance === undefined) throw new Error('no such slice');
  const stored = storedWords(instance)[Math.round(y) * 128 + Math.round(x)] ?? 0;
  return `${new Intl.NumberFormat('en').format(stored - 1024)} HU`;
}

/** What a look must leave as it was. */
async function traces(): Promise<readonly (string | null)[]> {
  return [
    await frameNumber(page).textContent(),
    await windowText(page).textContent(),
    await zoomText(page).textContent(),
    String(await marks(page).count()),
  ];
}

test('a resting finger raises the magnifier above it, tells the value wherever it goes, and leaves nothing', async () => {
  await reader.open('Stack');
  const before = await traces();
  const fingers = await Fingers.on(page);
  const from = await at({ x: 64, y: 100 });
  await fingers.down(from);
  await expect(loupe()).toContainText(await hounsfieldAt(from));
  const box = await page.locator('.loupe-pixels').boundingBox();
  expect(Math.abs((box?.y ?? 0) + (box?.height ?? 0) - (from.y - 80))).toBeLessThan(2);
  for (const point of [
    { x: 50, y: 90 },
    { x: 30, y: 70 },
  ]) {
    const to = await at(point);
    await fingers.move(to);
    await expect(loupe()).toContainText(await hounsfieldAt(to));
  }
  await fingers.move({
    x: 4 + ((await page.locator('.viewport-image').boundingBox())?.x ?? 0),
    y: 400,
  });
  await expect(loupe()).toContainText('Outside of the image');
  await fingers.up();
  await expect(loupe()).toHaveCount(0);
  expect(await traces()).toEqual(before);
});

test('a second finger takes the magnifier away and zooms', async () => {
  await reader.open('Stack');
  const [shown, , zoom] = await traces();
  const fingers = await Fingers.on(page);
  const [a, b] = [await at({ x: 40, y: 90 }), await at({ x: 80, y: 90 })];
  await fingers.down(a);
  await expect(loupe()).toBeVisible();
  await fingers.down(a, b);
  await expect(loupe()).toHaveCount(0);
  await fingers.move({ x: a.x - 80, y: a.y }, { x: b.x + 80, y: b.y });
  await fingers.up();
  await expect(zoomText(page)).not.toHaveText(zoom ?? '');
  await expect(frameNumber(page)).toHaveText(shown ?? '');
  await expect(marks(page)).toHaveCount(0);
});

test('a finger that draws or moves a handle sees under itself; only drawing leaves a mark', async () => {
  await reader.open('Stack');
  await tool(page, 'Length').click();
  const fingers = await Fingers.on(page);
  const [a, b, c] = [
    await at({ x: 40, y: 90 }),
    await at({ x: 90, y: 90 }),
    await at({ x: 90, y: 60 }),
  ];
  await fingers.down(a);
  await expect(loupe()).toContainText('HU');
  // Resting is looking: with a tool lit it drew a mark.
  await fingers.move(b);
  await expect(loupe()).toContainText('HU');
  await fingers.up();
  await expect(marks(page)).toHaveCount(0);
  await fingers.swipe(a, b);
  await expect(marks(page)).toContainText('mm');
  await expect(loupe()).toHaveCount(0);
  const drawn = await marks(page).locator('.mark-line').getAttribute('d');
  await fingers.down(b);
  await fingers.move({ x: b.x, y: b.y - 20 });
  await expect(loupe()).toBeVisible();
  // It magnifies; the number is the mark's own.
  await expect(loupe()).not.toContainText('HU');
  await fingers.move(c);
  await fingers.up();
  await expect(loupe()).toHaveCount(0);
  await expect(marks(page).locator('.mark-line')).not.toHaveAttribute('d', drawn ?? '');
});

test('the mouse has it by a key, and grey values without a unit say so', async () => {
  await reader.open('Ramp');
  await page.keyboard.press('l');
  const place = await at({ x: 80, y: 60 });
  await page.mouse.move(place.x, place.y);
  await expect(loupe()).toContainText(/^Grey value [\d,]+ as stored$/);
  await page.keyboard.press('l');
  await expect(loupe()).toHaveCount(0);
});
