import type { DicomDataset } from '../dicom/dicom-json.ts';
import { itemsOf, numberOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';

interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

/** One calibrated rectangle of an ultrasound image (PS3.3 C.8.5.5). */
export interface UltrasoundRegion {
  /** Both corners belong to the region; in pixels, the first column and row are 0. */
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  /** 1 2D, 2 M-mode, 3 spectral, 4 wave form, 5 graphics (0018,6012). */
  readonly spatialFormat: number;
  /** 1 tissue, 3 spectral Doppler, … (0018,6014). */
  readonly dataType: number;
  /** Codes of PS3.3 C.8.5.5.1.15: 3 cm, 4 seconds, 5 hertz, 7 cm/s, … */
  readonly unitX: number;
  readonly unitY: number;
  /** Physical change for one pixel; negative where values fall to the right or downwards. */
  readonly deltaX: number;
  readonly deltaY: number;
  /** Bit 0 of the region flags: drawn over regions below it. */
  readonly isHighPriority: boolean;
}

const centimetres = 3;

/**
 * Reads Sequence of Ultrasound Regions (0018,6011). Regions without corners or deltas are left out, and those
 * that say of nothing what it is (format, type and both units 0): makers put one under the whole image, and
 * it would hide the region that calibrates.
 */
export function ultrasoundRegionsOf(dataset: DicomDataset): UltrasoundRegion[] {
  return itemsOf(dataset, tags.SequenceOfUltrasoundRegions).flatMap((item) => {
    const number = (tag: string) => numberOf(item, tag);
    const minX = number(tags.RegionLocationMinX0);
    const minY = number(tags.RegionLocationMinY0);
    const maxX = number(tags.RegionLocationMaxX1);
    const maxY = number(tags.RegionLocationMaxY1);
    const deltaX = number(tags.PhysicalDeltaX);
    const deltaY = number(tags.PhysicalDeltaY);
    if (minX === null || minY === null || maxX === null || maxY === null) return [];
    if (deltaX === null || deltaY === null || maxX < minX || maxY < minY) return [];
    const spatialFormat = number(tags.RegionSpatialFormat) ?? 0;
    const dataType = number(tags.RegionDataType) ?? 0;
    const unitX = number(tags.PhysicalUnitsXDirection) ?? 0;
    const unitY = number(tags.PhysicalUnitsYDirection) ?? 0;
    if (spatialFormat === 0 && dataType === 0 && unitX === 0 && unitY === 0) return [];
    return [
      {
        minX,
        minY,
        maxX,
        maxY,
        deltaX,
        deltaY,
        spatialFormat,
        dataType,
        unitX,
        unitY,
        isHighPriority: ((number(tags.RegionFlags) ?? 0) & 1) === 0,
      },
    ];
  });
}

/**
 * Finds the region that a point lies in (x to the right, y down, first pixel's centre at 0, 0). Where
 * regions overlap the one of high priority counts (region flags, PS3.3 C.8.5.5.1.3), else the first.
 */
export function regionAt(
  regions: readonly UltrasoundRegion[],
  point: ImagePoint,
): UltrasoundRegion | null {
  const inside = regions.filter(
    (region) =>
      point.x >= region.minX - 0.5 &&
      point.x <= region.maxX + 0.5 &&
      point.y >= region.minY - 0.5 &&
      point.y <= region.maxY + 0.5,
  );
  return inside.find((region) => region.isHighPriority) ?? inside[0] ?? null;
}

/** Spacing of a region whose both axes are in centimetres, in mm; null for time, velocity and other axes. */
export function regionSpacingMm(
  region: UltrasoundRegion,
): { readonly rowSpacingMm: number; readonly columnSpacingMm: number } | null {
  if (region.unitX !== centimetres || region.unitY !== centimetres) return null;
  const rowSpacingMm = Math.abs(region.deltaY) * 10;
  const columnSpacingMm = Math.abs(region.deltaX) * 10;
  const isUsable = (spacing: number) => Number.isFinite(spacing) && spacing > 0;
  return isUsable(rowSpacingMm) && isUsable(columnSpacingMm)
    ? { rowSpacingMm, columnSpacingMm }
    : null;
}
