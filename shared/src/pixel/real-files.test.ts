import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeCodecs } from '../../testing/node-codecs.ts';
import { decodeFrame } from '../codec/decode-frame.ts';
import { memoryByteSource } from '../dicom/byte-source.ts';
import type { DicomDataset } from '../dicom/dicom-json.ts';
import { readPart10 } from '../dicom/parse-part10.ts';
import { readFrameBytes } from '../dicom/read-frame-bytes.ts';
import { defaultVoi } from './auto-voi.ts';
import { describeImage } from './describe-image.ts';
import type { DecodedFrame } from './image-description.ts';
import { imagePlaneOf, orderAlongNormal } from './image-plane.ts';
import { modalityLutOf, modalityValue } from './modality-lut.ts';
import { overlayPlanesOf } from './overlay-plane.ts';
import { pixelAspectOf, pixelSpacingOf } from './pixel-spacing.ts';
import { renderGreyOrColour } from './render-preview.ts';
import { suvFactorOf } from './suv.ts';
import { ultrasoundRegionsOf } from './ultrasound-regions.ts';
import { voiBrightness, voiChoicesOf } from './voi-lut.ts';

/** Real files with the readings that are expected of them; they are no part of the project. */
const root = path.resolve(import.meta.dirname, '../../../../shared/dicom');
const hasFiles = existsSync(path.join(root, 'MANIFEST.tsv'));
if (!hasFiles) console.log('skipped: display of real files (../shared/dicom is not here)');

const codecs = nodeCodecs();

async function load(file: string): Promise<{ dataset: DicomDataset; frame: DecodedFrame }> {
  const source = memoryByteSource(readFileSync(path.join(root, file)));
  const parsed = await readPart10(source);
  if (!parsed.ok || parsed.value.pixel === null) throw new Error(`${file} has no image`);
  const { pixel, dataset, TransferSyntaxUID } = parsed.value;
  const image = describeImage(dataset, TransferSyntaxUID, pixel.element);
  const bytes = await readFrameBytes(source, pixel, 0);
  if (!image.ok || !bytes.ok) throw new Error(`${file} is not described`);
  const frame = await decodeFrame(bytes.value, image.value, TransferSyntaxUID, codecs);
  if (!frame.ok) throw new Error(`${file} is not decoded`);
  return { dataset, frame: frame.value };
}

async function spacingOf(name: string) {
  const { dataset } = await load(`modalities/dx-cr/variants/${name}.dcm`);
  const spacing = pixelSpacingOf(dataset, 0);
  const mmFor100 = (mm: number | null) => (mm === null ? null : Math.round(mm * 100 * 1e6) / 1e6);
  return [
    spacing.calibration,
    mmFor100(spacing.rowSpacingMm),
    mmFor100(spacing.columnSpacingMm),
    Math.round(pixelAspectOf(dataset, 0) * 1e6) / 1e6,
  ];
}

