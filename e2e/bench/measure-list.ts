import path from 'node:path';
import type { Page } from '@playwright/test';
import { firstPage, openDevice } from '../pages/satchel-app.ts';
import { heldMemory } from '../pages/held-memory.ts';
import { buildHarness } from '../pages/storage-page.ts';
import { fillDevice } from './fill-device.ts';
import { firstSeen, median, watchFirstSeen } from './first-seen.ts';
import type { Places } from './measure-app.ts';

/** One deed on a long list: until it is seen, and the longest time in which the page heard nothing, in ms. */
interface ListRow {
  readonly what: string;
  readonly studyCount: number;
  readonly seenMs: number;
  readonly blockedMs: number;
  /** In place of times. */
  readonly megabytes?: number;
}

const listRow = '.study-list [data-row-focus]';

declare global {
  interface Window {
    blocks?: number[];
  }
}

/** From now on every task of the page that takes longer than 50 ms is noted, those before a start included. */
async function watchBlocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const blocks: number[] = [];
    window.blocks = blocks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) blocks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

async function longestBlock(page: Page): Promise<number> {
  // An entry comes after its task, and the patients' pages are made in the quiet after a deed.
  await page.waitForTimeout(1500);
  return page.evaluate(() => Math.max(0, ...(window.blocks?.splice(0) ?? [])));
}

interface Deed {
  readonly what: string;
  readonly selector: string;
  /** What is typed or picked; null presses. */
  readonly value: string | null;
  /** The first element of this selector looks otherwise, comes or goes, once the deed is seen. */
  readonly watch: string;
}

