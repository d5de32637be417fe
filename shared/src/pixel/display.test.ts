import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfWords, datasetOf } from '../../testing/dataset-of.ts';
import { autoVoi, defaultVoi } from './auto-voi.ts';
import { displayPipelineOf, toRgba } from './display-pipeline.ts';
import { buildGreyLut } from './grey-lut.ts';
import type { DecodedFrame, StoredValues } from './image-description.ts';
import { paintGrey } from './paint-grey.ts';
import { isPadding, pixelPaddingOf } from './pixel-padding.ts';
import { isPolarityInverted } from './presentation-polarity.ts';
import { fitThumbnail, renderGreyOrColour, renderSmall } from './render-preview.ts';
import { windowPresetsFor } from './window-presets.ts';

function frameOf(values: StoredValues, changes: Partial<DecodedFrame> = {}): DecodedFrame {
  const numbers = Array.from(values);
  return {
    Rows: 1,
    Columns: values.length,
    SamplesPerPixel: 1,
    values,
    PhotometricInterpretation: 'MONOCHROME2',
    minValue: Math.min(...numbers),
    maxValue: Math.max(...numbers),
    lossy: false,
    ...changes,
  };
}

function greys(frame: DecodedFrame, attributes: Parameters<typeof datasetOf>[0]): number[] {
  const { rgba } = renderGreyOrColour(frame, datasetOf(attributes), 0);
  return Array.from(rgba).filter((_, index) => index % 4 === 0);
}

function rgb(frame: DecodedFrame, attributes: Parameters<typeof datasetOf>[0]): number[] {
  const { rgba } = renderGreyOrColour(frame, datasetOf(attributes), 0);
  return Array.from(rgba);
}

const windowed = { WindowCenter: 128, WindowWidth: 256 } as const;

describe('polarity', () => {
  it('inverts MONOCHROME1 once, also with shape INVERSE beside it', () => {
    const frame = frameOf(Uint8Array.of(0, 255), { PhotometricInterpretation: 'MONOCHROME1' });
    const mono1 = { ...windowed, PhotometricInterpretation: 'MONOCHROME1' } as const;
    expect(greys(frame, mono1)).toEqual([255, 0]);
    expect(greys(frame, { ...mono1, PresentationLUTShape: 'INVERSE' })).toEqual([255, 0]);
    expect(greys(frame, { ...windowed, PresentationLUTShape: 'INVERSE' })).toEqual([255, 0]);
    expect(greys(frame, windowed)).toEqual([0, 255]);
  });

  it('lets a presentation state alone decide (PS3.4 N.2.1.4)', () => {
    const mono1 = datasetOf({ PhotometricInterpretation: 'MONOCHROME1' });
    expect(isPolarityInverted(mono1, 'IDENTITY')).toBe(false);
    expect(isPolarityInverted(mono1, 'INVERSE')).toBe(true);
  });
});

describe('pixel padding', () => {
  it('reads value and range limit in either order, in the sign of the pixels', () => {
    const range = datasetOf({ PixelPaddingValue: 10, PixelPaddingRangeLimit: 3 });
    expect(pixelPaddingOf(range)).toEqual({ lowest: 3, highest: 10 });
    const signed = datasetOf({ PixelRepresentation: 1, PixelPaddingValue: 63536 });
    expect(pixelPaddingOf(signed)).toEqual({ lowest: -2000, highest: -2000 });
    expect(pixelPaddingOf(datasetOf({}))).toBeNull();
    expect(isPadding({ lowest: 3, highest: 10 }, 3)).toBe(true);
    expect(isPadding({ lowest: 3, highest: 10 }, 11)).toBe(false);
    expect(isPadding(null, 3)).toBe(false);
  });

  it('is black in either polarity and stays out of the automatic window', () => {
    const frame = frameOf(Int16Array.of(-2000, 0, 100));
    const attributes = {
      PixelRepresentation: 1,
      PixelPaddingValue: -2000,
      PhotometricInterpretation: 'MONOCHROME1',
    } as const;
    expect(greys(frame, attributes)[0]).toBe(0);
    const { voi } = autoVoi(datasetOf(attributes), 0, frame);
    expect(voi).toEqual({ kind: 'window', center: 50, width: 100, function: 'LINEAR_EXACT' });
  });
});

