import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DicomDataset, DicomElement } from '../dicom/dicom-json.ts';
import type { DecodedFrame } from '../pixel/image-description.ts';
import { measureAngle } from './measure-angle.ts';
import { measureProbe } from './measure-probe.ts';
import { measureRegion } from './measure-region.ts';
import type { Measurement } from './measurement.ts';

const text = (vr: string, ...Value: (string | number)[]): DicomElement => ({ vr, Value });
const ct: DicomDataset = {
  '00080016': text('UI', '1.2.840.10008.5.1.4.1.1.2'),
  '00080060': text('CS', 'CT'),
  '00280002': text('US', 1),
  '00280004': text('CS', 'MONOCHROME2'),
  '00280030': text('DS', 0.1, 0.2),
  '00280103': text('US', 0),
  '00280120': text('US', 4000),
  '00281052': text('DS', -1024),
  '00281053': text('DS', 1),
};
const { '00280030': _, ...withoutSpacing } = ct;
const frame: DecodedFrame = {
  Rows: 4,
  Columns: 4,
  SamplesPerPixel: 1,
  values: Int16Array.from([
    1024, 1124, 1224, 1324, 1000, 1001, 1002, 1003, 4000, 10, 20, 30, 1, 2, 3, 4,
  ]),
  minValue: 1,
  maxValue: 4000,
  lossy: false,
} as DecodedFrame;
const measured = { dataset: ct, frameIndex: 0, frame, suvFactor: null };
const legs = [
  { x: 40, y: 0 },
  { x: 0, y: 0 },
  { x: 30, y: 40 },
];
const valueOf = ({ values }: Measurement): number => values[0]?.value ?? Number.NaN;

describe('a photo or scan of a film', () => {
  const film = { ...measured, dataset: { ...ct, '00080064': text('CS', 'DF') } };

  it('has no values, and says why', () => {
    expect(measureProbe([{ x: 1, y: 1 }], film)).toMatchObject({ values: [], warnings: ['film'] });
  });

  it('has the area of a region, without the values in it', () => {
    const region = measureRegion(
      'rectangle',
      [
        { x: 0, y: 0 },
        { x: 2, y: 2 },
      ],
      film,
    );
    expect(region.values.map(({ name }) => name)).toEqual(['area']);
    expect(region.warnings).toContain('film');
  });
});

describe('angle', () => {
  it('is made of mm: 33.69° where the pixels alone would say 53.13°', () => {
    expect(valueOf(measureAngle(legs, ct, 0))).toBeCloseTo(33.69, 2);
    const pixels = measureAngle(legs, { ...withoutSpacing, '00080060': text('CS', 'OT') }, 0);
    expect(valueOf(pixels)).toBeCloseTo(53.13, 2);
    expect(pixels.warnings).toEqual(['angle-of-pixels']);
  });

  it('takes the aspect of the pixels where their size is not known', () => {
    const aspect = {
      ...withoutSpacing,
      '00080060': text('CS', 'OT'),
      '00280034': text('IS', 1, 2),
    };
    expect(valueOf(measureAngle(legs, aspect, 0))).toBeCloseTo(33.69, 2);
  });

  it('is the same with the legs changed over, turned and moved, and never over 180°', () => {
    const coordinate = fc.integer({ min: -200, max: 200 });
    const square = { ...ct, '00280030': text('DS', 0.3, 0.3) };
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
        const points = [
          { x: a ?? 0, y: b ?? 0 },
          { x: c ?? 0, y: d ?? 0 },
          { x: e ?? 0, y: f ?? 0 },
        ];
        const turned = points.map(({ x, y }) => ({ x: 17 - y, y: x + 3 }));
        const one = measureAngle(points, square, 0);
        const other = measureAngle(turned.toReversed(), square, 0);
        expect(other.warnings).toEqual(one.warnings);
        if (one.values.length === 0) return;
        expect(valueOf(other)).toBeCloseTo(valueOf(one), 9);
        expect(valueOf(one)).toBeGreaterThanOrEqual(0);
        expect(valueOf(one)).toBeLessThanOrEqual(180);
      }),
    );
  });

  it('gives no number for a leg without length', () => {
    const flat = measureAngle(
      [legs[0], legs[1], legs[1]].map((p) => p ?? { x: 0, y: 0 }),
      ct,
      0,
    );
    expect(flat.values).toEqual([]);
    expect(flat.warnings).toContain('points-coincide');
  });
});

describe('rectangle', () => {
  it('counts pixels whose centre lies inside, by the rule of the ellipse, in calibrated units', () => {
    const corners = [
      { x: -0.4, y: -0.4 },
      { x: 1.4, y: 1.4 },
    ];
    const { values } = measureRegion('rectangle', corners, measured);
    const byName = Object.fromEntries(values.map(({ name, value, unit }) => [name, [value, unit]]));
    expect(byName['pixel-count']).toEqual([4, '']);
    expect(byName['minimum']).toEqual([-24, 'HU']);
    expect(byName['maximum']).toEqual([100, 'HU']);
    expect(byName['mean']).toEqual([(0 + 100 - 24 - 23) / 4, 'HU']);
    expect(byName['area']?.[0]).toBeCloseTo(1.8 * 1.8 * 0.02, 9);
    expect(byName['area']?.[1]).toBe('mm²');
  });
});

describe('probe', () => {
  const probe = (x: number, y: number) => measureProbe([{ x, y }], measured);

  it('tells the modality value of the pixel under it, the nearest centre', () => {
    expect(probe(1.4, 0.4).values).toEqual([{ name: 'value', value: 100, unit: 'HU' }]);
    expect(probe(1.6, 0.4).values).toEqual([{ name: 'value', value: 200, unit: 'HU' }]);
  });

  it('tells SUV before Bq/ml where the pipeline provides it', () => {
    const pet = measureProbe([{ x: 1, y: 0 }], { ...measured, suvFactor: 0.5 });
    expect(pet.values[0]).toEqual({ name: 'suv', value: 50, unit: 'g/ml' });
    expect(pet.values).toHaveLength(2);
  });

  it('gives no number for padding, outside, and colours, and says why', () => {
    expect(probe(0, 2)).toMatchObject({ values: [], warnings: ['padding'] });
    expect(probe(9, 0)).toMatchObject({ values: [], warnings: ['outside'] });
    expect(probe(0, -0.6)).toMatchObject({ values: [], warnings: ['outside'] });
    const dataset = { ...ct, '00280002': text('US', 3), '00280004': text('CS', 'RGB') };
    const colour = measureProbe([{ x: 1, y: 1 }], {
      ...measured,
      dataset,
      frame: { ...frame, SamplesPerPixel: 3 },
    });
    expect(colour).toMatchObject({ values: [], warnings: ['colour-value'] });
  });
});