/** Runs a deed in the page and answers when what it leads to has been drawn. */
async function timeDeed(page: Page, deed: Omit<Deed, 'what'>): Promise<number> {
  await page.evaluate(() => window.blocks?.splice(0));
  return page.evaluate(
    ({ selector, value, watch }) =>
      new Promise<number>((resolve, reject) => {
        const element = document.querySelector<HTMLInputElement | HTMLSelectElement>(selector);
        if (element === null) {
          reject(new Error(`no ${selector}`));
          return;
        }
        const seen = (): string => document.querySelector(watch)?.outerHTML ?? '';
        const before = seen();
        const begun = performance.now();
        if (value === null) element.click();
        else {
          const isList = element instanceof HTMLSelectElement;
          const kind = isList ? HTMLSelectElement.prototype : HTMLInputElement.prototype;
          Object.getOwnPropertyDescriptor(kind, 'value')?.set?.call(element, value);
          element.dispatchEvent(new Event(isList ? 'change' : 'input', { bubbles: true }));
        }
        const look = (): void => {
          if (seen() !== before) resolve(performance.now() - begun);
          else if (performance.now() - begun > 20_000) reject(new Error(`nothing new: ${watch}`));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    deed,
  );
}

const count = '.list-toolbar-count';
const modality = '.filter-bar select:has(option[value="MR"])';
const deeds: readonly Deed[] = [
  { what: 'a keystroke to its rows', selector: '.search-field-input', value: 'moss', watch: count },
  { what: 'the whole list again', selector: '.search-field-input', value: '', watch: count },
  { what: 'by name', selector: '.filter-sort', value: 'name', watch: '.study-row-name' },
  { what: 'one modality', selector: modality, value: 'MR', watch: count },
  { what: 'every modality again', selector: modality, value: '', watch: count },
  { what: 'grouped by patient', selector: '.filter-group', value: 'patient', watch: '.group-head' },
  { what: 'not grouped', selector: '.filter-group', value: 'none', watch: '.group-head' },
  {
    what: 'a star to its sign',
    selector: '.study-row-star',
    value: null,
    watch: '.study-row-star',
  },
];

/** To the middle of the list, and until a row is drawn there. */
function timeScroll(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        window.blocks?.splice(0);
        const list = document.querySelector('.study-list');
        if (list === null) {
          reject(new Error('no list'));
          return;
        }
        const begun = performance.now();
        list.scrollTop = list.scrollHeight / 2;
        const look = (): void => {
          const { top, bottom } = list.getBoundingClientRect();
          const isSeen = [...list.querySelectorAll('[data-row-focus]')].some((row) => {
            const at = row.getBoundingClientRect();
            return at.top >= top && at.bottom <= bottom;
          });
          if (isSeen) resolve(performance.now() - begun);
          else if (performance.now() - begun > 20_000) reject(new Error('no row in sight'));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );
}

async function measureOne(
  { folder, server }: Places,
  studyCount: number,
  rounds: number,
): Promise<readonly ListRow[]> {
  const profile = path.join(folder, `list-${studyCount}`);
  const harness = path.join(folder, 'harness');
  await server.start();
  let device = await openDevice(profile);
  await fillDevice(device, server.url, harness, studyCount);
  let page = await firstPage(device);
  await page.goto(`${server.url}/settings`);
  await page.getByText(/Ready for offline: all/).waitFor({ timeout: 120_000 });
  await page.goto(server.url);
  await page.locator(listRow).first().waitFor();
  // The copy of the list is written in the quiet after a change.
  await page.waitForTimeout(6000);
  await device.close();
  await server.stop();
  const starts: number[] = [];
  const startBlocks: number[] = [];
  const rows: ListRow[] = [];
  for (let round = 0; round < rounds; round += 1) {
    device = await openDevice(profile);
    page = await firstPage(device);
    await watchBlocks(page);
    await watchFirstSeen(page, { wanted: listRow });
    await page.goto(server.url);
    starts.push(await firstSeen(page, 'wanted'));
    startBlocks.push(await longestBlock(page));
    if (round === rounds - 1) {
      for (const deed of deeds) {
        const seenMs = await timeDeed(page, deed);
        rows.push({ what: deed.what, studyCount, seenMs, blockedMs: await longestBlock(page) });
      }
      const seenMs = await timeScroll(page);
      const what = 'scrolled to the middle';
      rows.push({ what, studyCount, seenMs, blockedMs: await longestBlock(page) });
      const { heap } = await heldMemory(page);
      const held = 'held in memory by the page';
      rows.push({ what: held, studyCount, seenMs: 0, blockedMs: 0, megabytes: heap / 1e6 });
    }
    await device.close();
  }
  const start: ListRow = {
    what: 'cold offline start to the list',
    studyCount,
    seenMs: median(starts),
    blockedMs: median(startBlocks),
  };
  return [start, ...rows];
}

/** Lists of several lengths, each on a device of its own, offline. */
export async function measureLists(
  places: Places,
  studyCounts: readonly number[],
  rounds: number,
): Promise<readonly ListRow[]> {
  await buildHarness(path.join(places.folder, 'harness'));
  const rows: ListRow[] = [];
  await places.server.stop();
  for (const studyCount of studyCounts)
    rows.push(...(await measureOne(places, studyCount, rounds)));
  await places.server.start();
  return rows;
}

/** One line for each deed, one column for each length: seen after, and in brackets the longest block. */
export function listTable(rows: readonly ListRow[]): string {
  const counts = [...new Set(rows.map(({ studyCount }) => studyCount))];
  const names = [...new Set(rows.map(({ what }) => what))];
  const cell = (what: string, studyCount: number): string => {
    const row = rows.find((one) => one.what === what && one.studyCount === studyCount);
    if (row?.megabytes !== undefined) return `${row.megabytes.toFixed(0)} MB`;
    return row === undefined ? '' : `${row.seenMs.toFixed(0)} ms (${row.blockedMs.toFixed(0)})`;
  };
  return [
    `| list of so many studies | ${counts.map((count) => count.toLocaleString('en')).join(' | ')} |`,
    `| --- |${counts.map(() => ' --- |').join('')}`,
    ...names.map((name) => `| ${name} | ${counts.map((count) => cell(name, count)).join(' | ')} |`),
  ].join('\n');
}
