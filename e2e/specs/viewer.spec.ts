import { expect, type Page, test } from '@playwright/test';
import { renderGreyOrColour } from '../../shared/src/pixel/render-preview.ts';
import {
  drag,
  drawnGreys,
  drawnPixels,
  expectPicture,
  Fingers,
  frameNumber,
  marks,
  greysOnScreen,
  onScreen,
  pixels,
  tool,
  windowText,
  zoomText,
} from '../pages/viewer-page.ts';
import { openReader, type Reader } from '../pages/viewer-reader.ts';
import {
  clipFrameCount,
  greyFrameOf,
  rampColumns,
  rampRows,
  rampStudy,
  sliceCount,
  storedWords,
} from '../pages/viewer-studies.ts';

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

const middle = Math.floor((sliceCount - 1) / 2) + 1;

test('a study opens with whom it belongs to, where its sides are, and at the frame of its picture', async () => {
  await open('Stack');
  await expect(page.getByRole('heading', { name: 'Stack, Carla' })).toBeVisible();
  await expect(page.getByText('ID ST-1')).toBeVisible();
  await expect(frameNumber(page)).toHaveText(`${middle} / ${sliceCount}`);
  for (const [side, letter] of [
    ['top', 'A'],
    ['bottom', 'P'],
    ['left', 'R'],
    ['right', 'L'],
  ] as const) {
    await expect(page.locator(`.orientation-${side}`)).toHaveText(letter);
  }
  await expect(page.getByTestId('scale-bar')).toHaveText('5 cm in the patient');
});

test('the scale bar is as long as it says', async () => {
  await open('Stack');
  const [from, to] = [await onScreen(page, { x: 0, y: 0 }), await onScreen(page, { x: 100, y: 0 })];
  const pxPerMm = (to.x - from.x) / ((100 * 360) / 128);
  const bar = await page.locator('.scale-bar svg').boundingBox();
  expect((bar?.width ?? 0) - 2).toBeCloseTo(50 * pxPerMm, 0);
});

test('wheel, keys, scrubber and one finger scroll; each frame shows its own pixels', async () => {
  await open('Stack');
  const seen = new Set<string>([(await drawnGreys(page)).join()]);
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, 120);
  await expect(frameNumber(page)).toHaveText(`${middle + 1} / ${sliceCount}`);
  seen.add((await drawnGreys(page)).join());
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(frameNumber(page)).toHaveText(`${middle - 1} / ${sliceCount}`);
  seen.add((await drawnGreys(page)).join());
  await page.keyboard.press('End');
  await expect(frameNumber(page)).toHaveText(`${sliceCount} / ${sliceCount}`);
  seen.add((await drawnGreys(page)).join());
  await page.keyboard.press('Home');
  await expect(frameNumber(page)).toHaveText(`1 / ${sliceCount}`);
  seen.add((await drawnGreys(page)).join());
  expect(seen.size).toBe(5);
  await page.getByRole('slider', { name: 'Frame' }).press('PageDown');
  await expect(frameNumber(page)).toHaveText(`${sliceCount} / ${sliceCount}`);
  const fingers = await Fingers.on(page);
  await fingers.swipe({ x: 500, y: 600 }, { x: 500, y: 300 });
  await expect(frameNumber(page)).not.toHaveText(`${sliceCount} / ${sliceCount}`);
  await fingers.swipe({ x: 500, y: 300 }, { x: 500, y: 760 });
  await expect(frameNumber(page)).toHaveText(`${sliceCount} / ${sliceCount}`);
});

