/**
 * What a page holds after thousands of slices were scrolled: `node e2e/tools/bench-memory.ts`, with
 * `--slices 2000 --frames 1000`. The figures of PERFORMANCE.md come from it; needs some gigabytes of disk.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../../web/build/build-if-changed.ts';
import { clipOf, MemoryBench, writeSeries } from '../bench/measure-memory.ts';
import { temporaryFolder, writeInstances } from '../pages/satchel-app.ts';
import { createSatchelServer } from '../pages/satchel-server.ts';
import { findOrInstallChromium } from './find-chromium.ts';

const { values: options } = parseArgs({
  options: {
    slices: { type: 'string', default: '2000' },
    frames: { type: 'string', default: '1000' },
  },
});
const slices = Number(options.slices);
const frames = Number(options.frames);
const rleLossless = '1.2.840.10008.1.2.5';

async function playSeries(bench: MemoryBench): Promise<void> {
  await bench.openStudy(/Series/);
  await bench.note('series opened');
  await bench.scroll(1, Math.ceil(slices / 2), slices);
  await bench.note(`${String(Math.ceil(slices / 2))} slices scrolled`);
  await bench.scroll(Math.ceil(slices / 2), slices, slices);
  await bench.note(`${String(slices)} slices scrolled`);
  await bench.scroll(slices, 1, slices);
  await bench.note('and all the way back');
  await bench.layOutFour();
  await bench.scroll(1, slices, slices);
  await bench.note('again, with four images on the screen');
}

async function playClip(bench: MemoryBench): Promise<void> {
  await bench.openStudy(/Clip/);
  await bench.scroll(1, frames, frames);
  await bench.scroll(frames, 1, frames);
  await bench.note(`clip: ${String(frames)} frames scrolled, and back`);
}

async function playOn(isPhone: boolean, url: string, files: readonly string[]): Promise<void> {
  console.log(`\n${isPhone ? 'Phone' : 'Tablet'}`);
  const bench = await MemoryBench.open(url, isPhone);
  const back = bench.page.getByRole('button', { name: 'Back to the study list' });
  try {
    await bench.note('empty list');
    await bench.import(files);
    await bench.note('list, all imported');
    if (isPhone) await bench.openStudy(/Series/);
    if (isPhone) await bench.scroll(1, slices, slices);
    if (isPhone) await bench.note(`${String(slices)} slices scrolled`);
    else await playSeries(bench);
    await back.click();
    await bench.note('back at the list');
    await playClip(bench);
    await back.click();
    await bench.note('back at the list');
  } finally {
    await bench.close();
  }
}

process.env['SATCHEL_CHROMIUM'] = findOrInstallChromium();
await buildIfChanged();
const folder = temporaryFolder('memory');
const server = await createSatchelServer();
await server.start();
try {
  const series = await writeSeries(path.join(folder, 'series'), slices);
  const clip = await writeInstances(path.join(folder, 'clip'), [clipOf(frames)], rleLossless);
  console.log("| what | heap | buffers | page's process | drawing process |");
  console.log('| --- | --- | --- | --- | --- |');
  for (const isPhone of [false, true]) await playOn(isPhone, server.url, [...series, ...clip]);
} finally {
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
}
