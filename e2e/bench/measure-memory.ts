import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import type { DicomDataset } from '../../shared/src/dicom/dicom-json.ts';
import { ctSlice, type SyntheticInstance } from '../../shared/testing/synthetic-instance.ts';
import { datasetOf } from '../../shared/testing/synthetic-modules.ts';
import { firstRun, importBy, writeInstances } from '../pages/satchel-app.ts';
import { heldMemory } from '../pages/held-memory.ts';
import { expectPicture, frameNumber, tool } from '../pages/viewer-page.ts';
import { chromiumArgs, chromiumPath } from '../tools/find-chromium.ts';

const rows = 512;
/** Slices whose pixels differ; more of them only make the files slower to write. */
const drawnCount = 20;

/** As many attributes as a scanner's header has, so that what is kept of each header weighs what it does in life. */
function scannerHeader(index: number): DicomDataset {
  const header: Record<string, DicomDataset[string]> = {
    '00190010': { vr: 'LO', Value: ['SATCHEL BENCH'] },
  };
  for (let n = 0; n < 150; n += 1) {
    const tag = `0019${(0x1000 + n).toString(16).toUpperCase()}`;
    header[tag] = { vr: 'LO', Value: [`value ${String(n)} of slice ${String(index)}`] };
  }
  return header;
}

function drawn(): readonly Uint8Array[] {
  const study = { seed: 'bench/memory', PatientName: 'Memory^Drawn' };
  return Array.from({ length: drawnCount }, (_, index) => {
    const [frame] = ctSlice({ study, index, count: drawnCount, rows }).frames;
    if (frame === undefined) throw new Error('a slice without a frame');
    return frame;
  });
}

/** A CT series of single-frame instances, 512 × 512 × 16 bit, written a hundred at a time. */
export async function writeSeries(folder: string, count: number): Promise<readonly string[]> {
  const study = { seed: 'bench/memory/series', PatientName: 'Memory^Series' };
  const frames = drawn();
  const files: string[] = [];
  for (let start = 0; start < count; start += 100) {
    const part = Array.from({ length: Math.min(100, count - start) }, (_, n) => {
      const index = start + n;
      const { dataset } = ctSlice({ study, index, count, rows: 8 });
      const whole = { ...dataset, ...datasetOf({ Rows: rows, Columns: rows }) };
      return {
        dataset: { ...whole, ...scannerHeader(index) },
        frames: [frames[index % drawnCount] ?? new Uint8Array()],
      };
    });
    files.push(...(await writeInstances(path.join(folder, String(start)), part)));
  }
  return files;
}

/** One multi-frame instance of as many frames, packed (RLE): the file is small, the frames are not. */
export function clipOf(count: number, rowsOfFrame = rows): SyntheticInstance {
  const study = { seed: 'bench/memory/clip', PatientName: 'Memory^Clip' };
  const { dataset } = ctSlice({ study, index: 0, count: 1, rows: 8 });
  const changes = datasetOf({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.7.3',
    Rows: rowsOfFrame,
    Columns: rowsOfFrame,
    NumberOfFrames: count,
    FrameTime: 40,
    FrameIncrementPointer: ['00181063'],
  });
  const frame = new Uint8Array(rowsOfFrame * rowsOfFrame * 2).fill(3);
  return {
    dataset: { ...dataset, ...changes },
    frames: Array.from({ length: count }, () => frame),
  };
}

export interface MemoryRow {
  readonly what: string;
  readonly heap: number;
  readonly buffers: number;
  /** Resident bytes of the page's process with all its workers. */
  readonly page: number;
  /** Resident bytes of the process that draws. */
  readonly gpu: number;
}

export class MemoryBench {
  readonly #browser: Browser;
  readonly page: Page;
  readonly rows: MemoryRow[] = [];

  constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  static async open(url: string, isPhone: boolean): Promise<MemoryBench> {
    const browser = await chromium.launch({
      executablePath: chromiumPath() ?? '',
      args: [...chromiumArgs],
    });
    const size = isPhone ? { width: 390, height: 844 } : { width: 1180, height: 820 };
    const device = await browser.newContext({ viewport: size, screen: size, hasTouch: true });
    const page = await device.newPage();
    await firstRun(page, url);
    return new MemoryBench(browser, page);
  }

  async note(what: string): Promise<void> {
    // What was under way ahead of need is done before it is counted.
    await this.page.waitForTimeout(3000);
    const held = await heldMemory(this.page);
    const processes = await residentBytes(this.#browser);
    const row = { what, ...held, page: processes.renderer, gpu: processes.gpu };
    this.rows.push(row);
    console.log(memoryLine(row));
  }

  async import(files: readonly string[]): Promise<void> {
    await importBy(this.page, 'Files', files, 600_000);
    await this.page.goto(new URL('/', this.page.url()).href);
  }

  async openStudy(name: RegExp): Promise<void> {
    await this.page.getByRole('link', { name }).click();
    await expectPicture(this.page);
  }

  async layOutFour(): Promise<void> {
    await tool(this.page, 'Layout').click();
    await this.page.getByRole('menuitemradio', { name: 'Four images' }).click();
  }

  /** Steps through frames by key, waiting now and then for the image that is asked for. */
  async scroll(from: number, to: number, count: number): Promise<void> {
    const by = from < to ? 1 : -1;
    const { page } = this;
    await page.keyboard.press(by > 0 && from === 1 ? 'Home' : by < 0 ? 'End' : 'Shift');
    for (let n = from; n !== to; n += by) {
      await page.keyboard.press(by > 0 ? 'ArrowDown' : 'ArrowUp');
      if (n % 5 === 0) await page.waitForTimeout(60);
    }
    const number = (n: number): string => new Intl.NumberFormat('en').format(n);
    await expect(frameNumber(page).first()).toHaveText(`${number(to)} / ${number(count)}`);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

async function residentBytes(
  browser: Browser,
): Promise<{ readonly renderer: number; readonly gpu: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const most = (type: string): number =>
    Math.max(0, ...processInfo.filter((one) => one.type === type).map(({ id }) => resident(id)));
  return { renderer: most('renderer'), gpu: most('GPU') };
}

function resident(pid: number): number {
  const kilobytes = /VmRSS:\s+([0-9]+) kB/.exec(
    readFileSync(`/proc/${String(pid)}/status`, 'utf8'),
  );
  return Number(kilobytes?.[1] ?? 0) * 1024;
}

export function memoryLine({ what, ...bytes }: MemoryRow): string {
  const { heap, buffers, page, gpu } = bytes;
  const megabytes = [heap, buffers, page, gpu].map((n) => `${(n / 1e6).toFixed(0)} MB`);
  return `| ${[what, ...megabytes].join(' | ')} |`;
}