test('windows come from the header, presets and a drag, and reset brings the first one back', async () => {
  await open('Stack');
  await expect(windowText(page)).toHaveText('W 400 L 40 HU');
  const first = await drawnGreys(page);
  await tool(page, 'Presets').click();
  await page.getByRole('menuitemradio', { name: /LUNG/ }).click();
  await expect(windowText(page)).toHaveText('W 1,500 L -600 HU');
  await tool(page, 'Presets').click();
  await page.getByRole('menuitemradio', { name: /Bone/ }).first().click();
  await expect(windowText(page)).toHaveText('W 2,500 L 480 HU');
  expect(await drawnGreys(page)).not.toEqual(first);
  await tool(page, 'Window').click();
  await drag(page, { x: 400, y: 400 }, { x: 570, y: 400 });
  await expect(windowText(page)).toHaveText('W 5,000 L 480 HU');
  await tool(page, 'Invert').click();
  await expect(windowText(page)).toContainText('inverted');
  await tool(page, 'Reset').click();
  await expect(windowText(page)).toHaveText('W 400 L 40 HU');
  expect(await drawnGreys(page)).toEqual(first);
  await tool(page, 'Invert').click();
  await expect(windowText(page)).toContainText('inverted');
  expect(await drawnGreys(page)).toEqual(first.map((grey) => 255 - grey));
  await tool(page, 'Reset').click();
  await tool(page, 'Navigate').click();
  // By keys, a tenth at a time: a drag is for who can drag.
  await page.keyboard.press('6');
  await expect(windowText(page)).toHaveText('W 440 L 40 HU');
  await page.keyboard.press('8');
  await expect(windowText(page)).toHaveText('W 440 L -4 HU');
  // The key for a lighter picture had made an inverted one darker.
  await tool(page, 'Reset').click();
  await tool(page, 'Invert').click();
  await page.keyboard.press('8');
  await expect(windowText(page)).toContainText('W 400 L 80 HU');
  await tool(page, 'Reset').click();
});

test('zoom by wheel and pinch, move by the middle button, fit again', async () => {
  await open('Stack');
  const fitted = await zoomText(page).textContent();
  const percent = async (): Promise<number> =>
    Number(((await zoomText(page).textContent()) ?? '').replaceAll(/[^0-9.]/g, ''));
  const fittedPercent = await percent();
  const centre = await onScreen(page, { x: 64, y: 64 });
  await page.mouse.move(centre.x, centre.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -240);
  await page.keyboard.up('Control');
  await expect.poll(percent).toBeGreaterThan(fittedPercent);
  await page.keyboard.press('0');
  await expect(zoomText(page)).toHaveText(fitted ?? '');
  await page.keyboard.press('+');
  await expect.poll(percent).toBeCloseTo(fittedPercent * 1.25, -1);
  const left = await onScreen(page, { x: 10, y: 10 });
  await page.keyboard.press('Shift+ArrowRight');
  await expect
    .poll(async () => (await onScreen(page, { x: 10, y: 10 })).x - left.x)
    .toBeGreaterThan(20);
  await page.keyboard.press('0');
  const before = await onScreen(page, { x: 10, y: 10 });
  await page.mouse.move(400, 300);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(430, 340);
  await page.mouse.up({ button: 'middle' });
  const after = await onScreen(page, { x: 10, y: 10 });
  expect([after.x - before.x, after.y - before.y].map(Math.round)).toEqual([30, 40]);
  const fingers = await Fingers.on(page);
  await fingers.down({ x: 400, y: 400 }, { x: 500, y: 400 });
  await fingers.move({ x: 350, y: 400 }, { x: 550, y: 400 });
  await fingers.up();
  // Twice as far apart, twice as large.
  await expect.poll(async () => (await percent()) / fittedPercent).toBeCloseTo(2, 1);
  await tool(page, 'Reset').click();
  await expect(zoomText(page)).toHaveText(fitted ?? '');
});

test('two taps of one finger bring a place near, two more show all again', async () => {
  await open('Stack');
  const fitted = (await zoomText(page).textContent()) ?? '';
  const fingers = await Fingers.on(page);
  const tapTwice = async (): Promise<void> => {
    // All on their way at once: on a busy machine one after another would be too slow for a pair.
    const at = { x: 420, y: 420 };
    await Promise.all([fingers.down(at), fingers.up(), fingers.down(at), fingers.up()]);
  };
  await tapTwice();
  await expect(zoomText(page)).not.toHaveText(fitted);
  await expect(marks(page)).toHaveCount(0);
  // Not a third tap of the same pair.
  await page.waitForTimeout(400);
  await tapTwice();
  await expect(zoomText(page)).toHaveText(fitted);
});

