import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import { lengthBetween } from './length.ts';
import { pixelAspectOf, pixelSpacingOf } from './pixel-spacing.ts';

type Attributes = Parameters<typeof datasetOf>[0];

function spacingOf(attributes: Attributes, points: { x: number; y: number }[] = []) {
  const { rowSpacingMm, columnSpacingMm, calibration, refusal } = pixelSpacingOf(
    datasetOf(attributes),
    0,
    points,
  );
  return { rowSpacingMm, columnSpacingMm, calibration, refusal };
}

function spaced(rowSpacingMm: number, columnSpacingMm: number, calibration: string) {
  return { rowSpacingMm, columnSpacingMm, calibration, refusal: null };
}

const none = { rowSpacingMm: null, columnSpacingMm: null, calibration: 'none', refusal: null };
const dx = { Modality: 'DX', SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1' } as const;

describe('pixelSpacingOf: cross-sections', () => {
  it('is Pixel Spacing, row spacing first (PS3.3 10.7.1.3)', () => {
    expect(spacingOf({ Modality: 'CT', PixelSpacing: [0.7, 0.5] })).toEqual(
      spaced(0.7, 0.5, 'patient-plane'),
    );
  });

  it('of a CT overview is that of a projection, where an MR localizer is a slice like any other', () => {
    const overview = { ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'], PixelSpacing: [0.7, 0.5] };
    expect(spacingOf({ Modality: 'CT', ...overview })).toEqual(spaced(0.7, 0.5, 'projection'));
    expect(spacingOf({ Modality: 'MR', ...overview })).toEqual(spaced(0.7, 0.5, 'patient-plane'));
  });

  it('comes from the Pixel Measures of the frame in enhanced instances', () => {
    const measures = (spacing: number) => ({
      PixelMeasuresSequence: [datasetOf({ PixelSpacing: [spacing, spacing] })],
    });
    const dataset = datasetOf({
      Modality: 'MR',
      SharedFunctionalGroupsSequence: [datasetOf(measures(1.25))],
      PerFrameFunctionalGroupsSequence: [datasetOf({}), datasetOf(measures(2))],
    });
    expect(pixelSpacingOf(dataset, 0).rowSpacingMm).toBe(1.25);
    expect(pixelSpacingOf(dataset, 1).rowSpacingMm).toBe(2);
  });

  it.each([
    ['absent', {}],
    ['zero', { PixelSpacing: [0, 0] }],
    ['negative', { PixelSpacing: [-0.5, 0.5] }],
    ['a single number', { PixelSpacing: [0.5] }],
    ['text', { PixelSpacing: ['0,5', '0,5'] }],
  ] as const)('is none where it is %s', (_, attributes) => {
    expect(spacingOf({ Modality: 'CT', ...attributes })).toEqual(none);
  });
});

describe('pixelSpacingOf: projections', () => {
  it('is the detector’s where only Imager Pixel Spacing is there, or both are equal', () => {
    expect(spacingOf({ ...dx, ImagerPixelSpacing: [0.2, 0.2] })).toEqual(
      spaced(0.2, 0.2, 'detector'),
    );
    expect(
      spacingOf({ ...dx, ImagerPixelSpacing: [0.2, 0.2], PixelSpacing: [0.20000001, 0.2] }),
    ).toEqual(spaced(0.2, 0.2, 'detector'));
  });

  it('is calibrated where both differ, and says how', () => {
    const spacing = pixelSpacingOf(
      datasetOf({
        ...dx,
        ImagerPixelSpacing: [0.2, 0.2],
        PixelSpacing: [0.16, 0.16],
        PixelSpacingCalibrationType: 'FIDUCIAL',
        PixelSpacingCalibrationDescription: 'ball 25 mm',
      }),
      0,
    );
    expect(spacing).toMatchObject({
      rowSpacingMm: 0.16,
      calibration: 'calibrated',
      calibrationType: 'FIDUCIAL',
      calibrationDescription: 'ball 25 mm',
    });
  });

  it('takes the estimated magnification out, and says so', () => {
    const attributes = {
      ...dx,
      ImagerPixelSpacing: [0.2, 0.2],
      EstimatedRadiographicMagnificationFactor: 1.25,
    } as const;
    expect(spacingOf(attributes)).toEqual(spaced(0.16, 0.16, 'magnification-corrected'));
    expect(pixelSpacingOf(datasetOf(attributes), 0).magnification).toBe(1.25);
    expect(spacingOf({ ...attributes, EstimatedRadiographicMagnificationFactor: 0 })).toMatchObject(
      { calibration: 'detector' },
    );
  });

  it('does not pass off a lone Pixel Spacing as calibrated', () => {
    expect(spacingOf({ ...dx, PixelSpacing: [0.2, 0.2] })).toEqual(spaced(0.2, 0.2, 'detector'));
    expect(
      spacingOf({ ...dx, PixelSpacing: [0.2, 0.2], PixelSpacingCalibrationType: 'GEOMETRY' }),
    ).toEqual(spaced(0.2, 0.2, 'calibrated'));
  });
});

describe('pixelSpacingOf: film', () => {
  it('is what the scanner says', () => {
    expect(spacingOf({ Modality: 'OT', NominalScannedPixelSpacing: [0.15, 0.15] })).toEqual(
      spaced(0.15, 0.15, 'film-scan'),
    );
  });
});

describe('pixelSpacingOf: ultrasound', () => {
  const region = (changes: Attributes) =>
    datasetOf({
      RegionSpatialFormat: 1,
      RegionDataType: 1,
      RegionFlags: 0,
      RegionLocationMinX0: 0,
      RegionLocationMinY0: 0,
      RegionLocationMaxX1: 99,
      RegionLocationMaxY1: 99,
      PhysicalUnitsXDirection: 3,
      PhysicalUnitsYDirection: 3,
      PhysicalDeltaX: 0.05,
      PhysicalDeltaY: -0.04,
      ...changes,
    });
  const doppler = region({
    RegionLocationMinY0: 100,
    RegionLocationMaxY1: 199,
    RegionSpatialFormat: 3,
    PhysicalUnitsXDirection: 4,
    PhysicalUnitsYDirection: 7,
  });
  const us = {
    Modality: 'US',
    PixelSpacing: [9, 9],
    SequenceOfUltrasoundRegions: [region({}), doppler],
  } as const;

  it('is the region’s, centimetres to mm, whatever the sign of the delta', () => {
    expect(
      spacingOf(us, [
        { x: 1, y: 1 },
        { x: 99, y: 99 },
      ]),
    ).toEqual(spaced(0.4, 0.5, 'us-region'));
  });

  it('refuses a length over the border, outside, and on an axis of time and velocity', () => {
    const refusalOf = (...points: { x: number; y: number }[]) => spacingOf(us, points).refusal;
    expect(refusalOf({ x: 1, y: 99 }, { x: 1, y: 101 })).toBe('across-regions');
    expect(refusalOf({ x: 1, y: 1 }, { x: 150, y: 1 })).toBe('outside-regions');
    expect(refusalOf({ x: 1, y: 120 }, { x: 9, y: 120 })).toBe('not-a-distance');
    expect(
      spacingOf(us, [
        { x: 1, y: 1 },
        { x: 150, y: 1 },
      ]).calibration,
    ).toBe('none');
  });

  it('gives a scale to draw where all regions in cm share it', () => {
    expect(spacingOf(us)).toEqual(spaced(0.4, 0.5, 'us-region'));
    const two = {
      ...us,
      SequenceOfUltrasoundRegions: [region({}), region({ PhysicalDeltaX: 0.1 })],
    };
    expect(spacingOf(two).calibration).toBe('none');
  });

  it('never takes Pixel Spacing for a calibration', () => {
    expect(spacingOf({ Modality: 'US', PixelSpacing: [0.3, 0.3] })).toEqual(none);
  });

  it('is not hidden by a region that says nothing, laid under the whole image', () => {
    const nothing = region({
      RegionSpatialFormat: 0,
      RegionDataType: 0,
      RegionFlags: 1,
      PhysicalUnitsXDirection: 0,
      PhysicalUnitsYDirection: 0,
      PhysicalDeltaX: 1,
      PhysicalDeltaY: 1,
    });
    const image = region({ RegionFlags: 1 });
    const covered = { ...us, SequenceOfUltrasoundRegions: [nothing, image] };
    expect(spacingOf(covered, [{ x: 5, y: 5 }])).toEqual(spaced(0.4, 0.5, 'us-region'));
  });

  it('prefers the region of high priority where two overlap', () => {
    const low = region({ RegionFlags: 1, PhysicalDeltaX: 1 });
    const over = region({ PhysicalDeltaX: 0.05 });
    const overlapping = { ...us, SequenceOfUltrasoundRegions: [low, over] };
    expect(spacingOf(overlapping, [{ x: 5, y: 5 }]).columnSpacingMm).toBe(0.5);
  });
});

describe('pixelAspectOf', () => {
  it('is row by column spacing, else Pixel Aspect Ratio, else 1', () => {
    expect(pixelAspectOf(datasetOf({ Modality: 'CT', PixelSpacing: [0.4, 0.2] }), 0)).toBe(2);
    expect(pixelAspectOf(datasetOf({ Modality: 'OT', PixelAspectRatio: [2, 1] }), 0)).toBe(2);
    expect(pixelAspectOf(datasetOf({ Modality: 'OT', PixelAspectRatio: [0, 0] }), 0)).toBe(1);
    expect(pixelAspectOf(datasetOf({}), 0)).toBe(1);
  });
});

describe('lengthBetween', () => {
  it('makes millimetres of each axis first: (0,0) to (30,40) at 0.2 and 0.1 is 7.211 mm', () => {
    const spacing = pixelSpacingOf(datasetOf({ Modality: 'CT', PixelSpacing: [0.1, 0.2] }), 0);
    const length = lengthBetween({ x: 0, y: 0 }, { x: 30, y: 40 }, spacing);
    expect(length.px).toBe(50);
    expect(length.mm).toBeCloseTo(7.211, 3);
  });

  it('has no millimetres where nothing calibrates', () => {
    const length = lengthBetween({ x: 0, y: 0 }, { x: 3, y: 4 }, pixelSpacingOf(datasetOf({}), 0));
    expect(length).toEqual({ px: 5, mm: null });
  });
});
