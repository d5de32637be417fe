import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../../../shared/testing/dataset-of.ts';
import type { TextOf } from '../../ui/use-text.ts';
import type { Picture } from '../stage/picture.ts';
import { fitView } from '../stage/view-transform.ts';
import { bandOf } from './picture-band.ts';
import { scaleOf } from './picture-scale.ts';

const layout = { view: fitView, size: { width: 800, height: 600, devicePixelRatio: 1 } };
const text = ((key: string) => key) as TextOf;

function scale(regions: readonly number[]): string {
  const dataset = datasetOf({
    Modality: 'US',
    SequenceOfUltrasoundRegions: regions.map((delta, at) =>
      datasetOf({
        RegionSpatialFormat: 1,
        RegionDataType: 1,
        RegionLocationMinX0: 400 * at,
        RegionLocationMinY0: 0,
        RegionLocationMaxX1: 400 * at + 399,
        RegionLocationMaxY1: 599,
        PhysicalUnitsXDirection: 3,
        PhysicalUnitsYDirection: 3,
        PhysicalDeltaX: delta,
        PhysicalDeltaY: delta,
      }),
    ),
  });
  const picture = {
    record: { dataset },
    frameIndex: 0,
    shape: { Columns: 800, Rows: 600, pixelWidth: 1, pixelHeight: 1 },
  } as unknown as Picture;
  return scaleOf(layout, picture, { text }).words;
}

describe('the scale of a picture', () => {
  it('says that there are several where ultrasound has them: it said "not calibrated"', () => {
    expect(scale([])).toBe('picture.noScale');
    expect(scale([0.05, 0.05])).toBe('viewer.scaleCm viewer.calibration.us-region');
    expect(scale([0.05, 0.02])).toBe('picture.severalScales');
  });
});

describe('the words of a scale in their band', () => {
  const widthOf = (line: string): number => line.length * 8;
  const of = (words: string, lengthPx: number, width = 480) =>
    bandOf({ badges: [], lines: ['Made'], scale: { words, lengthPx } }, width, widthOf);

  it('are broken where they do not fit beside the bar, and the band is higher for each line: they were cut', () => {
    const short = of('5 cm in the patient', 144);
    expect(short.scale?.lines).toEqual(['5 cm in the patient']);
    const long = of('20 cm corrected for magnification, as the file of the maker says it', 144);
    expect(long.scale?.lines.length).toBeGreaterThan(1);
    for (const line of long.scale?.lines ?? []) {
      expect(10 + 144 + 8 + widthOf(line)).toBeLessThanOrEqual(480 - 10);
    }
    expect(long.height - short.height).toBe(20 * ((long.scale?.lines.length ?? 0) - 1));
  });
});
