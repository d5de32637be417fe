import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hasRealFiles, realFiles, realFolder } from '../../shared/testing/real-files.ts';
import { firstRun, importBy, pairDevice, watchForFaults } from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';

test.skip(!hasRealFiles, 'the folder of real files is not beside this one');

let server: SatchelServer;
test.beforeEach(async () => {
  server = await createSatchelServer();
  await server.start();
});
test.afterEach(() => server.dispose());

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bodies of a multipart answer; the boundary cannot occur within a part (RFC 2046 5.1.1). */
function partsOf(contentType: string, body: Buffer): readonly Buffer[] {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1] ?? '';
  const line = Buffer.from(`--${boundary}`);
  const parts: Buffer[] = [];
  for (let at = body.indexOf(line); at >= 0;) {
    const next = body.indexOf(line, at + line.length);
    if (next < 0) break;
    const part = body.subarray(at + line.length, next);
    parts.push(part.subarray(part.indexOf('\r\n\r\n') + 4, part.length - 2));
    at = next;
  }
  return parts;
}

/** Digests of all instances on the server, as a DICOMweb client receives them. */
async function digestsOnServer(): Promise<ReadonlySet<string>> {
  const token = (await server.satchel('token', '--label', 'spec')).trim();
  const headers = { Authorization: `Bearer ${token}` };
  const found = await fetch(`${server.url}/dicom-web/studies?limit=1000`, { headers });
  const studies = (await found.json()) as Record<string, { Value?: string[] }>[];
  const digests = new Set<string>();
  for (const study of studies) {
    const uid = study['0020000D']?.Value?.[0] ?? '';
    const answer = await fetch(`${server.url}/dicom-web/studies/${uid}`, {
      headers: {
        ...headers,
        Accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
      },
    });
    expect(answer.status).toBe(200);
    const body = Buffer.from(await answer.arrayBuffer());
    const parts = partsOf(answer.headers.get('content-type') ?? '', body);
    for (const part of parts) digests.add(sha256(part));
  }
  return digests;
}

/** Digests of all files that the server keeps: clashing versions too. */
function digestsBelow(folder: string): ReadonlySet<string> {
  const digests = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) digests.add(sha256(readFileSync(path.join(entry.parentPath, entry.name))));
  }
  return digests;
}

async function waitUntilAllSafe(page: Page): Promise<void> {
  await page.goto(`${server.url}/outbox`);
  await expect(page.getByRole('heading', { name: 'Everything is safe on the server' })).toBeVisible(
    { timeout: 240_000 },
  );
}

test('series and modalities go up and come back bit for bit', async ({ page }) => {
  test.setTimeout(600_000);
  const watch = watchForFaults(page);
  await firstRun(page, server.url);
  for (const name of ['series', 'modalities']) {
    const report = await importBy(page, 'Folder', path.join(realFolder, name), 240_000);
    await expect(report).toContainText('files added');
  }
  await pairDevice(page, server, 'Tablet');
  await waitUntilAllSafe(page);
  const onServer = await digestsOnServer();
  const wanted = realFiles().filter(
    ({ path: file, SOPInstanceUID, expected }) =>
      /^(series|modalities)\//.test(file) && SOPInstanceUID !== '' && expected.startsWith('opens'),
  );
  expect(wanted.length).toBeGreaterThan(200);
  // Where files clash under one SOP Instance UID a client is given one of them; the others stay beside it.
  const digestOf = new Map(
    wanted.map(({ path: file }) => [file, sha256(readFileSync(path.join(realFolder, file)))]),
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
  expect(watch.faults).toEqual([]);
});

test('faults, bombs, clashes and discs: a line each, the app lives, memory stays bounded', async ({
  page,
  browser,
}) => {
  test.setTimeout(600_000);
  const watch = watchForFaults(page);
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
  expect(watch.faults).toEqual([]);
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
