import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { DicomDataset } from '../../shared/src/dicom/dicom-json.ts';
import { writePart10 } from '../../shared/src/dicom/write-part10.ts';
import { renderGreyOrColour } from '../../shared/src/pixel/render-preview.ts';
import { encodeWithCodec } from '../../shared/testing/encode-codestream.ts';
import { encodeLosslessJpeg } from '../../shared/testing/encode-jpeg.ts';
import { hasRealFiles, realFiles, readRealFile } from '../../shared/testing/real-files.ts';
import { ctSlice, type SyntheticInstance } from '../../shared/testing/synthetic-instance.ts';
import { firstRun, importBy } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import { drawnGreys, expectPicture, onScreen } from '../pages/viewer-page.ts';
import { greyFrameOf, storedWords } from '../pages/viewer-studies.ts';

test.beforeEach(async ({ page, server }) => {
  await firstRun(page, server.url);
});

const size = 64;
const one = '1.2.840.10008.1.2';
/** Each codec by a transfer syntax; `isLossless` ones must give exactly what was encoded. */
const syntaxes = [
  [one, 'implicit little endian', true],
  [`${one}.1`, 'explicit little endian', true],
  [`${one}.2`, 'explicit big endian', true],
  [`${one}.1.99`, 'deflated', true],
  [`${one}.5`, 'RLE', true],
  [`${one}.4.70`, 'JPEG lossless', true],
  [`${one}.4.80`, 'JPEG-LS', true],
  [`${one}.4.81`, 'JPEG-LS near-lossless', false],
  [`${one}.4.90`, 'JPEG 2000', true],
  [`${one}.4.201`, 'HTJ2K', true],
] as const;

function sliceFor(index: number, codec: string): SyntheticInstance {
  const study = { seed: `codec/${codec}`, PatientName: `Codec${index}^Test` };
  return ctSlice({ study, index: 0, count: 1, rows: size });
}

async function encoded(
  instance: SyntheticInstance,
  TransferSyntaxUID: string,
): Promise<Uint8Array> {
  if (!TransferSyntaxUID.endsWith('.4.70'))
    return await encodeWithCodec(instance, TransferSyntaxUID);
  const values = storedWords(instance);
  const source = {
    width: size,
    height: size,
    values,
    componentCount: 1,
    bitsPerSample: 12,
  } as const;
  const frames = [encodeLosslessJpeg(source)];
  return writePart10({ TransferSyntaxUID, dataset: instance.dataset, frames });
}

function greysOf(values: Uint16Array, dataset: DicomDataset): readonly number[] {
  const { rgba } = renderGreyOrColour(greyFrameOf(values, size, size), dataset, 0);
  return [...rgba].filter((_, index) => index % 4 === 0);
}

async function openByName(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox').fill(name);
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click();
  await expectPicture(page);
}

test('one image of each codec is shown with the network away, pixel by pixel as it was made', async ({
  page,
  server,
  folder,
}) => {
  test.setTimeout(400_000);
  const files: string[] = [];
  for (const [index, [syntax, codec]] of syntaxes.entries()) {
    const file = path.join(folder, String(index));
    writeFileSync(file, await encoded(sliceFor(index, codec), syntax));
    files.push(file);
  }
  await expect(await importBy(page, 'Files', files)).toContainText(
    `${syntaxes.length} files added`,
  );
  await page.goto(`${server.url}/settings`);
  await expect(page.getByText(/Ready for offline/)).toBeVisible({ timeout: 120_000 });
  await server.stop();
  for (const [index, [, codec, isLossless]] of syntaxes.entries()) {
    await page.goto(server.url);
    await openByName(page, `Codec${index}`);
    const { dataset, ...instance } = sliceFor(index, codec);
    const values = storedWords({ dataset, ...instance });
    const expected = greysOf(values, dataset);
    const drawn = await drawnGreys(page);
    const worst = Math.max(...drawn.map((grey, i) => Math.abs(grey - (expected[i] ?? 999))));
    expect(drawn, codec).toHaveLength(expected.length);
    expect(worst, codec).toBeLessThanOrEqual(isLossless ? 0 : 3);
    if (!isLossless) {
      await expect(page.getByText(/^Lossy/)).toBeVisible();
      continue;
    }
    // A grey level stands for more than one value: under the mouse is the value itself.
    for (const [x, y] of [
      [32, 32],
      [22, 30],
      [3, 5],
      [32, 46],
    ] as const) {
      const at = await onScreen(page, { x, y });
      await page.mouse.move(at.x, at.y);
      const hounsfield = ((values[y * size + x] ?? 0) - 1024).toLocaleString('en');
      await expect(page.locator('.corner-mouse'), codec).toHaveText(
        new RegExp(`^${x}, ${y}\\s+${hounsfield} HU$`),
      );
    }
  }
});

test('real files: one frame of each modality is shown without a sentence of failure', async ({
  page,
  server,
  folder,
}) => {
  test.skip(!hasRealFiles, 'the folder of real files is not beside the repository');
  test.setTimeout(400_000);
  const modalities = new Map<string, string>();
  for (const file of realFiles()) {
    const isImage = file.path.startsWith('modalities/') || file.path.startsWith('series/');
    const isShown = isImage && file.rows !== '' && file.pixelSha256 !== '';
    if (!isShown || file.modality === '' || modalities.has(file.modality)) continue;
    const copy = path.join(folder, `${file.modality}.dcm`);
    writeFileSync(copy, readRealFile(file));
    modalities.set(file.modality, copy);
  }
  expect(modalities.size).toBeGreaterThan(8);
  await importBy(page, 'Folder', folder);
  await page.goto(server.url);
  const shown = new Set<string>();
  await expect(page.locator('a.study-row-main').first()).toBeVisible();
  const studies = new Set<string>();
  for (let screen = 0; screen < 10; screen += 1) {
    for (const link of await page.locator('a.study-row-main').all()) {
      studies.add((await link.getAttribute('href')) ?? '');
    }
    await page.mouse.move(500, 500);
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(100);
  }
  for (const href of studies) {
    await page.goto(server.url + href);
    await expectPicture(page);
    const series = page.getByRole('navigation', { name: 'Series' }).getByRole('button');
    const count = await series.count();
    for (let index = 0; index < Math.max(1, count); index += 1) {
      if (count > 0) await series.nth(index).click();
      await expectPicture(page);
      shown.add((await page.locator('.corner-start.corner-top').textContent()) ?? '');
    }
  }
  const words = [...shown].join('\n');
  for (const modality of modalities.keys()) expect(words).toContain(modality);
});
