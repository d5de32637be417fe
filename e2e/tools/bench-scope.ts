/**
 * Measures a device that carries a part of a large server: `npm run bench` leaves it out, as it takes long.
 * `node sync-server/run.mjs e2e/tools/bench-scope.ts --server 100000 --device 10000`. Prints rows for PERFORMANCE.md.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import type { ChangesAnswer, ScopeAnswer, SearchAnswer } from '../../shared/src/sync/protocol.ts';
import { pairWith } from '../../sync-server/src/testing/process-client.ts';
import { buildIfChanged } from '../../web/build/build-if-changed.ts';
import { fillIndex } from '../bench/fill-index.ts';
import { firstSeen, median, watchFirstSeen } from '../bench/first-seen.ts';
import {
  firstPage,
  firstRun,
  openDevice,
  pairDevice,
  temporaryFolder,
} from '../pages/satchel-app.ts';
import { createSatchelServer, type SatchelServer } from '../pages/satchel-server.ts';
import { findOrInstallChromium } from './find-chromium.ts';

const { values: options } = parseArgs({
  options: {
    server: { type: 'string', default: '100000' },
    device: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
  },
});
const [onServer, onDevice, rounds] = [options.server, options.device, options.rounds].map(Number);
const serverCount = onServer ?? 0;
const deviceCount = onDevice ?? 0;
const roundCount = rounds ?? 0;

function row(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const late = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  console.log(`| ${what} | ${median(times).toFixed(0)} ms | ${late.toFixed(0)} ms |`);
}

async function timed(work: () => Promise<unknown>, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}

async function measureServer(server: SatchelServer): Promise<void> {
  const token = await pairWith(server, 'bench');
  let byteCount = 0;
  const ask = async <Answer>(resource: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${server.url}/sync/v1/${resource}`, {
      headers: { Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    if (answer.status !== 200) throw new Error(`${resource}: ${answer.status}`);
    const json = await answer.text();
    byteCount += Buffer.byteLength(json);
    return JSON.parse(json) as Answer;
  };
  for (const text of ['patient', 'smith patient777', `p${serverCount - 1}`, 'nobody', '2020-03']) {
    const find = (): Promise<SearchAnswer> => ask('search', { text, limit: 40, after: null });
    const { studies } = await find();
    row(
      `server, ${serverCount} studies: search “${text}”, ${studies.length} found`,
      await timed(find, 30),
    );
  }
  byteCount = 0;
  const { scope } = await ask<ScopeAnswer>('scope', { add: [], isTold: true });
  let place = { cursor: 0, seq: scope.seq, mark: scope.mark };
  let pageCount = 0;
  let rowCount = 0;
  const times: number[] = [];
  for (let isEnd = false; !isEnd;) {
    const begun = performance.now();
    const query = `cursor=${place.cursor}&scope=${place.seq}.${place.mark}&pulled=${place.seq}&limit=200`;
    const page = await ask<ChangesAnswer>(`changes?${query}`);
    times.push(performance.now() - begun);
    pageCount += 1;
    rowCount += page.rows.length;
    isEnd = page.to === place.cursor;
    place = { cursor: page.to, seq: page.scope?.seq ?? 0, mark: page.scope?.mark ?? '' };
  }
  const size = `${(byteCount / 1e6).toFixed(1)} MB`;
  row(
    `server: a page of a new device's feed (${rowCount} rows, ${pageCount} pages, ${size})`,
    times,
  );
}

const setSize = (page: Page, count: number) =>
  page.locator(`.study-list [aria-setsize="${count}"]`).first();

async function measureDevice(server: SatchelServer, folder: string): Promise<void> {
  const device = await openDevice(path.join(folder, 'device'));
  const page = await firstPage(device);
  await firstRun(page, server.url);
  const begun = performance.now();
  await pairDevice(page, server, 'bench');
  await page.goto(server.url);
  await setSize(page, deviceCount).waitFor({ timeout: 1_800_000 });
  row(`device: from pairing to a list of ${deviceCount} studies`, [performance.now() - begun]);
  // The copy of the list is written in the quiet after a change.
  await page.waitForTimeout(8000);
  await watchFirstSeen(page, { wanted: '.study-list [data-row-focus]' });
  const starts: number[] = [];
  for (let at = 0; at < roundCount; at += 1) {
    await page.goto(server.url);
    starts.push(await firstSeen(page, 'wanted'));
  }
  row(`device, ${deviceCount} studies: start to the first list`, starts);
  await setSize(page, deviceCount).waitFor();
  const [here, there]: [number[], number[]] = [[], []];
  for (let at = 0; at < roundCount; at += 1) {
    const times = await page.evaluate(searchOnce, `patient7${at}`);
    here.push(times.here);
    there.push(times.there);
  }
  row(`device, ${deviceCount} studies: keystroke to what is here`, here);
  row('device: keystroke to what is on the server (300 ms of it wait for the next key)', there);
  await device.close();
}

/** Types words at once, and waits for another list and for the word of the server. */
async function searchOnce(words: string): Promise<{ here: number; there: number }> {
  const field = document.querySelector<HTMLInputElement>('input[type=search]');
  const property = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  const type = (text: string): void => {
    property?.set?.call(field, text);
    field?.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const sizeOf = (): string | null =>
    document.querySelector('.study-list [aria-setsize]')?.getAttribute('aria-setsize') ?? null;
  const isAnswered = (): boolean =>
    /more/.test(document.querySelector('.server-results [role=status]')?.textContent ?? '');
  const until = (isDone: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (isDone()) resolve(performance.now());
        else requestAnimationFrame(look);
      };
      look();
    });
  type('');
  await until(() => document.querySelector('.server-results') === null && sizeOf() !== null);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = sizeOf();
  const begun = performance.now();
  type(words);
  const here = (await until(() => sizeOf() !== before)) - begun;
  const there = (await until(isAnswered)) - begun;
  return { here, there };
}

process.env['SATCHEL_CHROMIUM'] = findOrInstallChromium();
await buildIfChanged();
const folder = temporaryFolder('bench-scope');
const server = await createSatchelServer();
try {
  const old = serverCount - deviceCount;
  await fillIndex(server.dataFolder, { from: 0, to: old, receivedAt: '2019-01-01T08:00:00.000Z' });
  const receivedAt = new Date().toISOString();
  await fillIndex(server.dataFolder, { from: old, to: serverCount, receivedAt });
  await server.start();
  console.log('| what | p50 | p95 |\n| --- | --- | --- |');
  await measureServer(server);
  await measureDevice(server, folder);
} finally {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
}
