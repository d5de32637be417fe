/**
 * `node e2e/tools/bench-import.ts`: imports at the size of a whole disk into a real browser: 2 000 files of
 * 5 GB in nested folders, and a clip of 1 GB; how long input was blocked and what the browser held. Needs 12 GB
 * of disk for some minutes, and Linux. `--files` and `--frames` make it smaller.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { buildIfChanged } from '../../web/build/build-if-changed.ts';
import { writeLongClip, writeManyStudies } from '../bench/scale-material.ts';
import { watchMemory } from '../bench/watch-memory.ts';
import { firstPage, firstRun, openDevice, temporaryFolder } from '../pages/satchel-app.ts';
import { createSatchelServer } from '../pages/satchel-server.ts';
import { expectPicture } from '../pages/viewer-page.ts';
import { findOrInstallChromium } from './find-chromium.ts';

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '2000' },
    frames: { type: 'string', default: '1000' },
  },
});

/** Notes, inside the page, every task that kept input waiting, and how late a timer of 50 ms came. */
async function watchInput(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { longestTaskMs: 0, tasksOver200: 0, latestTimerMs: 0 };
    Object.assign(globalThis, { inputWatch: watch });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        watch.longestTaskMs = Math.max(watch.longestTaskMs, duration);
        if (duration > 200) watch.tasksOver200 += 1;
      }
    }).observe({ type: 'longtask' });
    let before = performance.now();
    setInterval(() => {
      const now = performance.now();
      watch.latestTimerMs = Math.max(watch.latestTimerMs, now - before - 50);
      before = now;
    }, 50);
  });
}

async function importAll(page: Page, url: string, way: RegExp, picked: string): Promise<string> {
  await page.goto(`${url}/import`);
  const again = page.getByRole('button', { name: 'Add more' });
  const choice = page.getByRole('button', { name: way });
  await expect(again.or(choice).first()).toBeVisible();
  if (await again.isVisible()) await again.click();
  const chooser = page.waitForEvent('filechooser');
  await choice.click();
  await watchInput(page);
  const begunAt = performance.now();
  await (await chooser).setFiles(picked);
  const report = page.getByRole('status').filter({ hasText: /Done|Stopped|Ended early/ });
  await expect(report).toBeVisible({ timeout: 1_800_000 });
  const seconds = (performance.now() - begunAt) / 1000;
  const input = await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'inputWatch')));
  return `${seconds.toFixed(0)} s; input ${input}\n  ${(await report.innerText()).split('\n').join(' | ')}`;
}

process.env['SATCHEL_CHROMIUM'] = findOrInstallChromium();
await buildIfChanged();
const folder = temporaryFolder('bench-import');
const server = await createSatchelServer();
await server.start();
try {
  const profile = path.join(folder, 'profile');
  const bytes = await writeManyStudies(path.join(folder, 'many'), Number(options.files));
  const device = await openDevice(profile);
  const page = await firstPage(device);
  await firstRun(page, server.url);
  const peakOfMany = watchMemory(profile);
  const many = await importAll(page, server.url, /^Folder/, path.join(folder, 'many'));
  console.log(`${options.files} files, ${(bytes / 1e9).toFixed(1)} GB: ${many}`);
  console.log(`  peak MB ${JSON.stringify(peakOfMany())}`);
  rmSync(path.join(folder, 'many'), { recursive: true });

  const clip = path.join(folder, 'clip', 'LONG');
  const clipBytes = await writeLongClip(clip, Number(options.frames));
  const peakOfClip = watchMemory(profile);
  const one = await importAll(page, server.url, /^Files/, clip);
  console.log(`a clip of ${(clipBytes / 1e9).toFixed(2)} GB: ${one}`);
  console.log(`  peak MB ${JSON.stringify(peakOfClip())}`);
  const peakOfShowing = watchMemory(profile);
  const begunAt = performance.now();
  await page.getByRole('link', { name: 'Open' }).click();
  await expectPicture(page);
  console.log(`  shown after ${(performance.now() - begunAt).toFixed(0)} ms`);
  await page.keyboard.press('End');
  await expectPicture(page);
  console.log(`  its last frame ${await page.getByTestId('frame-number').innerText()}`);
  console.log(`  peak MB while shown ${JSON.stringify(peakOfShowing())}`);
  await device.close();
} finally {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
}
