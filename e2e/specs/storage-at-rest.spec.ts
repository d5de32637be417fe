import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { FilePlan } from '../pages/storage-harness.ts';
import { ProfileBrowser, serveHarness, type HarnessServer } from '../pages/storage-page.ts';

const plan: FilePlan = {
  seed: 'at-rest',
  count: 4,
  rows: 64,
  patientName: 'Zwiebelfisch^Quasimodo',
  patientId: 'QX-77341-MARKER',
};
const passphrase = 'four words are enough';

let folder: string;
let server: HarnessServer;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'satchel-storage-'));
  server = await serveHarness(path.join(folder, 'site'));
});
test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every file of a profile in which one of the texts stands, in UTF-8 or UTF-16. */
function filesNaming(profileDir: string, texts: readonly string[]): readonly string[] {
  const needles = texts.flatMap((text) => [
    { text, bytes: Buffer.from(text, 'utf8') },
    { text, bytes: Buffer.from(text, 'utf16le') },
  ]);
  const found: string[] = [];
  for (const name of readdirSync(profileDir, { recursive: true }).map(String)) {
    const file = path.join(profileDir, name);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    const content = readFileSync(file);
    for (const { text, bytes } of needles) {
      if (content.includes(bytes)) found.push(`${name}: ${text}`);
    }
  }
  return found;
}

test('nothing about a patient lies on the disk in clear, without a lock and with one', async () => {
  const profileDir = path.join(folder, 'profile');
  let browser = await ProfileBrowser.open(profileDir, server.origin);
  expect(await browser.call('open')).toBe('unlocked-without-lock');
  const uids = await browser.call('uidsOf', plan);
  const { progress } = await browser.call('importPlan', plan);
  expect(progress.counts.stored).toBe(4);
  await browser.call('writeAbout', 'Kunigunde', uids[0] ?? '');
  await expect.poll(async () => (await browser.call('report')).thumbnails).toBeGreaterThan(0);
  const before = await browser.call('report');
  expect(before.instances.every(({ isWhole }) => isWhole)).toBe(true);
  await browser.quit();
  const texts = ['Zwiebelfisch', 'Quasimodo', plan.patientId, 'Kunigunde', 'at-rest-0', ...uids];
  expect(filesNaming(profileDir, texts)).toEqual([]);
  // The search would find what is there: the opaque name of the database is.
  expect(filesNaming(profileDir, ['satchel']).length).toBeGreaterThan(0);

  browser = await ProfileBrowser.open(profileDir, server.origin);
  await browser.call('open');
  const { recoveryKey } = await browser.call('setPassphrase', passphrase);
  await browser.quit();
  expect(filesNaming(profileDir, [...texts, passphrase, recoveryKey])).toEqual([]);

  browser = await ProfileBrowser.open(profileDir, server.origin);
  expect(await browser.call('open')).toBe('locked');
  expect(await browser.call('unlock', 'something else')).toMatchObject({
    failure: { code: 'PASSPHRASE_WRONG' },
  });
  expect(await browser.call('unlockWithRecoveryKey', recoveryKey)).toMatchObject({ ok: true });
  expect((await browser.call('report')).instances).toEqual(before.instances);
  await browser.call('lock');
  expect(await browser.call('lockState')).toBe('locked');
  await browser.quit();
});

test('a second tab is unlocked with the first, and locked with it', async () => {
  const browser = await ProfileBrowser.open(path.join(folder, 'tabs'), server.origin);
  await browser.call('open');
  await browser.call('importPlan', plan);
  await browser.call('setPassphrase', passphrase);
  const context = browser.page.context();
  const second = await context.newPage();
  await second.goto(`${server.origin}/storage-harness.html`);
  await second.waitForFunction(() => 'harness' in globalThis);
  const lockState = () =>
    second.evaluate(() =>
      (globalThis as unknown as { harness: { lockState: () => string } }).harness.lockState(),
    );
  await second.evaluate(() =>
    (globalThis as unknown as { harness: { open: () => Promise<string> } }).harness.open(),
  );
  await expect.poll(lockState).toBe('unlocked');
  const count = await second.evaluate(async () => {
    const { harness } = globalThis as unknown as {
      harness: { report: () => Promise<{ instances: unknown[] }> };
    };
    return (await harness.report()).instances.length;
  });
  expect(count).toBe(4);
  await browser.call('lock');
  await expect.poll(lockState).toBe('locked');
  await browser.quit();
});

test('a passkey opens the lock as a second way', async () => {
  const browser = await ProfileBrowser.open(path.join(folder, 'passkey'), server.origin);
  const session = await browser.page.context().newCDPSession(browser.page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
    },
  });
  await browser.call('open');
  await browser.call('importPlan', plan);
  await browser.call('setPassphrase', passphrase);
  expect(await browser.call('addPasskey', 'wrong')).toMatchObject({
    failure: { code: 'PASSPHRASE_WRONG' },
  });
  expect(await browser.call('addPasskey', passphrase)).toMatchObject({ ok: true });
  await browser.call('lock');
  expect(await browser.call('unlockWithPasskey')).toMatchObject({ ok: true });
  expect((await browser.call('report')).instances).toHaveLength(4);
  await browser.quit();
});