describe('defaultVoi', () => {
  it('takes the header before it makes one, and says which', () => {
    const frame = frameOf(Uint16Array.of(0, 1000));
    expect(defaultVoi(datasetOf(windowed), 0, frame).source).toBe('header-window');
    expect(defaultVoi(datasetOf({ WindowCenter: 1, WindowWidth: 0 }), 0, frame)).toMatchObject({
      id: 'auto',
      source: 'auto',
    });
  });

  it('is never blank by accident: a frame of one value, one of padding only', () => {
    for (const value of [0, 7]) {
      const { voi } = defaultVoi(
        datasetOf({ PixelPaddingValue: 0 }),
        0,
        frameOf(Uint8Array.of(value)),
      );
      expect(voi).toMatchObject({ kind: 'window', width: 1 });
    }
  });

  it('cuts one percent at either end', () => {
    const values = Uint16Array.from({ length: 1000 }, (_, i) => i);
    const { voi } = autoVoi(datasetOf({}), 0, frameOf(values));
    expect(voi).toMatchObject({ center: 500, width: 980 });
  });

  it('shows the specks of a frame that is else of one value', () => {
    const values = Uint16Array.from({ length: 1000 }, (_, i) => (i === 501 ? 90 : 10));
    const { voi } = autoVoi(datasetOf({}), 0, frameOf(values));
    expect(voi).toMatchObject({ center: 50, width: 80 });
  });

  it('shows bits and segmentations over all that they can be, though a frame is empty', () => {
    const empty = frameOf(Uint8Array.of(0, 0, 0));
    expect(autoVoi(datasetOf({ BitsStored: 1 }), 0, empty).voi).toMatchObject({
      center: 0.5,
      width: 1,
    });
    const fractional = datasetOf({ Modality: 'SEG', MaximumFractionalValue: 200 });
    expect(autoVoi(fractional, 0, empty).voi).toMatchObject({ center: 100, width: 200 });
  });

  it('shows PET of known SUV without a window from 0 to SUV 5', () => {
    const pet = datasetOf({
      Modality: 'PT',
      Units: 'GML',
      RescaleSlope: 1,
      CorrectedImage: ['ATTN', 'DECY'],
    });
    const choice = defaultVoi(pet, 0, frameOf(Uint16Array.of(0, 1, 40)));
    expect(choice).toMatchObject({ id: 'pet-suv-5', source: 'preset' });
    expect(choice.voi).toMatchObject({ center: 2.5, width: 5 });
  });

  it('shows PET from 0', () => {
    const values = Uint16Array.from({ length: 1000 }, (_, i) => i + 500);
    const { voi } = autoVoi(datasetOf({ Modality: 'PT' }), 0, frameOf(values));
    expect(voi).toMatchObject({ center: 745, width: 1490 });
  });
});

describe('grey table', () => {
  const pipeline = {
    modality: { kind: 'rescale', slope: 0.5, intercept: -10, unit: null },
    voi: { kind: 'window', center: 40, width: 90, function: 'LINEAR' },
    isInverted: false,
    padding: null,
  } as const;

  it('gives the same pixels as the formula, for any range and window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 1, maxLength: 50 }),
        fc.boolean(),
        (values, isInverted) => {
          const frame = frameOf(Int16Array.from(values));
          const settings = { ...pipeline, isInverted };
          const byTable = new Uint32Array(values.length);
          const byFormula = new Uint32Array(values.length);
          paintGrey(frame, settings, byTable);
          paintGrey(frame, settings, byFormula, null);
          expect(byTable).toEqual(byFormula);
        },
      ),
    );
  });

  it('makes no table of floats, nor of four thousand million entries', () => {
    expect(buildGreyLut({ minValue: 0, maxValue: 0.9 }, pipeline)).toBeNull();
    expect(buildGreyLut({ minValue: 0, maxValue: 2 ** 32 - 1 }, pipeline)).toBeNull();
    expect(buildGreyLut({ minValue: 0, maxValue: 65535 }, pipeline)?.pixels.length).toBe(65536);
  });

  it('shows floats directly, and what is not a number as black', () => {
    const frame = frameOf(Float32Array.of(0, 0.5, 1, Number.NaN), { minValue: 0, maxValue: 1 });
    const shown = greys(frame, {
      WindowCenter: 0.5,
      WindowWidth: 1,
      VOILUTFunction: 'LINEAR_EXACT',
    });
    expect(shown).toEqual([0, 128, 255, 0]);
  });
});

