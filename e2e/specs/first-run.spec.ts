import { expect } from '@playwright/test';
import { firstRun } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

test('a first run ends at an empty list that says so, and is not asked again; no CSP violation', async ({
  page,
  server,
}) => {
  await firstRun(page, server.url);
  await expect(page.getByText('Not locked')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No studies on this device yet' })).toBeVisible();
});

test('on a phone the settings scroll inside their page: its header cannot be lost above the screen', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await firstRun(page, server.url);
  await page.goto(new URL('/settings', page.url()).href);
  await expect(page.getByText('Sun', { exact: true })).toBeAttached();
  const heights = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
  expect(heights[0]).toBe(heights[1]);
});
