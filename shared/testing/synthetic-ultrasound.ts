import { commonModules, datasetOf, sequenceOf } from './synthetic-modules.ts';
import type { StudyPlan } from './synthetic-modules.ts';
import type { SyntheticInstance } from './synthetic-instance.ts';
import { rgbToYbrFull } from './synthetic-pixels.ts';
import { seededRandom } from './seeded-random.ts';

/** A colour ultrasound clip. 640 × 480 × 60 frames make 55 MB. */
export interface ClipPlan {
  readonly study: StudyPlan;
  readonly rows?: number;
  readonly columns?: number;
  readonly frameCount?: number;
  readonly colour?: 'RGB' | 'YBR_FULL';
  readonly frameTimeMs?: number;
  readonly index?: number;
  readonly SeriesNumber?: number;
  /** Speckle; false deflates best. */
  readonly speckle?: boolean;
}

/**
 * US multi-frame clip (PS3.3 A.7): a sector with a ring that grows and shrinks once in the clip, a colour
 * Doppler box, a bar at the bottom whose length is the frame number, and one calibrated region
 * (0.05 cm a pixel at 160 columns).
 */
export function usClip(plan: ClipPlan): SyntheticInstance {
  const rows = plan.rows ?? 120;
  const columns = plan.columns ?? 160;
  const frameCount = plan.frameCount ?? 24;
  const colour = plan.colour ?? 'RGB';
  const frameTimeMs = plan.frameTimeMs ?? 40;
  const background = sector(plan, rows, columns);
  const frames = Array.from({ length: frameCount }, (_, index) => {
    const bytes = drawFrame(background, rows, columns, index, frameCount);
    if (colour === 'YBR_FULL') rgbToYbrFull(bytes);
    return bytes;
  });
  const series = {
    study: plan.study,
    Modality: 'US',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1',
    SeriesNumber: plan.SeriesNumber ?? 1,
    SeriesDescription: 'Cine',
  };
  return {
    frames,
    dataset: {
      ...commonModules(series, plan.index ?? 0),
      ...datasetOf({
        ImageType: ['ORIGINAL', 'PRIMARY', 'ABDOMINAL', '0001'],
        BodyPartExamined: 'ABDOMEN',
        PatientOrientation: [],
        TransducerType: 'CURVED LINEAR',
        FrameTime: frameTimeMs,
        CineRate: Math.round(1000 / frameTimeMs),
        RecommendedDisplayFrameRate: Math.round(1000 / frameTimeMs),
        StartTrim: 1,
        StopTrim: frameCount,
        NumberOfFrames: frameCount,
        FrameIncrementPointer: { vr: 'AT', Value: ['00181063'] },
        SamplesPerPixel: 3,
        PhotometricInterpretation: colour,
        PlanarConfiguration: 0,
        Rows: rows,
        Columns: columns,
        BitsAllocated: 8,
        BitsStored: 8,
        HighBit: 7,
        PixelRepresentation: 0,
        UltrasoundColorDataPresent: 1,
        LossyImageCompression: '00',
        SequenceOfUltrasoundRegions: sequenceOf(region(rows, columns)),
      }),
    },
  };
}

/** One 2D tissue region over the sector (PS3.3 C.8.5.5): 8 cm wide. */
function region(rows: number, columns: number): ReturnType<typeof datasetOf> {
  const deltaCm = 8 / columns;
  return datasetOf({
    RegionSpatialFormat: 1,
    RegionDataType: 1,
    RegionFlags: 0,
    RegionLocationMinX0: 0,
    RegionLocationMinY0: 0,
    RegionLocationMaxX1: columns - 1,
    RegionLocationMaxY1: Math.floor(rows * 0.9) - 1,
    ReferencePixelX0: Math.floor(columns / 2),
    ReferencePixelY0: 0,
    ReferencePixelPhysicalValueX: 0,
    ReferencePixelPhysicalValueY: 0,
    PhysicalUnitsXDirection: 3,
    PhysicalUnitsYDirection: 3,
    PhysicalDeltaX: deltaCm,
    PhysicalDeltaY: deltaCm,
  });
}

function sector(plan: ClipPlan, rows: number, columns: number): Uint8Array {
  const random = seededRandom(`${plan.study.seed}/us`);
  const speckle = plan.speckle ?? true;
  const bytes = new Uint8Array(rows * columns * 3);
  for (let row = 0; row < rows * 0.9; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = column - columns / 2;
      const depth = Math.hypot(x, row + rows * 0.15) / rows;
      const inside = Math.abs(x) < (row + rows * 0.15) * 0.7 && depth > 0.2 && depth < 0.98;
      if (!inside) continue;
      const level =
        60 + 60 * (1 - depth) + (speckle ? random() * 60 : 30 * (Math.round(depth * 12) % 2));
      bytes.fill(level, (row * columns + column) * 3, (row * columns + column) * 3 + 3);
    }
  }
  return bytes;
}

function drawFrame(
  background: Uint8Array,
  rows: number,
  columns: number,
  index: number,
  frameCount: number,
): Uint8Array {
  const bytes = Uint8Array.from(background);
  const phase = Math.sin((Math.PI * index) / Math.max(1, frameCount - 1));
  const radius = rows * (0.08 + 0.14 * phase);
  const [centreX, centreY] = [columns / 2, rows * 0.55];
  const reach = Math.ceil(radius) + 2;
  const lastRow = Math.min(rows - 1, Math.floor(centreY + reach));
  for (let row = Math.max(0, Math.floor(centreY - reach)); row <= lastRow; row += 1) {
    for (let column = Math.floor(centreX - reach); column <= centreX + reach; column += 1) {
      const distance = Math.hypot(column - centreX, row - centreY);
      if (distance <= radius + 2) paint(bytes, columns, row, column, distance <= radius, phase);
    }
  }
  const bar = Math.round((columns * (index + 1)) / frameCount);
  const firstRow = rows - Math.max(2, Math.floor(rows * 0.05));
  for (let row = firstRow; row < rows; row += 1) {
    bytes.fill(200, row * columns * 3, (row * columns + bar) * 3);
  }
  return bytes;
}

/** A bright wall around flow that is red towards and blue away from the transducer. */
function paint(
  bytes: Uint8Array,
  columns: number,
  row: number,
  column: number,
  isFlow: boolean,
  phase: number,
): void {
  const at = (row * columns + column) * 3;
  const colour = isFlow ? [40 + 200 * phase, 20, 220 - 200 * phase] : [230, 230, 230];
  bytes.set(colour.map(Math.round), at);
}