describe('colour', () => {
  const colour = { SamplesPerPixel: 3, Columns: 1 } as const;

  it('copies RGB', () => {
    const frame = frameOf(Uint8Array.of(10, 20, 30), {
      ...colour,
      PhotometricInterpretation: 'RGB',
    });
    const attributes = {
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      BitsStored: 8,
    } as const;
    expect(rgb(frame, attributes)).toEqual([10, 20, 30, 255]);
  });

  it('scales 16-bit RGB', () => {
    const frame = frameOf(Uint16Array.of(0, 65535, 32768), {
      ...colour,
      PhotometricInterpretation: 'RGB',
    });
    const attributes = {
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      BitsStored: 16,
    } as const;
    expect(rgb(frame, attributes)).toEqual([0, 255, 128, 255]);
  });

  it.each([
    ['white', [255, 128, 128], [255, 255, 255]],
    ['red', [76, 85, 255], [254, 0, 0]],
    ['green', [150, 44, 21], [0, 255, 1]],
    ['blue', [29, 255, 107], [0, 0, 254]],
  ] as const)('converts YBR_FULL: %s', (_, ybr, expected) => {
    const frame = frameOf(Uint8Array.from(ybr), {
      ...colour,
      PhotometricInterpretation: 'YBR_FULL',
    });
    const attributes = {
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'YBR_FULL',
      BitsStored: 8,
    } as const;
    const shown = rgb(frame, attributes).slice(0, 3);
    for (const [index, value] of expected.entries()) {
      expect(Math.abs((shown[index] ?? 0) - value)).toBeLessThanOrEqual(1);
    }
  });

  it('stretches YBR_PARTIAL: luma 16 to 235 is black to white', () => {
    const attributes = {
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'YBR_PARTIAL_422',
      BitsStored: 8,
    } as const;
    const show = (luma: number) =>
      rgb(
        frameOf(Uint8Array.of(luma, 128, 128), {
          ...colour,
          PhotometricInterpretation: 'YBR_PARTIAL_422',
        }),
        attributes,
      );
    expect(show(16)).toEqual([0, 0, 0, 255]);
    expect(show(235)).toEqual([255, 255, 255, 255]);
  });

  const palette = {
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'PALETTE COLOR',
    BitsStored: 8,
    RedPaletteColorLookupTableDescriptor: [2, 1, 16],
    GreenPaletteColorLookupTableDescriptor: [2, 1, 16],
    BluePaletteColorLookupTableDescriptor: [2, 1, 16],
    RedPaletteColorLookupTableData: bytesOfWords([0xff00, 0x1000]),
    GreenPaletteColorLookupTableData: bytesOfWords([0, 0x2000]),
    BluePaletteColorLookupTableData: bytesOfWords([0, 0x3000]),
  } as const;

  it('looks up 16-bit palettes; values outside give the first and the last entry', () => {
    const frame = frameOf(Uint8Array.of(0, 1, 2, 9), {
      PhotometricInterpretation: 'PALETTE COLOR',
    });
    expect(rgb(frame, palette)).toEqual(
      [
        [255, 0, 0, 255],
        [255, 0, 0, 255],
        [16, 32, 48, 255],
        [16, 32, 48, 255],
      ].flat(),
    );
  });

  it('shows a palette image without its palette as grey', () => {
    const frame = frameOf(Uint8Array.of(0, 255), { PhotometricInterpretation: 'PALETTE COLOR' });
    const attributes = {
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'PALETTE COLOR',
      ...windowed,
    } as const;
    expect(greys(frame, attributes)).toEqual([0, 255]);
  });

  it('inverts and windows colour where the viewer asks for it', () => {
    const dataset = datasetOf({
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      BitsStored: 8,
    });
    const frame = frameOf(Uint8Array.of(0, 100, 255), {
      ...colour,
      PhotometricInterpretation: 'RGB',
    });
    const target = new Uint32Array(1);
    toRgba(frame, displayPipelineOf(dataset, 0), { voi: null, isInverted: true }, target);
    expect(Array.from(new Uint8Array(target.buffer))).toEqual([255, 155, 0, 255]);
    const voi = { kind: 'window', center: 50, width: 100, function: 'LINEAR_EXACT' } as const;
    toRgba(frame, displayPipelineOf(dataset, 0), { voi, isInverted: false }, target);
    expect(Array.from(new Uint8Array(target.buffer))).toEqual([0, 255, 255, 255]);
  });
});

describe('small pictures', () => {
  it('fit in the square in the proportions of the pixels', () => {
    expect(fitThumbnail(200, 100, 1, 50)).toEqual({ displayWidth: 50, displayHeight: 25 });
    expect(fitThumbnail(100, 100, 2, 50)).toEqual({ displayWidth: 25, displayHeight: 50 });
    expect(fitThumbnail(10, 10, 1, 50)).toEqual({ displayWidth: 10, displayHeight: 10 });
    expect(fitThumbnail(5000, 1, 1, 50)).toEqual({ displayWidth: 50, displayHeight: 1 });
  });

  it('are averaged before they are drawn', () => {
    const values = Uint8Array.from({ length: 64 * 64 }, (_, i) => (i % 2 === 0 ? 0 : 255));
    const frame = frameOf(values, { Rows: 64, Columns: 64, minValue: 0, maxValue: 255 });
    const { image } = renderSmall(frame, datasetOf(windowed), 0, 16);
    expect([image.width, image.height]).toEqual([16, 16]);
    expect(new Set(image.rgba)).toEqual(new Set([128, 255]));
  });
});

describe('windowPresetsFor', () => {
  const first = { kind: 'window', center: 100, width: 50, function: 'SIGMOID' } as const;

  it('offers CT windows only in HU', () => {
    const context = { Modality: 'CT', first, suvFactor: null } as const;
    const ids = windowPresetsFor({ ...context, unit: 'HU' }).map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['ct-soft-tissue', 'ct-lung', 'ct-bone']);
    expect(windowPresetsFor({ ...context, unit: null })).toEqual([]);
  });

  it('varies the header’s width for radiography and keeps its function', () => {
    const context = { Modality: 'DX', unit: null, first, suvFactor: null } as const;
    expect(windowPresetsFor(context)[0]?.voi).toEqual({ ...first, width: 70 });
  });

  it('puts PET presets into the unit of the values', () => {
    const context = { Modality: 'PT', unit: 'BQML', first, suvFactor: 0.001 } as const;
    expect(windowPresetsFor(context)[0]?.voi).toMatchObject({ center: 2500, width: 5000 });
    expect(windowPresetsFor({ ...context, suvFactor: null })).toEqual([]);
  });
});
