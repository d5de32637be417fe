import { expect, type Page, test } from '@playwright/test';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import { datasetOf } from '../../shared/testing/synthetic-modules.ts';
import {
  expectPicture,
  Fingers,
  type FramePoint,
  lightMarkTool,
  marks,
  onFrame,
  onScreen,
  type ScreenPoint,
  tool,
  zoomText,
} from '../pages/viewer-page.ts';
import { openReader, type Reader } from '../pages/viewer-reader.ts';
import { storedWords } from '../pages/viewer-studies.ts';

test.describe.configure({ mode: 'default' });

/** A pixel is 0.2 mm wide and 0.1 mm high. */
const slice = ctSlice({
  study: { seed: 'viewer/narrow', PatientName: 'Narrow^Nina' },
  index: 0,
  count: 1,
  rows: 128,
});
const narrow = {
  ...slice,
  dataset: { ...slice.dataset, ...datasetOf({ PixelSpacing: [0.1, 0.2] }) },
};

let reader: Reader;
let page: Page;
let fingers: Fingers;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  reader = await openReader(browser, [[narrow]]);
  ({ page } = reader);
  fingers = await Fingers.on(page);
  await reader.open('Narrow');
});
test.afterAll(async () => {
  await reader.close();
  expect(reader.faults, 'errors nobody caught, or refused by the policy').toEqual([]);
});

async function at(x: number, y: number): Promise<ScreenPoint> {
  const place = await onScreen(page, { x, y });
  return { x: Math.round(place.x), y: Math.round(place.y) };
}

async function onWhole(...places: readonly ScreenPoint[]): Promise<readonly FramePoint[]> {
  return await Promise.all(places.map((place) => onFrame(page, place)));
}

/** The label of the mark that was made last, on which nothing stands but it. */
async function labelAfter(count: number): Promise<string> {
  await expect(marks(page)).toHaveCount(count);
  return (await marks(page).last().textContent()) ?? '';
}

const numberIn = (label: string, before: string): number =>
  Number((new RegExp(`${before} ?(-?[0-9.,]+)`).exec(label)?.[1] ?? 'NaN').replaceAll(',', ''));

const mm = ([a, b]: readonly FramePoint[]): readonly [number, number] => [
  ((b?.x ?? 0) - (a?.x ?? 0)) * 0.2,
  ((b?.y ?? 0) - (a?.y ?? 0)) * 0.1,
];

