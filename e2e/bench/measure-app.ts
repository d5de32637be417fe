import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { firstRun, openDevice, writeInstances } from '../pages/satchel-app.ts';
import type { SatchelServer } from '../pages/satchel-server.ts';
import { firstSeen, median, watchFirstSeen } from './first-seen.ts';
import type { EmptyApp } from './serve-empty-app.ts';

export interface Measured {
  readonly what: string;
  readonly ours: number;
  readonly floor: number;
  readonly unit: 'ms' | 'MB/s';
  readonly floorName: string;
}

interface Places {
  readonly folder: string;
  readonly server: SatchelServer;
  readonly empty: EmptyApp;
}

const listRow = '.study-list [data-row-focus]';
const fullImage = '[data-testid=viewport]:has([data-testid=pixels] canvas)';

async function firstPage(device: BrowserContext): Promise<Page> {
  return device.pages()[0] ?? (await device.newPage());
}

/** Bytes of a study per second: through the app's import, and straight into IndexedDB in batches. */
export async function measureImport(
  places: Places,
  sliceCount: number,
): Promise<readonly Measured[]> {
  const { folder, server, empty } = places;
  const instances = syntheticStudy('CT', { seed: 'bench' }, { sliceCount, rows: 512, noise: 40 });
  const files = await writeInstances(path.join(folder, 'ct'), instances);
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;

  const device = await openDevice(path.join(folder, 'satchel'));
  const page = await firstPage(device);
  await firstRun(page, server.url);
  await watchFirstSeen(page, { listed: listRow });
  await page.goto(`${server.url}/import`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Files/ }).click();
  const picked = await chooser;
  await page.evaluate(() => {
    const watch = { pickedAt: 0, doneAt: 0 };
    (globalThis as unknown as { importWatch: typeof watch }).importWatch = watch;
    addEventListener('change', () => (watch.pickedAt = performance.now()), {
      capture: true,
      once: true,
    });
    const look = (): void => {
      const isDone = document.querySelector('.import-state[role=status]') !== null;
      if (isDone) watch.doneAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await picked.setFiles([...files]);
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toBeVisible({
    timeout: 300_000,
  });
  await expect(page.getByText(`${sliceCount} files added`)).toBeVisible();
  const watch = await page.evaluate(
    () =>
      (globalThis as unknown as { importWatch: { pickedAt: number; doneAt: number } }).importWatch,
  );
  await device.close();
  const ours = megabytes / ((watch.doneAt - watch.pickedAt) / 1000);
  return [
    {
      what: `import of ${sliceCount} CT slices, ${megabytes.toFixed(0)} MB: read, parsed, hashed, encrypted, stored`,
      ours,
      floor: await rawStoreRate(empty, path.join(folder, 'empty'), files, megabytes),
      unit: 'MB/s',
      floorName: 'files read and put into IndexedDB by twenty',
    },
  ];
}

async function rawStoreRate(
  empty: EmptyApp,
  profile: string,
  files: readonly string[],
  megabytes: number,
): Promise<number> {
  const device = await openDevice(profile);
  const page = await firstPage(device);
  await page.goto(empty.url);
  await page.locator('input[type=file]').setInputFiles([...files]);
  const seconds = await page.evaluate(async () => {
    const picked = [...(document.querySelector('input')?.files ?? [])];
    const opening = indexedDB.open('floor', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('bytes');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const begun = performance.now();
    for (let at = 0; at < picked.length; at += 20) {
      const buffers: ArrayBuffer[] = [];
      for (const file of picked.slice(at, at + 20)) buffers.push(await file.arrayBuffer());
      const transaction = opening.result.transaction('bytes', 'readwrite');
      for (const [index, buffer] of buffers.entries()) {
        transaction.objectStore('bytes').put(buffer, at + index);
      }
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
    }
    return (performance.now() - begun) / 1000;
  });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await device.close();
  return megabytes / seconds;
}

interface Start {
  readonly list: number;
  readonly floor: number;
  readonly reopened: number;
}

/** One cold start of each: a new browser, no server, everything from this device. */
async function startOnce({ folder, server, empty }: Places, deepLink: string): Promise<Start> {
  const seen = async (profile: string, url: string, selector: string): Promise<number> => {
    const device = await openDevice(path.join(folder, profile));
    const page = await firstPage(device);
    await watchFirstSeen(page, { wanted: selector });
    await page.goto(url);
    const at = await firstSeen(page, 'wanted');
    await device.close();
    return at;
  };
  return {
    floor: await seen('empty', empty.url, 'td'),
    list: await seen('satchel', server.url, listRow),
    reopened: await seen('satchel', deepLink, fullImage),
  };
}

/** Cold offline starts against the empty app, and opening a stored study by its address. */
export async function measureStarts(places: Places, rounds: number): Promise<readonly Measured[]> {
  const { folder, server, empty } = places;
  const device = await openDevice(path.join(folder, 'satchel'));
  const page = await firstPage(device);
  await page.goto(`${server.url}/settings`);
  await expect(page.getByText(/Ready for offline: all/)).toBeVisible({ timeout: 120_000 });
  await page.goto(server.url);
  await page.locator(listRow).first().click();
  await expect(page.getByTestId('frame-number')).toBeVisible();
  const deepLink = page.url();
  await device.close();
  await server.stop();
  empty.close();
  const starts: Start[] = [];
  for (let round = 0; round < rounds; round += 1) starts.push(await startOnce(places, deepLink));
  await server.start();
  const floor = median(starts.map((start) => start.floor));
  const floorName = 'an empty React app with a service worker, offline';
  return [
    {
      what: 'cold offline start to the study list',
      ours: median(starts.map(({ list }) => list)),
      floor,
      unit: 'ms',
      floorName,
    },
    {
      what: 'cold offline start to the first image of a stored study',
      ours: median(starts.map(({ reopened }) => reopened)),
      floor,
      unit: 'ms',
      floorName,
    },
  ];
}

/** From the tap on a study to its preview and to the full image. */
export async function measureTap(
  { folder, server }: Places,
  rounds: number,
): Promise<readonly Measured[]> {
  const device = await openDevice(path.join(folder, 'satchel'));
  const page = await firstPage(device);
  const preview: number[] = [];
  const full: number[] = [];
  const click: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.goto(server.url);
    await page.locator(listRow).first().waitFor();
    const times = await page.evaluate(
      ([row, image]) =>
        new Promise<{ click: number; preview: number; full: number }>((resolve) => {
          const times = { click: 0, preview: 0, full: 0 };
          const begun = performance.now();
          requestAnimationFrame(() => (times.click = performance.now() - begun));
          const look = (): void => {
            const now = performance.now() - begun;
            const isPreview = document.querySelector('[data-testid=preview]') !== null;
            const isFull = document.querySelector(image ?? '') !== null;
            if (times.preview === 0 && (isPreview || isFull)) times.preview = now;
            if (isFull && !isPreview) resolve({ ...times, full: now });
            else requestAnimationFrame(look);
          };
          document.querySelector<HTMLElement>(row ?? '')?.click();
          requestAnimationFrame(look);
        }),
      [listRow, fullImage],
    );
    click.push(times.click);
    preview.push(times.preview);
    full.push(times.full);
  }
  await device.close();
  const floor = median(click);
  const floorName = 'the next drawn frame after the tap';
  return [
    { what: 'tap to preview', ours: median(preview), floor, unit: 'ms', floorName },
    { what: 'tap to full image', ours: median(full), floor, unit: 'ms', floorName },
  ];
}

/** Writes the table between the marks of the page, and leaves the words around it alone. */
export function writeTable(file: string, table: string): void {
  const text = readFileSync(file, 'utf8');
  const [before = '', after = ''] = text.split(/<!-- measured -->[\s\S]*<!-- \/measured -->/);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${before}<!-- measured -->\n\n${table}\n\n<!-- /measured -->${after}`);
}
