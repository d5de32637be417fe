import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, setLock, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

const passphrase = 'barn lantern copper violin';

let stranger: Server;

test.afterEach(() => {
  stranger?.closeAllConnections();
  stranger?.close();
});

/** The multipart POST that a system's share sheet makes, from outside of the app's origin. */
async function share(page: Page, url: string, files: readonly string[]): Promise<void> {
  stranger = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      `<form action="${url}/share" method="post" enctype="multipart/form-data">
         <input type="file" name="files" multiple><button>Share</button></form>`,
    );
  });
  await new Promise<void>((resolve) => {
    stranger.listen(0, '127.0.0.1', resolve);
  });
  await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}`);
  await page.locator('input').setInputFiles([...files]);
  await page.getByRole('button', { name: 'Share' }).click();
}

async function waitForWorker(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true);
}

/** Every address in cache storage, and whether any answer there holds a DICOM prefix. */
function lookIntoCaches(page: Page): Promise<{ paths: string[]; dicomCount: number }> {
  return page.evaluate(async () => {
    const paths: string[] = [];
    let dicomCount = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        paths.push(new URL(request.url).pathname);
        const answer = await cache.match(request);
        const bytes = new Uint8Array((await answer?.arrayBuffer()) ?? new ArrayBuffer(0));
        if (new TextDecoder('latin1').decode(bytes.subarray(128, 132)) === 'DICM') dicomCount += 1;
      }
    }
    return { paths, dicomCount };
  });
}

test('files shared from another app wait behind the lock, are asked about, and are added; none of it in cache storage', async ({
  page,
  server,
  folder,
}) => {
  const files = await writeInstances(
    path.join(folder, 'mail'),
    syntheticStudy('CT', { seed: 'share' }, { sliceCount: 2, rows: 32 }),
  );
  await firstRun(page, server.url);
  await setLock(page, passphrase);
  await waitForWorker(page);
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();

  await share(page, server.url, files);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(
    page.getByRole('heading', { name: '2 files were shared with Satchel' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Add to this device' }).click();
  await expect(page.getByText('2 files added')).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  const cached = await lookIntoCaches(page);
  expect(cached.paths.length).toBeGreaterThan(10);
  expect(cached.paths.filter((name) => name.startsWith('/share'))).toEqual([]);
  expect(cached.dicomCount).toBe(0);
});

test('what is not wanted is not added, and what the browser has let go is said to be lost', async ({
  page,
  server,
  folder,
}) => {
  const files = await writeInstances(
    path.join(folder, 'mail'),
    syntheticStudy('MR', { seed: 'refused' }, { sliceCount: 1, rows: 32 }),
  );
  await firstRun(page, server.url);
  await waitForWorker(page);
  await share(page, server.url, files);
  const shareUrl = page.url();
  await page.getByRole('button', { name: 'Do not add' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.goto(shareUrl);
  await expect(
    page.getByRole('heading', { name: 'The shared files did not arrive' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Understood' }).click();
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'No studies on this device yet' })).toBeVisible();
});

test('what the system opens Satchel with is added, beside the screen that is open', async ({
  page,
  server,
  folder,
}) => {
  const [file = ''] = await writeInstances(
    path.join(folder, 'desk'),
    syntheticStudy('CT', { seed: 'launch' }, { sliceCount: 1, rows: 32 }),
  );
  // No system opens a file in a browser without a screen: the queue is played, the file is a true one.
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'launchQueue', {
      value: { setConsumer: (consumer: unknown) => Object.assign(globalThis, { consumer }) },
    });
  });
  await firstRun(page, server.url);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<input type="file" id="desk">');
  });
  await page.locator('#desk').setInputFiles(file);
  await expect.poll(() => page.evaluate(() => 'consumer' in globalThis)).toBe(true);
  await page.evaluate(() => {
    const picked = document.querySelector<HTMLInputElement>('#desk')?.files?.[0];
    const { consumer } = globalThis as unknown as { consumer: (params: object) => void };
    consumer({ targetURL: '/import', files: [{ getFile: () => Promise.resolve(picked) }] });
  });
  await expect(page.getByText('1 file added')).toBeVisible();
});

test('the manifest names what the app takes: files, sharing, shortcuts to screens that exist', async ({
  page,
  server,
}) => {
  const manifest = (await (
    await page.request.get(`${server.url}/manifest.webmanifest`)
  ).json()) as {
    readonly shortcuts: readonly { readonly url: string }[];
    readonly file_handlers: readonly { readonly accept: Record<string, readonly string[]> }[];
    readonly share_target: { readonly action: string; readonly method: string };
    readonly launch_handler: { readonly client_mode: readonly string[] };
  };
  expect(manifest.file_handlers[0]?.accept['application/dicom']).toContain('.dcm');
  expect(manifest.share_target).toMatchObject({ action: '/share', method: 'POST' });
  expect(manifest.launch_handler.client_mode).toContain('focus-existing');
  await firstRun(page, server.url);
  for (const { url } of manifest.shortcuts) {
    await page.goto(new URL(url, server.url).href);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('There is nothing at this address')).toHaveCount(0);
  }
});