test('a finger places every kind of mark, and each tells the number that its pixels and their size give', async () => {
  const ends = [await at(20, 20), await at(50, 60)] as const;
  await tool(page, 'Length').click();
  await fingers.swipe(...ends);
  const length = Math.hypot(...mm(await onWhole(...ends)));
  expect(length).toBeCloseTo(7.211, 0);
  const lengthLabel = await labelAfter(1);
  expect(Math.abs(numberIn(lengthLabel, '^') - length)).toBeLessThanOrEqual(0.051);
  expect(lengthLabel).toContain('mm in the patient');

  // The legs (40, 0) and (30, 40): 53.13° in pixels, 33.69° in mm.
  const legs = [await at(110, 30), await at(70, 30), await at(100, 70)] as const;
  await lightMarkTool(page, 'Angle');
  for (const { x, y } of legs) await page.touchscreen.tap(x, y);
  const [a, vertex, b] = await onWhole(...legs);
  if (a === undefined || vertex === undefined || b === undefined) throw new Error('no legs');
  const [one, other] = [mm([vertex, a]), mm([vertex, b])];
  const turn = Math.atan2(other[1], other[0]) - Math.atan2(one[1], one[0]);
  const angle = (Math.abs(turn) * 180) / Math.PI;
  expect(angle).toBeCloseTo(33.69, 0);
  expect(numberIn(await labelAfter(2), 'Angle')).toBe(Math.round(angle));

  const corners = [await at(20, 80), await at(40, 100)] as const;
  await lightMarkTool(page, 'Rectangle');
  await fingers.swipe(...corners);
  const box = await onWhole(...corners);
  const stored = storedWords(narrow);
  const inside: number[] = [];
  for (let y = 0; y < 128; y += 1) {
    for (let x = 0; x < 128; x += 1) {
      const isIn =
        x >= (box[0]?.x ?? 0) &&
        x <= (box[1]?.x ?? 0) &&
        y >= (box[0]?.y ?? 0) &&
        y <= (box[1]?.y ?? 0);
      if (isIn) inside.push((stored[y * 128 + x] ?? 0) - 1024);
    }
  }
  const rectangle = await labelAfter(3);
  expect(numberIn(rectangle, 'Pixels')).toBe(inside.length);
  expect(numberIn(rectangle, 'Mean')).toBeCloseTo(
    inside.reduce((sum, value) => sum + value, 0) / inside.length,
    1,
  );
  const [width, height] = mm(box);
  expect(Math.abs(numberIn(rectangle, 'Area') - width * height)).toBeLessThanOrEqual(0.051);

  const around = [await at(60, 80), await at(80, 110)] as const;
  await lightMarkTool(page, 'Ellipse');
  await fingers.swipe(...around);
  const [across, down] = mm(await onWhole(...around));
  const areaMm2 = (Math.PI / 4) * across * down;
  expect(Math.abs(numberIn(await labelAfter(4), 'Area') - areaMm2)).toBeLessThanOrEqual(0.051);

  const spot = await at(100, 100);
  await lightMarkTool(page, 'Probe');
  await page.touchscreen.tap(spot.x, spot.y);
  const [pixel] = await onWhole(spot);
  const value = stored[Math.round(pixel?.y ?? 0) * 128 + Math.round(pixel?.x ?? 0)] ?? 0;
  expect(await labelAfter(5)).toContain(`${new Intl.NumberFormat('en').format(value - 1024)} HU`);

  await lightMarkTool(page, 'Arrow');
  await fingers.swipe(await at(110, 110), await at(90, 120));
  await page.getByRole('dialog').getByRole('textbox', { name: 'Text' }).fill('Cyst');
  await page.getByRole('button', { name: 'Save text' }).click();
  expect(await labelAfter(6)).toContain('Cyst');
});

test('a pinch begun with any tool for marks zooms and leaves no mark', async () => {
  await page.keyboard.press('Escape');
  for (const kind of ['Length', 'Angle', 'Ellipse', 'Rectangle', 'Arrow', 'Probe'] as const) {
    await lightMarkTool(page, kind);
    await page.keyboard.press('0');
    const zoom = (await zoomText(page).textContent()) ?? '';
    const [a, b] = [await at(10, 60), await at(118, 60)];
    await fingers.down(a);
    await fingers.move({ x: a.x + 30, y: a.y });
    await fingers.down({ x: a.x + 30, y: a.y }, b);
    await fingers.move({ x: a.x - 20, y: a.y }, { x: b.x + 20, y: b.y });
    await fingers.up({ x: a.x - 20, y: a.y });
    await fingers.move({ x: a.x + 40, y: a.y + 30 });
    await fingers.up();
    await expect(zoomText(page)).not.toHaveText(zoom);
    await expect(marks(page), kind).toHaveCount(6);
  }
  await page.reload();
  await expectPicture(page);
  await expect(marks(page)).toHaveCount(6);
});

test('once a pen has drawn, a finger with a lit tool moves the image and draws nothing', async () => {
  await page.keyboard.press('0');
  await tool(page, 'Length').click();
  const session = await page.context().newCDPSession(page);
  const [from, to] = [await at(64, 10), await at(100, 14)];
  const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: ScreenPoint) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
    });
  await pen('mousePressed', from);
  await pen('mouseMoved', { x: (from.x + to.x) / 2, y: to.y });
  await pen('mouseMoved', to);
  await pen('mouseReleased', to);
  await expect(marks(page)).toHaveCount(7);
  const corner = await onScreen(page, { x: 0, y: 0 });
  await fingers.swipe(await at(64, 120), await at(64, 100));
  await expect(marks(page)).toHaveCount(7);
  await expect.poll(async () => (await onScreen(page, { x: 0, y: 0 })).y).toBeLessThan(corner.y);
  const [a, b] = [await at(20, 60), await at(110, 60)];
  await fingers.down(a, b);
  await fingers.up();
  // A hand that rests beside the pen takes nothing back: undo has its button.
  await tool(page, 'Undo').click();
  await expect(marks(page), 'taken back once, by the button').toHaveCount(6);
});
