import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DicomDataset, DicomElement } from '../dicom/dicom-json.ts';
import type { DecodedFrame } from '../pixel/image-description.ts';
import type { ImagePoint } from './mark.ts';
import { measureRegion } from './measure-region.ts';
import { measureLength } from './measure-length.ts';
import type { Measurement } from './measurement.ts';

const text = (vr: string, ...Value: (string | number)[]): DicomElement => ({ vr, Value });

const ct: DicomDataset = {
  '00080016': text('UI', '1.2.840.10008.5.1.4.1.1.2'),
  '00080060': text('CS', 'CT'),
  '00280002': text('US', 1),
  '00280004': text('CS', 'MONOCHROME2'),
  '00280030': text('DS', 0.1, 0.2),
  '00280103': text('US', 0),
  '00281052': text('DS', -1024),
  '00281053': text('DS', 1),
};
const uncalibrated: DicomDataset = { '00080060': text('CS', 'OT') };
const dx: DicomDataset = {
  '00080060': text('CS', 'DX'),
  '00181164': text('DS', 0.15, 0.15),
};
const region = (minX: number, maxX: number, unit: number): DicomDataset => ({
  '00186018': text('UL', minX),
  '0018601A': text('UL', 0),
  '0018601C': text('UL', maxX),
  '0018601E': text('UL', 399),
  '00186024': text('US', unit),
  '00186026': text('US', unit),
  '0018602C': text('FD', 0.05),
  '0018602E': text('FD', 0.05),
});
const us: DicomDataset = {
  '00080060': text('CS', 'US'),
  '00186011': { vr: 'SQ', Value: [region(0, 199, 3), region(200, 399, 3), region(400, 599, 4)] },
};

const at = (x: number, y: number): ImagePoint => ({ x, y });

function valueOf(measurement: Measurement, name: string): number {
  const found = measurement.values.find((value) => value.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.value;
}

/** Stored values by a function of column and row. */
function frameOf(size: number, valueAt: (x: number, y: number) => number): DecodedFrame {
  const values = new Uint16Array(size * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) values[y * size + x] = valueAt(x, y);
  }
  return {
    Rows: size,
    Columns: size,
    SamplesPerPixel: 1,
    values,
    PhotometricInterpretation: 'MONOCHROME2',
    minValue: 0,
    maxValue: 65535,
    lossy: false,
  };
}

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const anyPoint = fc.record({ x: coordinate, y: coordinate });

describe('length', () => {
  it('takes both spacings of pixels that are not square', () => {
    const measured = measureLength([at(0, 0), at(30, 40)], ct, 0);
    expect(valueOf(measured, 'length')).toBeCloseTo(7.211, 3);
    expect(measured.values[0]?.unit).toBe('mm');
    expect(measured.calibration).toBe('patient-plane');
  });

  it('gives pixels and says so where nothing calibrates', () => {
    const measured = measureLength([at(0, 0), at(30, 40)], uncalibrated, 0);
    expect(measured).toEqual({
      values: [{ name: 'length', value: 50, unit: 'px' }],
      calibration: 'none',
      warnings: ['uncalibrated'],
    });
  });

  it('says that a projection is measured at the detector', () => {
    const measured = measureLength([at(0, 0), at(100, 0)], dx, 0);
    expect(valueOf(measured, 'length')).toBeCloseTo(15, 9);
    expect(measured.warnings).toEqual(['at-detector']);
  });

  it('measures ultrasound by its region and refuses mm across regions and on other axes', () => {
    const inside = measureLength([at(10, 10), at(110, 10)], us, 0);
    expect(valueOf(inside, 'length')).toBeCloseTo(50, 9);
    expect(inside.calibration).toBe('us-region');
    const across = measureLength([at(10, 10), at(300, 10)], us, 0);
    expect([across.values[0]?.unit, across.warnings]).toEqual(['px', ['across-regions']]);
    expect(measureLength([at(410, 10), at(450, 10)], us, 0).warnings).toEqual(['not-a-distance']);
    expect(measureLength([at(10, 10), at(10, 900)], us, 0).warnings).toEqual(['outside-regions']);
  });

  it('does not change when the points move together or change places, and scales with them', () => {
    fc.assert(
      fc.property(anyPoint, anyPoint, coordinate, coordinate, (a, b, dx, dy) => {
        const length = valueOf(measureLength([a, b], ct, 0), 'length');
        const moved = [at(a.x + dx, a.y + dy), at(b.x + dx, b.y + dy)];
        expect(valueOf(measureLength(moved, ct, 0), 'length')).toBeCloseTo(length, 6);
        expect(valueOf(measureLength([b, a], ct, 0), 'length')).toBe(length);
        const doubled = [at(a.x * 2, a.y * 2), at(b.x * 2, b.y * 2)];
        expect(valueOf(measureLength(doubled, ct, 0), 'length')).toBeCloseTo(length * 2, 6);
      }),
    );
  });

  it('does not change when the points are turned about any point of a frame of square pixels', () => {
    const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    fc.assert(
      fc.property(anyPoint, anyPoint, anyPoint, angle, (a, b, about, turn) => {
        const turned = ({ x, y }: ImagePoint): ImagePoint =>
          at(
            about.x + Math.cos(turn) * (x - about.x) - Math.sin(turn) * (y - about.y),
            about.y + Math.sin(turn) * (x - about.x) + Math.cos(turn) * (y - about.y),
          );
        const length = valueOf(measureLength([a, b], dx, 0), 'length');
        const after = valueOf(measureLength([turned(a), turned(b)], dx, 0), 'length');
        expect(after).toBeCloseTo(length, 6);
      }),
    );
  });
});

