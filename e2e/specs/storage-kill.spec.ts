import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { FilePlan, StoreReport } from '../pages/storage-harness.ts';
import { ProfileBrowser, serveHarness, type HarnessServer } from '../pages/storage-page.ts';

const rounds = 10;
const passphrase = 'four words are enough';

let folder: string;
let server: HarnessServer;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'satchel-kill-'));
  server = await serveHarness(path.join(folder, 'site'));
});
test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const planOf = (seed: string, count = 100): FilePlan => ({
  seed,
  count,
  rows: 32,
  patientName: 'Killed^Browser',
  patientId: seed,
});

/** Every instance has all of its rows and bytes, and its bytes are what they were. */
function expectWhole(report: StoreReport): void {
  expect(report.instances.filter(({ isWhole }) => !isWhole)).toEqual([]);
  const { instance, header, blob, chunk, outbox } = report.counts;
  expect(report.instances).toHaveLength(instance ?? -1);
  expect([header, blob, chunk, outbox]).toEqual([instance, instance, instance, instance]);
  expect(report.stagedBlobs).toBe(0);
}

test('what was reported stored is there, bit for bit, after a kill at any moment of an import', async () => {
  test.setTimeout(600_000);
  const profileDir = path.join(folder, 'import');
  const kept = new Set<string>();
  let killsInTheMiddle = 0;
  let browser = await ProfileBrowser.open(profileDir, server.origin);
  await browser.call('open');
  for (let round = 0; round < rounds; round += 1) {
    // Six batches: lines come fifty at a time.
    const plan = planOf(`round-${round}`, 300);
    let lines = 0;
    await browser.page.exposeFunction(
      'tellOutcome',
      (line: { sha256: string; outcome: string }) => {
        lines += 1;
        if (line.outcome === 'stored') kept.add(line.sha256);
      },
    );
    const importing = browser.call('importTelling', plan).catch(() => undefined);
    // From before the first line to the last one.
    const wanted = Math.floor((round / rounds) * plan.count);
    await expect
      .poll(() => lines, { intervals: [5], timeout: 60_000 })
      .toBeGreaterThanOrEqual(wanted);
    await new Promise((resolve) => {
      setTimeout(resolve, (round * 37) % 90);
    });
    await browser.kill();
    await importing;
    if (lines > 0 && lines < plan.count) killsInTheMiddle += 1;

    browser = await ProfileBrowser.open(profileDir, server.origin);
    await browser.call('open');
    const report = await browser.call('report');
    expectWhole(report);
    const there = new Set(report.instances.map(({ sha256 }) => sha256));
    expect([...kept].filter((sha256) => !there.has(sha256))).toEqual([]);
  }
  await browser.quit();
  // How many depends on the machine; none would mean that the test tests nothing.
  expect(killsInTheMiddle).toBeGreaterThan(0);
});

test('a first lock that is killed goes on after the next unlocking, and loses nothing', async () => {
  test.setTimeout(300_000);
  const profileDir = path.join(folder, 'lock');
  let browser = await ProfileBrowser.open(profileDir, server.origin);
  await browser.call('open');
  await browser.call('importPlan', planOf('lock'));
  const before = await browser.call('report');
  await browser.call('startPassphrase', passphrase);
  await browser.kill();

  browser = await ProfileBrowser.open(profileDir, server.origin);
  expect(await browser.call('open')).toBe('locked');
  expect(await browser.call('unlock', passphrase)).toMatchObject({ ok: true });
  const between = await browser.call('report');
  expectWhole(between);
  expect(between.instances).toHaveLength(before.instances.length);
  expect(await browser.call('resume')).toMatchObject({ ok: true });
  expect(await browser.call('isRetiring')).toBe(false);
  expectWhole(await browser.call('report'));
  await browser.quit();
});

test('a full device refuses with its own code, keeps no half instance, and goes on when there is room', async () => {
  const profileDir = path.join(folder, 'quota');
  let browser = await ProfileBrowser.open(profileDir, server.origin);
  // Before the first transaction: Chromium remembers for a while how much room there was.
  const session = await browser.page.context().newCDPSession(browser.page);
  const quotaSize = 6 * 1024 * 1024;
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize });
  await browser.call('open');
  const plan: FilePlan = { ...planOf('quota', 80), rows: 256 };
  const { progress, outcomes } = await browser.call('importPlan', plan);
  expect(outcomes).toHaveLength(80);
  const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['QUOTA_EXCEEDED']));
  const report = await browser.call('report');
  expectWhole(report);
  expect(report.instances).toHaveLength(progress.counts.stored);
  await browser.quit();

  browser = await ProfileBrowser.open(profileDir, server.origin);
  await browser.call('open');
  const again = await browser.call('importPlan', plan);
  expect(again.progress.counts.duplicate).toBe(report.instances.length);
  expect(again.progress.counts.stored).toBe(80 - report.instances.length);
  expectWhole(await browser.call('report'));
  await browser.quit();
});