describe.runIf(hasFiles)('real files', { timeout: 60_000 }, () => {
  it.each([
    ['spacing-imager-only', 'detector', 20, 20, 1],
    ['spacing-both-equal', 'detector', 20, 20, 1],
    ['spacing-both-differ', 'calibrated', 16, 16, 1],
    ['spacing-magnification', 'magnification-corrected', 16, 16, 1],
    ['spacing-nominal-scanned', 'film-scan', 15, 15, 1],
    ['spacing-pixel-only', 'detector', 20, 20, 1],
    ['spacing-nonsquare', 'detector', 40, 20, 2],
    ['spacing-aspect-only', 'none', null, null, 2],
    ['spacing-none', 'none', null, null, 1],
    ['spacing-zero', 'none', null, null, 1],
  ])('measure as expected: %s', async (name, ...expected) => {
    expect(await spacingOf(name)).toEqual(expected);
  });

  it('offer their windows, and one is made where theirs is none', async () => {
    const choices = async (name: string) => {
      const { dataset, frame } = await load(`modalities/dx-cr/variants/${name}.dcm`);
      return [voiChoicesOf(dataset, 0).length, defaultVoi(dataset, 0, frame).source];
    };
    expect(await choices('voi-many-windows')).toEqual([3, 'header-window']);
    expect(await choices('voi-lut-sequence')).toEqual([1, 'header-lut']);
    expect(await choices('voi-width-zero')).toEqual([0, 'auto']);
    expect(await choices('no-window')).toEqual([0, 'auto']);
  });

  it('are shown through their VOI LUT: 65535 √(x / 1023)', async () => {
    const { dataset } = await load('modalities/dx-cr/variants/voi-lut-sequence.dcm');
    const [choice] = voiChoicesOf(dataset, 0);
    if (choice === undefined) throw new Error('no VOI LUT');
    for (const x of [0, 1, 100, 500, 1023]) {
      expect(voiBrightness(choice.voi, x)).toBeCloseTo(Math.sqrt(x / 1023), 4);
    }
  });

  it('are black below and white above the centre of a window of width 1', async () => {
    const { dataset, frame } = await load('modalities/dx-cr/variants/voi-width-one.dcm');
    const shown = new Set(renderGreyOrColour(frame, dataset, 0).rgba);
    expect(shown).toEqual(new Set([0, 255]));
  });

  it('give the SUV of the truth table: spheres, soft tissue and lung', async () => {
    const folder = path.join(root, 'series/pet-synthetic');
    const truth = JSON.parse(readFileSync(path.join(folder, 'SUV-TRUTH.json'), 'utf8')) as {
      soft_tissue_suv: number;
      spheres: { suvbw: number }[];
    };
    const highest = new Set<number>();
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.dcm'))) {
      const { dataset, frame } = await load(`series/pet-synthetic/${name}`);
      const suv = suvFactorOf(dataset);
      if (!suv.ok) throw new Error(suv.failure.reason);
      const value = modalityValue(modalityLutOf(dataset, 0), frame.maxValue);
      highest.add(Math.round(value * suv.value.factor * 100) / 100);
    }
    const expected = [truth.soft_tissue_suv, ...truth.spheres.map(({ suvbw }) => suvbw)];
    expect([...highest].toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
  });

  it('refuse an SUV that is not attenuation corrected, naming the attribute', async () => {
    const { dataset } = await load('modalities/pet/ge-modality-lut.dcm');
    expect(suvFactorOf(dataset)).toMatchObject({
      ok: false,
      failure: { reason: 'NOT_CORRECTED', attributes: ['CorrectedImage'] },
    });
  });

  it('come into spatial order where frames were stored out of it', async () => {
    const { dataset } = await load('modalities/enhanced/ct-10frames-shuffled-jls.dcm');
    const planes = Array.from({ length: 10 }, (_, index) => imagePlaneOf(dataset, index));
    // Stack order as stored: 2 6 7 1 10 5 8 3 9 4.
    const expected = [3, 0, 7, 9, 5, 1, 2, 6, 8, 4];
    const order = orderAlongNormal(planes);
    expect([expected, expected.toReversed()]).toContainEqual(order);
  });

  it('are calibrated inside their ultrasound regions only', async () => {
    const { dataset } = await load('modalities/us/palette-no-pixel-spacing.dcm');
    const [region] = ultrasoundRegionsOf(dataset);
    if (region === undefined) throw new Error('no region');
    const inside = { x: (region.minX + region.maxX) / 2, y: (region.minY + region.maxY) / 2 };
    expect(pixelSpacingOf(dataset, 0, [inside]).calibration).toBe('us-region');
    expect(pixelSpacingOf(dataset, 0, [inside, { x: 0, y: 0 }]).calibration).toBe('none');
  });

  it('measure as they draw their scale: the heart lies under a region that says nothing', async () => {
    const { dataset } = await load('modalities/us/cine8-rgb-regions.dcm');
    const drawn = pixelSpacingOf(dataset, 0);
    expect(drawn.rowSpacingMm).toBeCloseTo(2.29375, 5);
    expect(pixelSpacingOf(dataset, 0, [{ x: 160, y: 100 }])).toEqual(drawn);
  });

  it('have all their overlays, two of them in high bits of the pixel cells', async () => {
    const four = await load('modalities/overlay/six-overlays.dcm');
    expect(overlayPlanesOf(four.dataset)).toHaveLength(4);
    const one = await load('modalities/overlay/mr-overlay.dcm');
    expect(overlayPlanesOf(one.dataset)).toHaveLength(1);
  });
});
