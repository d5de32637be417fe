import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectPicture, Fingers, tool, type ScreenPoint } from '../pages/viewer-page.ts';
import { openReader, type Reader } from '../pages/viewer-reader.ts';

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

const pane = (n: number): Locator => page.locator('[data-pane]').nth(n - 1);
const series = (n: number): Locator =>
  page
    .getByRole('navigation', { name: 'Series' })
    .getByRole('button')
    .nth(n - 1);
const seriesIn = (n: number): Locator => pane(n).getByTestId('series-name');

async function layOut(name: string): Promise<void> {
  await tool(page, 'Layout').click();
  await page.getByRole('menuitemradio', { name }).click();
}

async function middleOf(place: Locator): Promise<ScreenPoint> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('out of sight');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A pane's own picture is on the screen. */
async function expectPane(n: number): Promise<void> {
  await expect(pane(n).locator('.stage-canvas:not(.stage-overlay)')).toBeVisible();
  await expect(pane(n).locator('.frame-waiting, .frame-notice')).toHaveCount(0);
}

test('two series stand side by side, each with its own window and place, and one of them is active', async () => {
  await reader.open('Stack');
  await layOut('Two side by side');
  await expectPane(1);
  await expectPane(2);
  await expect(seriesIn(1)).not.toHaveText((await seriesIn(2).textContent()) ?? '');
  await expect(pane(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('i');
  await expect(pane(1).getByTestId('window-text')).toContainText('inverted');
  await expect(pane(2).getByTestId('window-text')).not.toContainText('inverted');
  await page.keyboard.press('n');
  await expect(pane(2)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('End');
  await expect(pane(2).getByTestId('frame-number')).toHaveText('3 / 3');
  await expect(pane(1).getByTestId('frame-number')).toHaveText('5 / 9');
  const fingers = await Fingers.on(page);
  await fingers.down(await middleOf(pane(1)));
  await fingers.up();
  await expect(pane(1)).toHaveAttribute('aria-current', 'true');
});

test('a series is carried into a pane by a finger and by the mouse, and a tap opens it in the active one', async () => {
  await reader.open('Stack');
  await layOut('Four images');
  await expect(page.locator('[data-pane]')).toHaveCount(4);
  const fingers = await Fingers.on(page);
  await fingers.swipe(await middleOf(series(2)), await middleOf(pane(4)));
  const second = (await series(2).locator('.series-name').textContent()) ?? '';
  const first = (await series(1).locator('.series-name').textContent()) ?? '';
  await expect(seriesIn(4)).toHaveText(second);
  await expect(pane(4)).toHaveAttribute('aria-current', 'true');
  const [from, to] = [await middleOf(series(1)), await middleOf(pane(2))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  await expect(seriesIn(2)).toHaveText(first);
  await expect(pane(2)).toHaveAttribute('aria-current', 'true');
  await series(2).click();
  await expect(seriesIn(2)).toHaveText(second);
  await expect(page.locator('.series-ghost')).toHaveCount(0);
});

test('a mirrored view says so at every level of text, side letters and review tag stay; turned twice it is none', async () => {
  await reader.open('Stack');
  await expectPicture(page);
  await page.keyboard.press('h');
  const flipped = page.getByTestId('flipped');
  await expect(flipped).toHaveText('FLIPPED');
  const levels = page.getByRole('group', { name: 'Tools' }).getByRole('button', { name: /^Texts/ });
  await levels.click();
  await expect(page.getByTestId('top-texts')).toContainText('128 × 128');
  await levels.click();
  await expect(page.getByTestId('top-texts')).toHaveCount(0);
  await expect(levels).toHaveAccessibleName(/none/);
  await expect(flipped).toBeVisible();
  await expect(page.locator('.orientation-left')).toHaveText('L');
  await expect(page.getByTestId('scale-bar')).toContainText('in the patient');
  await expect(page.getByText('Review', { exact: false }).first()).toBeVisible();
  await levels.click();
  await expect(page.getByTestId('patient-line')).toContainText('Stack, Carla');
  await expect(page.getByTestId('window-text')).toHaveCount(0);
  await levels.click();
  await expect(page.getByTestId('window-text')).toBeVisible();
  await page.keyboard.press('v');
  await expect(flipped).toHaveCount(0);
});

test('full screen leaves the images, whose they are, and a way back for a finger', async () => {
  await reader.open('Stack');
  await page.keyboard.press('f');
  await expect(page.getByRole('group', { name: 'Tools' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: /Stack, Carla/ })).toBeVisible();
  await page.getByRole('button', { name: 'Leave full screen' }).tap();
  await expect(page.getByRole('group', { name: 'Tools' })).toBeVisible();
});

test('a small screen says how many lines on the technique it has no room for, and with large letters what the study is stands on it', async () => {
  await reader.open('Stack');
  const texts = page.getByTestId('top-texts');
  const levels = page.getByRole('group', { name: 'Tools' }).getByRole('button', { name: /^Texts/ });
  await levels.click();
  await expect(texts).toContainText('128 × 128');
  await expect(texts).not.toContainText(' more');
  await page.setViewportSize({ width: 844, height: 390 });
  await expect(texts).toContainText(/\+ [1-9]\d* more/);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'));
  const description = page.locator('.patient-description');
  await expect(description).toHaveText(/Synthetic/);
  const width = async (): Promise<number> => (await description.boundingBox())?.width ?? 0;
  await expect.poll(width).toBeGreaterThan(100);
  await page.evaluate(() => void (document.documentElement.style.fontSize = ''));
  await page.setViewportSize({ width: 1180, height: 820 });
});