describe('ellipse', () => {
  const flat = { dataset: ct, frameIndex: 0, frame: frameOf(100, () => 1064), suvFactor: null };

  it('measures area in mm² and statistics in Hounsfield units', () => {
    const measured = measureRegion('ellipse', [at(10, 20), at(50, 60)], flat);
    expect(valueOf(measured, 'area')).toBeCloseTo(Math.PI * 20 * 0.2 * 20 * 0.1, 9);
    expect(measured.values.filter(({ unit }) => unit === 'HU')).toEqual([
      { name: 'mean', value: 40, unit: 'HU' },
      { name: 'standard-deviation', value: 0, unit: 'HU' },
      { name: 'minimum', value: 40, unit: 'HU' },
      { name: 'maximum', value: 40, unit: 'HU' },
    ]);
    expect(measured.warnings).toEqual([]);
  });

  it('counts the pixels whose centre is inside, each once', () => {
    const ramp = { ...flat, frame: frameOf(100, (x, y) => x + y) };
    const radius = 7;
    let count = 0;
    let sum = 0;
    for (let y = 0; y < 100; y += 1) {
      for (let x = 0; x < 100; x += 1) {
        if ((x - 40) ** 2 + (y - 30) ** 2 > radius ** 2) continue;
        count += 1;
        sum += x + y - 1024;
      }
    }
    const measured = measureRegion('ellipse', [at(33, 23), at(47, 37)], ramp);
    expect(valueOf(measured, 'pixel-count')).toBe(count);
    expect(valueOf(measured, 'mean')).toBeCloseTo(sum / count, 9);
  });

  it('gives the same whichever corners it was drawn from', () => {
    const ramp = { ...flat, frame: frameOf(100, (x, y) => 3 * x + y) };
    const corner = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(corner, corner, corner, corner, (x0, y0, x1, y1) => {
        const measured = measureRegion('ellipse', [at(x0, y0), at(x1, y1)], ramp);
        expect(measureRegion('ellipse', [at(x1, y0), at(x0, y1)], ramp)).toEqual(measured);
      }),
    );
  });

  it('adds SUV where a factor is known, and names stored values where no unit is', () => {
    const pet = { ...flat, suvFactor: 0.5 };
    expect(valueOf(measureRegion('ellipse', [at(10, 10), at(20, 20)], pet), 'suv-mean')).toBe(20);
    const plain = { ...flat, dataset: { ...uncalibrated, '00280002': text('US', 1) } };
    const measured = measureRegion('ellipse', [at(10, 10), at(20, 20)], plain);
    expect(measured.values.find(({ name }) => name === 'mean')).toEqual({
      name: 'mean',
      value: 1064,
      unit: 'stored',
    });
    expect(measured.values[0]?.unit).toBe('px²');
  });

  it('does not call values that a slope made stored ones', () => {
    const rescaled = { ...uncalibrated, '00280002': text('US', 1), '00281053': text('DS', 2) };
    const measured = measureRegion('ellipse', [at(10, 10), at(20, 20)], {
      ...flat,
      dataset: rescaled,
    });
    expect(measured.values.find(({ name }) => name === 'mean')).toMatchObject({
      value: 2128,
      unit: 'rescaled',
    });
  });

  it('warns of loss that happened before the file was written as it is', () => {
    const before = { ...flat, dataset: { ...ct, '00282110': text('CS', '01') } };
    expect(measureRegion('ellipse', [at(10, 10), at(20, 20)], before).warnings).toEqual(['lossy']);
  });

  it('gives colour frames an area and no values', () => {
    const colour = {
      ...flat,
      dataset: { ...uncalibrated, '00280002': text('US', 3), '00280004': text('CS', 'RGB') },
      frame: { ...flat.frame, SamplesPerPixel: 3, values: new Uint8Array(30_000) },
    };
    const measured = measureRegion('ellipse', [at(10, 10), at(20, 20)], colour);
    expect(measured.values.map(({ name }) => name)).toEqual(['area']);
    expect(measured.warnings).toContain('colour');
  });

  it('says when some of it lies outside of the frame, or values went through a codec that loses', () => {
    expect(measureRegion('ellipse', [at(-5, 10), at(20, 20)], flat).warnings).toEqual([
      'partly-outside',
    ]);
    const lossy = { ...flat, frame: { ...flat.frame, lossy: true } };
    expect(measureRegion('ellipse', [at(5, 10), at(20, 20)], lossy).warnings).toEqual(['lossy']);
  });
});
