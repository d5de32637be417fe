import path from 'node:path';
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { DicomwebClient, uidOf } from '../pages/dicomweb-client.ts';
import { firstRun, importBy, pairDevice, setLock, writeInstances } from '../pages/satchel-app.ts';
import type { SatchelServer } from '../pages/satchel-server.ts';
import { test } from '../pages/satchel-test.ts';

let server: SatchelServer;
let folder: string;
let device: BrowserContext;
test.beforeEach(async ({ server: running, folder: empty, devices }) => {
  server = running;
  folder = empty;
  device = await devices.open('Vera');
});

const slow = { timeout: 90_000 };

async function expectEachOnce(count: number): Promise<void> {
  const client = await DicomwebClient.of(server);
  const storedOnServer = async (): Promise<readonly string[]> =>
    (await client.find('instances?limit=500')).map((row) => uidOf(row, '00080018'));
  await expect.poll(async () => (await storedOnServer()).length, slow).toBe(count);
  expect(new Set(await storedOnServer()).size).toBe(count);
}

async function importSlices(page: Page, seed: string, sliceCount: number): Promise<void> {
  const slices = syntheticStudy('CT', { seed }, { sliceCount, rows: 256 });
  await writeInstances(path.join(folder, seed), slices);
  await importBy(page, 'Folder', path.join(folder, seed));
}

/** Without it no screen opens once the server is gone. */
async function serviceWorkerReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Whether it is this page that holds the lock of the one who syncs. */
function leads(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    navigator.locks.request('spec-probe', async () => {
      const { held = [] } = await navigator.locks.query();
      const clientOf = (wanted: string) => held.find(({ name }) => name === wanted)?.clientId;
      return clientOf('satchel-sync') === clientOf('spec-probe');
    }),
  );
}

async function expectToLead(page: Page): Promise<void> {
  await expect.poll(() => leads(page), slow).toBe(true);
}

async function openList(): Promise<Page> {
  const page = await device.newPage();
  await page.goto(server.url);
  return page;
}

test('the tab that syncs is closed with much still waiting: the other one sends it, each once', async () => {
  const first = await device.newPage();
  await firstRun(first, server.url);
  await pairDevice(first, server, 'Tablet of Vera');
  await expectToLead(first);
  const second = await openList();
  await importSlices(second, 'closed', 40);
  await server.kill();
  expect(await leads(first)).toBe(true);
  await first.close();
  await expectToLead(second);
  await server.start();
  await expectEachOnce(40);
  await second.goto(server.url);
  await expect(second.getByText('Here and on server').first()).toBeVisible(slow);
});

test('paired and asked to send in the tab that does not sync: the one that does sends, and both say so', async () => {
  const first = await device.newPage();
  await firstRun(first, server.url);
  await expectToLead(first);
  const second = await openList();
  await importSlices(second, 'paired', 6);
  await pairDevice(second, server, 'Tablet of Vera');
  expect(await leads(first)).toBe(true);
  await expectEachOnce(6);
  await second.goto(server.url);
  for (const page of [first, second]) {
    await expect(page.getByText('All safe').first()).toBeVisible(slow);
  }
  // The network is there again long before the next try: the button in the other tab says so.
  await serviceWorkerReady(second);
  await server.kill();
  await importSlices(second, 'asked', 4);
  await server.start();
  await second.goto(new URL('/outbox', server.url).href);
  await second.getByRole('button', { name: 'Send now' }).click();
  await expectEachOnce(10);
  expect(await leads(first)).toBe(true);
});

test('the tab that syncs is frozen: the other takes over, and the frozen one comes back as second', async () => {
  const first = await device.newPage();
  await firstRun(first, server.url);
  await pairDevice(first, server, 'Tablet of Vera');
  await expectToLead(first);
  const second = await openList();
  // A browser driven by a test never freezes a page: what it would say to it before is said here.
  await first.evaluate(() => document.dispatchEvent(new Event('freeze')));
  await expectToLead(second);
  await importSlices(second, 'frozen', 6);
  // It was loaded anew on its way, and nobody else was waiting.
  await expectToLead(second);
  await expectEachOnce(6);
  await first.evaluate(() => document.dispatchEvent(new Event('resume')));
  expect(await leads(first)).toBe(false);
  await second.close();
  await expectToLead(first);
  await importSlices(first, 'thawed', 4);
  await expectEachOnce(10);
});

test('the tab that syncs hangs, worker and page: it is replaced, and ends itself when it wakes', async () => {
  const first = await device.newPage();
  await firstRun(first, server.url);
  await pairDevice(first, server, 'Tablet of Vera');
  await expectToLead(first);
  const second = await openList();
  const worker = first.workers().find((one) => one.url().includes('sync.worker'));
  void worker
    ?.evaluate(() => {
      const memory = new WebAssembly.Memory({ shared: true, initial: 1, maximum: 1 });
      Atomics.wait(new Int32Array(memory.buffer), 0, 0);
    })
    .catch(() => undefined);
  const debug = await device.newCDPSession(first);
  await debug.send('Debugger.enable');
  await debug.send('Debugger.pause');
  void first.evaluate(() => 0).catch(() => undefined);
  await expectToLead(second);
  await importSlices(second, 'hung', 6);
  await expectEachOnce(6);
  await debug.send('Debugger.resume');
  await expect.poll(() => leads(first)).toBe(false);
  // Its own worker hangs for good, and was ended with the tenure: a new one takes up the work.
  await importSlices(second, 'awake', 4);
  await second.close();
  await expectToLead(first);
  await expectEachOnce(10);
});

/** Sync workers of all tabs: each holds the keys of the archive. */
function workerCount(): number {
  const urls = device.pages().flatMap((page) => page.workers().map((worker) => worker.url()));
  return urls.filter((url) => url.includes('sync.worker')).length;
}

test('the lock ends the worker that holds the keys, in every tab; unlocking takes the work up again', async () => {
  const first = await device.newPage();
  await firstRun(first, server.url);
  await pairDevice(first, server, 'Tablet of Vera');
  await setLock(first, 'correct horse battery staple');
  await expectToLead(first);
  const second = await openList();
  // A lock that was just set does not stop the worker: it goes on under the new keys.
  await importSlices(second, 'under-a-lock', 4);
  await expectEachOnce(4);
  expect(workerCount()).toBeGreaterThan(0);
  await first.getByRole('button', { name: 'Lock now' }).click();
  for (const page of [first, second]) {
    await expect(page.getByRole('heading', { name: 'Satchel is locked' })).toBeVisible();
  }
  await expect.poll(workerCount).toBe(0);
  const { held = [] } = await first.evaluate(() => navigator.locks.query());
  expect(held.map(({ name }) => name)).not.toContain('satchel-sync');
  await second.getByLabel('Passphrase').fill('correct horse battery staple');
  await second.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect.poll(workerCount, slow).toBeGreaterThan(0);
  await importSlices(second, 'unlocked', 3);
  await expectEachOnce(7);
});
