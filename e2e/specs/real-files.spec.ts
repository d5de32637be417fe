import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { hasRealFiles, realFiles, realFolder } from '../../shared/testing/real-files.ts';
import { DicomwebClient, sha256Of } from '../pages/dicomweb-client.ts';
import { firstRun, importBy, pairDevice } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';

test.skip(!hasRealFiles, 'the folder of real files is not beside this one');

/** Digests of all files that the server keeps: clashing versions too. */
function digestsBelow(folder: string): ReadonlySet<string> {
  const digests = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      digests.add(sha256Of(readFileSync(path.join(entry.parentPath, entry.name))));
  }
  return digests;
}

async function waitUntilAllSafe(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/outbox`);
  await expect(page.getByRole('heading', { name: 'Everything is safe on the server' })).toBeVisible(
    { timeout: 240_000 },
  );
}

test('series and modalities go up and come back bit for bit', async ({ page, server }) => {
  test.setTimeout(600_000);
  await firstRun(page, server.url);
  for (const name of ['series', 'modalities']) {
    const report = await importBy(page, 'Folder', path.join(realFolder, name), 240_000);
    await expect(report).toContainText('files added');
  }
  await pairDevice(page, server, 'Tablet');
  await waitUntilAllSafe(page, server.url);
  const onServer = new Set(await (await DicomwebClient.of(server)).storedDigests());
  const wanted = realFiles().filter(
    ({ path: file, SOPInstanceUID, expected }) =>
      /^(series|modalities)\//.test(file) && SOPInstanceUID !== '' && expected.startsWith('opens'),
  );
  expect(wanted.length).toBeGreaterThan(200);
  // Where files clash under one SOP Instance UID a client is given one of them; the others stay beside it.
  const digestOf = new Map(
    wanted.map(({ path: file }) => [file, sha256Of(readFileSync(path.join(realFolder, file)))]),
  );
  const given = new Set(
    wanted
      .filter(({ path: file }) => onServer.has(digestOf.get(file) ?? ''))
      .map(({ SOPInstanceUID }) => SOPInstanceUID),
  );
  expect(wanted.filter(({ SOPInstanceUID }) => !given.has(SOPInstanceUID))).toEqual([]);
  const kept = digestsBelow(server.dataFolder);
  const lost = wanted.filter(({ path: file }) => !kept.has(digestOf.get(file) ?? ''));
  // The same content in big endian is one instance with its twin; everything else lies there bit for bit.
  const others = lost.filter(({ path: file }) => !file.endsWith('-be.dcm'));
  expect(others.map(({ path: file }) => file)).toEqual([]);
});

test('faults, bombs, clashes and discs: a line each, the app lives, memory stays bounded', async ({
  page,
  browser,
  server,
}) => {
  test.setTimeout(600_000);
  await firstRun(page, server.url);
  const session = await browser.newBrowserCDPSession();
  let peakBytes = 0;
  const timer = setInterval(() => {
    void session.send('SystemInfo.getProcessInfo').then(({ processInfo }) => {
      const rss = processInfo.map(({ id }) => residentBytes(id));
      peakBytes = Math.max(peakBytes, ...rss);
    });
  }, 200);
  for (const name of ['malformed', 'archives', 'duplicates', 'media', 'charsets', 'odd', 'film']) {
    const folder = path.join(realFolder, name);
    const report = await importBy(page, 'Folder', folder, 240_000);
    const fileCount = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    ).length;
    // One line a file at least; entries of an archive have lines of their own.
    const all = await page.getByRole('radio', { name: /^All lines/ }).getAttribute('aria-label');
    const words =
      all ??
      (await page
        .getByText(/^All lines \d/)
        .first()
        .textContent()) ??
      '';
    expect(Number(/[\d,]+$/.exec(words)?.[0].replace(',', ''))).toBeGreaterThanOrEqual(fileCount);
    await expect(report).toBeVisible();
  }
  clearInterval(timer);
  // The 1 GiB and 512 MiB bombs would show; one process of Chromium with nothing open takes 0.2 GiB.
  expect(peakBytes).toBeGreaterThan(0);
  expect(peakBytes).toBeLessThan(1.2 * 1024 ** 3);
  // Markup in names stays text.
  await page.goto(server.url);
  await expect(page.locator('.study-list [data-row-focus]').first()).toBeVisible();
  expect(await page.locator('.study-list script, .study-list img[onerror]').count()).toBe(0);
});

/** Resident memory of a process, 0 where the system does not tell it. */
function residentBytes(pid: number): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
    return Number(pages) * 4096;
  } catch {
    return 0;
  }
}
