import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';
import { firstPage, firstRun, openDevice, writeInstances } from '../pages/satchel-app.ts';
import { median } from './first-seen.ts';
import type { Places } from './measure-app.ts';
import type { Measured } from './measured.ts';

interface Imported {
  /** From the choice of the files to the first instance on the disk, to the last, and to the word "Done". */
  readonly firstMs: number;
  readonly storedMs: number;
  readonly doneMs: number;
  readonly longestTaskMs: number;
}

const megabytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;

/** Watches, inside the page, the rows of the database and the screen from the choice of the files on. */
async function watchImport(page: Page, wanted: number): Promise<void> {
  await page.evaluate((count) => {
    const watch = { pickedAt: 0, firstMs: 0, storedMs: 0, doneMs: 0, longestTaskMs: 0 };
    (globalThis as unknown as { importWatch: typeof watch }).importWatch = watch;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        watch.longestTaskMs = Math.max(watch.longestTaskMs, duration);
      }
    }).observe({ type: 'longtask' });
    const since = (): number => performance.now() - watch.pickedAt;
    const poll = (db: IDBDatabase): void => {
      const counting = db.transaction('instance').objectStore('instance').count();
      counting.onsuccess = () => {
        if (counting.result > 0 && watch.firstMs === 0) watch.firstMs = since();
        if (counting.result < count) setTimeout(poll, 20, db);
        else {
          watch.storedMs = since();
          db.close();
        }
      };
    };
    const begin = (): void => {
      watch.pickedAt = performance.now();
      const opening = indexedDB.open('satchel');
      opening.onsuccess = () => poll(opening.result);
    };
    addEventListener('change', begin, { capture: true, once: true });
    const look = (): void => {
      const isDone = document.querySelector('.import-state[role=status]') !== null;
      if (isDone && watch.storedMs > 0) watch.doneMs = since();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, wanted);
}

async function importOnce(
  { folder, server }: Places,
  profile: string,
  files: readonly string[],
): Promise<Imported> {
  const device = await openDevice(path.join(folder, profile));
  const page = await firstPage(device);
  await firstRun(page, server.url);
  await page.goto(`${server.url}/import`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Files/ }).click();
  const picked = await chooser;
  await watchImport(page, files.length);
  await picked.setFiles([...files]);
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toBeVisible({
    timeout: 300_000,
  });
  const read = (): Promise<Imported> =>
    page.evaluate(() => (globalThis as unknown as { importWatch: Imported }).importWatch);
  await expect.poll(async () => (await read()).doneMs).toBeGreaterThan(0);
  const imported = await read();
  await device.close();
  return imported;
}

/** The floor: the files read and put into IndexedDB as they are, each batch flushed as ours is. */
async function rawStoreMs(
  { folder, empty }: Places,
  profile: string,
  files: readonly string[],
): Promise<number> {
  const device = await openDevice(path.join(folder, profile));
  const page = await firstPage(device);
  await page.goto(empty.url);
  await page.locator('input[type=file]').setInputFiles([...files]);
  const ms = await page.evaluate(async () => {
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
      const options = { durability: 'strict' } as const;
      const transaction = opening.result.transaction('bytes', 'readwrite', options);
      for (const [index, buffer] of buffers.entries()) {
        transaction.objectStore('bytes').put(buffer, at + index);
      }
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
    }
    return performance.now() - begun;
  });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await device.close();
  return ms;
}

/** Imports turn by turn with its floor; the last device of the slices stays as profile `satchel`. */
export async function measureImport(
  places: Places,
  sliceCount: number,
  rounds: number,
): Promise<readonly Measured[]> {
  const { folder } = places;
  const slices = syntheticStudy('CT', { seed: 'bench' }, { sliceCount, rows: 512, noise: 40 });
  const ct = await writeInstances(path.join(folder, 'ct'), slices);
  const clipOf = { study: { seed: 'bench clip' }, rows: 480, columns: 640, frameCount: 60 };
  const clip = await writeInstances(path.join(folder, 'clip'), [usClip(clipOf)]);
  const measured: Measured[] = [];
  for (const [name, files] of [
    ['clip', clip],
    ['ct', ct],
  ] as const) {
    const ours: Imported[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const isLast = name === 'ct' && round === rounds - 1;
      const profile = isLast ? 'satchel' : `import-${name}-${round}`;
      ours.push(await importOnce(places, profile, files));
      const isKept = isLast ? 'empty' : `floor-${name}-${round}`;
      floor.push(await rawStoreMs(places, isKept, files));
    }
    const what = name === 'ct' ? `${sliceCount} CT slices` : 'a clip';
    measured.push(...linesOf(what, megabytesOf(files), ours, median(floor)));
  }
  return measured;
}

function linesOf(
  what: string,
  megabytes: number,
  ours: readonly Imported[],
  floorMs: number,
): readonly Measured[] {
  const rate = (ms: number): number => megabytes / (ms / 1000);
  const middle = (pick: (one: Imported) => number): number => median(ours.map(pick));
  const floorName = 'files read and put into IndexedDB by twenty';
  const size = `${what}, ${megabytes.toFixed(0)} MB`;
  return [
    {
      what: `import of ${size}: every byte on the disk`,
      ours: rate(middle(({ storedMs }) => storedMs)),
      floor: rate(floorMs),
      unit: 'MB/s',
      floorName,
      goal: { atLeast: 0.75 },
    },
    {
      what: `import of ${size}: the study is there`,
      ours: middle(({ firstMs }) => firstMs),
      floor: floorMs,
      unit: 'ms',
      floorName,
      goal: null,
    },
    {
      what: `import of ${size}: pictures made, "Done"`,
      ours: middle(({ doneMs }) => doneMs),
      floor: floorMs,
      unit: 'ms',
      floorName,
      goal: null,
    },
    {
      what: `import of ${size}: longest task of the page`,
      ours: middle(({ longestTaskMs }) => longestTaskMs),
      floor: 200,
      unit: 'ms',
      floorName: 'what a person does not notice',
      goal: { atMost: 1 },
    },
  ];
}
