import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { firstRun } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

let front: Server;
let url = '';
/** Stands behind the service worker's script: another text is another version of the app. */
let version = 1;

test.beforeEach(async ({ server }) => {
  version = 1;
  front = createServer((incoming, outgoing) => {
    const target = new URL(incoming.url ?? '/', server.url);
    const { method, headers } = incoming;
    const isWorker = target.pathname === '/sw.js';
    const passed = {
      ...headers,
      host: target.host,
      ...(isWorker ? { 'accept-encoding': 'identity' } : {}),
    };
    delete (passed as Record<string, unknown>)['if-none-match'];
    const asked = request(target, { method, headers: passed }, (answer) => {
      const { 'content-length': length, etag, ...rest } = answer.headers;
      const kept = isWorker ? rest : { ...rest, 'content-length': length, etag };
      outgoing.writeHead(answer.statusCode ?? 502, kept);
      answer.pipe(outgoing, { end: !isWorker });
      if (isWorker) answer.on('end', () => outgoing.end(`\n// version ${version}\n`));
    });
    asked.on('error', () => outgoing.destroy());
    incoming.pipe(asked);
  });
  await new Promise<void>((resolve) => {
    front.listen(0, '127.0.0.1', resolve);
  });
  url = `http://localhost:${(front.address() as AddressInfo).port}`;
});
test.afterEach(() => {
  front.closeAllConnections();
  front.close();
});

/** What the hourly question and a browser's own navigation check do. */
async function askForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
}

test('an update waits for a word, is never offered in a study, and is refused while one is open elsewhere', async ({
  context,
  page,
}) => {
  await firstRun(page, url);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), {
      timeout: 90_000,
    })
    .toBe(true);
  await page.getByRole('button', { name: 'Open a sample study' }).click();
  await expect(page.getByText('Sample, synthetic')).toBeVisible();
  const reader = page;

  version = 2;
  const list = await context.newPage();
  await list.goto(url);
  await askForUpdate(list);
  const chip = list.getByRole('button', { name: 'Update ready' });
  await expect(chip).toBeVisible({ timeout: 90_000 });
  await expect(reader.getByRole('button', { name: 'Update ready' })).toHaveCount(0);
  await expect(
    reader.getByText('A new version is here. Update when you close this study.'),
  ).toBeVisible();
  await chip.click();
  await expect(
    list.getByText('A study is open in another window. Close it to update.'),
  ).toBeVisible();

  await reader.getByRole('button', { name: 'Back to the study list' }).click();
  await expect(reader.getByRole('button', { name: 'Update ready' })).toBeVisible();
  await list.evaluate(() => {
    document.body.dataset['before'] = 'update';
  });
  await chip.click();
  // Both windows start anew on the version that was waiting, and nothing is offered any more.
  await expect(list.locator('body[data-before]')).toHaveCount(0);
  await expect(list.getByText('1 study')).toBeVisible();
  await expect(list.getByRole('button', { name: 'Update ready' })).toHaveCount(0);
  await expect(reader.getByText('1 study')).toBeVisible();
});
