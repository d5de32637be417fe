import { expect, test, type Page } from '@playwright/test';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';

let server: SatchelServer;
test.beforeEach(async () => {
  server = await createSatchelServer();
  await server.start();
});
test.afterEach(() => server.dispose());

async function begin(page: Page): Promise<void> {
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Dr. Vera Lind');
  await page.getByRole('radio', { name: 'Physician' }).check({ force: true });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Later' }).click();
}

test('a first run ends at an empty list that says so, and is not asked again; no CSP violation', async ({
  page,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await begin(page);
  await page.getByRole('button', { name: 'To the study list' }).click();
  await expect(page.getByRole('heading', { name: 'No studies on this device yet' })).toBeVisible();
  await expect(page.getByText('Not locked')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No studies on this device yet' })).toBeVisible();
  expect(violations).toEqual([]);
});

test('on a phone the settings scroll inside their page: its header cannot be lost above the screen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await begin(page);
  await page.getByRole('button', { name: 'To the study list' }).click();
  await expect(page.getByRole('heading', { name: 'No studies on this device yet' })).toBeVisible();
  await page.goto(new URL('/settings', page.url()).href);
  await expect(page.getByText('Sun', { exact: true })).toBeAttached();
  const heights = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  expect(heights[0]).toBe(heights[1]);
});
