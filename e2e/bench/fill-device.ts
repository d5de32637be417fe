/** Devices with as many studies as a bench wants, without importing a file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { firstPage } from '../pages/satchel-app.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Fills a fresh device's store through the harness that `buildHarness` has put into `harnessFolder`, in the
 * place of `origin`: the app that comes from there finds a person who has begun, and the studies.
 */
export async function fillDevice(
  device: BrowserContext,
  origin: string,
  harnessFolder: string,
  studyCount: number,
): Promise<void> {
  const page = await firstPage(device);
  const served = (url: URL): boolean =>
    url.origin === origin && /^\/(storage-harness|assets)/.test(url.pathname);
  await page.route(served, async (route) => {
    const name = path.normalize(new URL(route.request().url()).pathname);
    const body = readFileSync(path.join(harnessFolder, name));
    await route.fulfill({ body, contentType: types[path.extname(name)] ?? 'text/plain' });
  });
  await page.goto(`${origin}/storage-harness.html`);
  await page.waitForFunction(() => 'harness' in globalThis);
  await page.evaluate(async (count) => {
    const { harness } = globalThis as unknown as {
      readonly harness: {
        open(): Promise<string>;
        begin(name: string): Promise<void>;
        fillList(count: number): Promise<void>;
      };
    };
    await harness.open();
    await harness.begin('Dr. Vera Lind');
    await harness.fillList(count);
  }, studyCount);
  await page.unroute(served);
}
