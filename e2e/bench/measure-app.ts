import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { mixedStudies } from '../../shared/testing/synthetic-study.ts';
import { firstPage, firstRun, importBy, openDevice, writeInstances } from '../pages/satchel-app.ts';
import type { SatchelServer } from '../pages/satchel-server.ts';
import { firstSeen, median, watchFirstSeen } from './first-seen.ts';
import type { Measured } from './measured.ts';
import type { EmptyApp } from './serve-empty-app.ts';

export interface Places {
  readonly folder: string;
  readonly server: SatchelServer;
  readonly empty: EmptyApp;
}

const listRow = '.study-list [data-row-focus]';
const fullImage = '[data-testid=pixels] canvas:first-of-type[style*="visibility: visible"]';

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
      goal: { atMost: 2 },
    },
    {
      what: 'cold offline start to the first image of a stored study',
      ours: median(starts.map(({ reopened }) => reopened)),
      floor,
      unit: 'ms',
      floorName,
      goal: { atMost: 2 },
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
    { what: 'tap to preview', ours: median(preview), floor, unit: 'ms', floorName, goal: null },
    { what: 'tap to full image', ours: median(full), floor, unit: 'ms', floorName, goal: null },
  ];
}

/** The start with many studies against the start with ten of them, turn by turn. */
export async function measureLongList(
  { folder, server }: Places,
  studyCount: number,
  rounds: number,
): Promise<readonly Measured[]> {
  for (const count of [10, studyCount]) {
    const studies = mixedStudies(`list ${count}`, count, {
      sliceCount: 1,
      rows: 32,
      frameCount: 1,
    });
    const first = studies.flatMap(([instance]) => instance ?? []);
    const disc = path.join(folder, `list-${count}`);
    for (const [index, instance] of first.entries()) {
      await writeInstances(path.join(disc, String(index)), [instance]);
    }
    const device = await openDevice(path.join(folder, `list-${count}-profile`));
    const page = await firstPage(device);
    await firstRun(page, server.url);
    await importBy(page, 'Folder', disc, 1_800_000);
    await page.goto(`${server.url}/settings`);
    await expect(page.getByText(/Ready for offline: all/)).toBeVisible({ timeout: 120_000 });
    await page.goto(server.url);
    await page.locator(listRow).first().waitFor();
    // The copy of the list is written in the quiet after a change.
    await page.waitForTimeout(6000);
    await device.close();
  }
  await server.stop();
  const seen = async (count: number): Promise<number> => {
    const device = await openDevice(path.join(folder, `list-${count}-profile`));
    const page = await firstPage(device);
    await watchFirstSeen(page, { wanted: listRow });
    await page.goto(server.url);
    const at = await firstSeen(page, 'wanted');
    await device.close();
    return at;
  };
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    few.push(await seen(10));
    many.push(await seen(studyCount));
  }
  await server.start();
  return [
    {
      what: `cold offline start with ${studyCount} studies`,
      ours: median(many),
      floor: median(few),
      unit: 'ms',
      floorName: 'the same with ten',
      goal: { atMost: 1.3 },
    },
  ];
}

/** Writes the table between the marks of the page, and leaves the words around it alone. */
export function writeTable(file: string, table: string): void {
  const text = readFileSync(file, 'utf8');
  const [before = '', after = ''] = text.split(/<!-- measured -->[\s\S]*<!-- \/measured -->/);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${before}<!-- measured -->\n\n${table}\n\n<!-- /measured -->${after}`);
}
