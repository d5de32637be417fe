import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  drag,
  expectPicture,
  type FramePoint,
  frameNumber,
  lightMarkTool,
  marks,
  onScreen,
  type ScreenPoint,
  tool,
} from '../pages/viewer-page.ts';
import { openReader, type Reader } from '../pages/viewer-reader.ts';
import { sliceCount, stackStudy } from '../pages/viewer-studies.ts';

test.describe.configure({ mode: 'default' });

let reader: Reader;
let page: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  reader = await openReader(browser, [stackStudy()]);
  ({ page } = reader);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
test.afterAll(async () => {
  await reader.close();
  expect(reader.faults, 'errors nobody caught, or refused by the policy').toEqual([]);
});

const at = (x: number, y: number): Promise<ScreenPoint> => onScreen(page, { x, y });
const panel = (): Locator => page.getByRole('complementary', { name: 'Marks of this study' });
const strip = (): Locator => page.getByRole('navigation', { name: 'Series' });

async function arrow(text: string, from: FramePoint, to: FramePoint): Promise<void> {
  await lightMarkTool(page, 'Arrow');
  await drag(page, await at(from.x, from.y), await at(to.x, to.y));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Text' }).fill(text);
  await dialog.getByRole('button', { name: 'Save text' }).click();
  await expect(dialog).toBeHidden();
}

async function goTo(n: number): Promise<void> {
  await expectPicture(page);
  await page.keyboard.press('Home');
  for (let i = 1; i < n; i += 1) await page.keyboard.press('ArrowDown');
  await expect(frameNumber(page)).toContainText(`${n} / ${sliceCount}`);
  await expectPicture(page);
}

test('the list has every kind on every image, leads to each, and changes and deletes with a way back', async () => {
  await reader.open('Stack');
  await goTo(2);
  await arrow('Old fissure', { x: 60, y: 60 }, { x: 80, y: 70 });
  await expect(marks(page)).toContainText('Old fissure');
  await goTo(6);
  await tool(page, 'Length').click();
  await drag(page, await at(30, 40), await at(90, 40));
  await expect(marks(page)).toContainText('mm');
  await page.keyboard.press('ArrowRight');
  await page
    .getByRole('group', { name: 'Tools' })
    .getByRole('button', { name: /^Marks/ })
    .click();
  await expect(panel().getByText('Old fissure')).toBeVisible();
  await expect(panel()).toContainText('mm in the patient');
  await expect(panel()).toContainText('Dr. Vera Lind · Physician');
  await panel()
    .getByRole('button', { name: /^Show: Arrow/ })
    .click();
  await expect(frameNumber(page)).toContainText(`2 / ${sliceCount}`);
  await expect(page.locator('.mark-selected')).toContainText('Old fissure');

  await panel()
    .getByRole('button', { name: /^Edit text/ })
    .click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Text' }).fill('=Fissure, healed');
  await page.getByRole('button', { name: 'Save text' }).click();
  await expect(marks(page)).toContainText('=Fissure, healed');

  await panel()
    .getByRole('button', { name: /^Delete: Arrow/ })
    .click();
  await expect(marks(page)).toHaveCount(0);
  await panel().getByRole('button', { name: 'Undo' }).click();
  await expect(marks(page)).toContainText('=Fissure, healed');
  await expect(panel().getByRole('button', { name: 'Undo' })).toBeHidden();
});

test('it is copied as a table with units and calibration, in which no text is a formula', async () => {
  await panel().getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(panel()).toContainText('2 lines copied');
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  const lines = csv.split('\r\n');
  expect(lines[0]).toContain(
    'Kind,Text,Series,Series description,Frame,Measure,Value,Unit,Calibration',
  );
  expect(lines.find((line) => line.startsWith('Arrow'))).toContain(`"'=Fissure, healed"`);
  const length = lines.find((line) => line.startsWith('Length'))?.split(',') ?? [];
  expect(length.slice(4, 6)).toEqual(['6', 'Length']);
  expect(Math.abs(Number(length[6]) - (60 * 360) / 128)).toBeLessThan(1);
  expect(length.slice(7, 9)).toEqual(['mm', 'in the patient']);
  expect(csv).not.toContain('Carla');
});

test('key images keep their star over a reload; keys, the list and the strip go from one to the next', async () => {
  for (const n of [3, 7]) {
    await goTo(n);
    await page.keyboard.press('k');
    await expect(page.getByText('★ Key image')).toBeVisible();
  }
  await page.reload();
  await goTo(1);
  await page.keyboard.press('.');
  await expect(frameNumber(page)).toContainText(`3 / ${sliceCount}`);
  await expect(page.getByText('★ Key image')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('★ Key image')).toBeHidden();
  await page.keyboard.press('.');
  await expect(frameNumber(page)).toContainText(`7 / ${sliceCount}`);

  await strip().getByRole('button', { name: 'Key images only' }).click();
  const pictures = strip().getByRole('button', { name: /^Key image: / });
  await expect(pictures).toHaveCount(2);
  await pictures.first().click();
  await expect(frameNumber(page)).toContainText(`3 / ${sliceCount}`);
  await expect
    .poll(() =>
      pictures.first().evaluate((button) => {
        const canvas = button.querySelector('canvas');
        const data = canvas?.getContext('2d')?.getImageData(0, 0, 96, 96).data ?? [];
        return new Set(data).size > 20;
      }),
    )
    .toBe(true);
  await page.keyboard.press('k');
  await expect(pictures).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(pictures).toHaveCount(2);
});

test('what was done is taken back and done again after a reload, too', async () => {
  await reader.open('Stack');
  await goTo(9);
  await tool(page, 'Length').click();
  await drag(page, await at(30, 60), await at(90, 60));
  await expect(marks(page)).toHaveCount(1);
  const drawn = await marks(page).locator('.mark-line').getAttribute('d');
  await drag(page, await at(90, 60), await at(100, 80));
  await expect(marks(page).locator('.mark-line')).not.toHaveAttribute('d', drawn ?? '');
  const moved = await marks(page).locator('.mark-line').getAttribute('d');
  await expect(marks(page)).toHaveAttribute('data-saving', 'saved');
  await page.reload();
  await expect(tool(page, 'Undo')).toBeEnabled();
  await expect(marks(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(marks(page).locator('.mark-line')).toHaveAttribute('d', drawn ?? '');
  await expect(marks(page)).toHaveAttribute('data-saving', 'saved');
  await page.reload();
  await expect(tool(page, 'Undo')).toBeEnabled();
  await expect(marks(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(marks(page)).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expect(marks(page)).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(marks(page).locator('.mark-line')).toHaveAttribute('d', moved ?? '');
});