test('series are switched by the strip and by keys, and each is found again where it was left', async () => {
  await open('Stack');
  const series = page.getByRole('navigation', { name: 'Series' }).getByRole('button');
  await expect(frameNumber(page)).toHaveText(`${middle} / ${sliceCount}`);
  await page.keyboard.press('Home');
  await expect(frameNumber(page)).toHaveText(`1 / ${sliceCount}`);
  await series.nth(1).click();
  await expect(frameNumber(page)).toHaveText('2 / 3');
  await expectPicture(page);
  expect((await drawnPixels(page)).width).toBe(64);
  await page.keyboard.press('ArrowLeft');
  await expectPicture(page);
  await expect(frameNumber(page)).toHaveText(`1 / ${sliceCount}`);
  await expect(series.nth(0)).toHaveAttribute('aria-current', 'true');
});

test('a clip plays at its own rate, and its picture is always that of its number', async () => {
  await open('Clip');
  await expect(page.getByTestId('cine-rate')).toHaveText('25 per second');
  const start = (await frameNumber(page).textContent()) ?? '';
  await page.getByRole('button', { name: 'Play' }).click();
  const shown = new Set<string>();
  await expect
    .poll(async () => shown.add((await frameNumber(page).textContent()) ?? '').size)
    .toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(shown.size).toBeGreaterThan(4);
  expect(start).toBe(`12 / ${clipFrameCount}`);
  for (const key of ['', 'ArrowDown', 'ArrowDown']) {
    if (key !== '') await page.keyboard.press(key);
    const { width, height, rgba } = await drawnPixels(page);
    const lastRow = Array.from({ length: width }, (_, x) => rgba[((height - 1) * width + x) * 4]);
    const number = Number.parseInt((await frameNumber(page).textContent()) ?? '', 10);
    // The generator draws a bar as long as the frame's number.
    const bar = Math.round((width * number) / clipFrameCount);
    expect(lastRow.filter((grey) => grey === 200)).toHaveLength(bar);
  }
});

test('what is on the screen at 1:1 is the display pipeline of the stored values', async () => {
  await open('Ramp');
  const [ramp, inverted] = rampStudy();
  const series = page.getByRole('navigation', { name: 'Series' }).getByRole('button');
  for (const [index, instance] of [ramp, inverted].entries()) {
    if (instance === undefined) throw new Error('no ramp');
    await series.nth(index).click();
    await expectPicture(page);
    await page.keyboard.press('1');
    await expect(zoomText(page)).toHaveText('100 %');
    const photometric = index === 0 ? 'MONOCHROME2' : 'MONOCHROME1';
    const frame = greyFrameOf(storedWords(instance), rampRows, rampColumns, photometric);
    const { rgba } = renderGreyOrColour(frame, instance.dataset, 0);
    const expected = [...rgba].filter((_, i) => i % 4 === 0);
    expect(new Set(expected).size).toBeGreaterThan(200);
    expect(await drawnGreys(page)).toEqual(expected);
    const worst = Math.max(
      ...(await greysOnScreen(page)).map((grey, i) => Math.abs(grey - (expected[i] ?? 999))),
    );
    expect(worst).toBeLessThanOrEqual(1);
  }
});

test('pixels that are twice as high as wide are drawn so, and turned images turn their letters', async () => {
  await open('Ramp');
  await page.getByRole('navigation', { name: 'Series' }).getByRole('button').nth(2).click();
  await expectPicture(page);
  await expect(page.getByText('Tall pixels').first()).toBeVisible();
  const box = await pixels(page).boundingBox();
  expect((box?.height ?? 0) / (box?.width ?? 1)).toBeCloseTo((2 * rampRows) / rampColumns, 2);
  await open('Stack');
  const letters = async (): Promise<string> =>
    (
      await Promise.all(
        ['top', 'right', 'bottom', 'left'].map((side) =>
          page.locator(`.orientation-${side}`).textContent(),
        ),
      )
    ).join('');
  expect(await letters()).toBe('ALPR');
  await page.keyboard.press('r');
  await expect.poll(letters).toBe('RALP');
  await page.keyboard.press('h');
  await expect.poll(letters).toBe('RPLA');
  await tool(page, 'Reset').click();
  await expect.poll(letters).toBe('ALPR');
});
