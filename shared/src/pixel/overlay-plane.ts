import type { DicomDataset, DicomElement } from '../dicom/dicom-json.ts';
import { numberOf, numbersOf, textOf } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import type { StoredValues } from './image-description.ts';

/** One overlay plane of group 60xx (PS3.3 C.9.2), 1 bit a pixel. */
export interface OverlayPlane {
  /** Group number as 4 hex digits: `6000` to `601E`. */
  readonly group: string;
  readonly rows: number;
  readonly columns: number;
  /** Where its first pixel lies in the image: row and column, 1-based; 1, 1 is the image's first pixel. */
  readonly originRow: number;
  readonly originColumn: number;
  /** Frames that the overlay has, and the image frame (0-based) that its first belongs to. */
  readonly frameCount: number;
  readonly firstFrameIndex: number;
  /** G graphics, R region of interest. */
  readonly type: string;
  readonly description: string;
  readonly label: string;
  readonly source:
    | { readonly kind: 'element'; readonly element: DicomElement }
    /** In an unused bit of each pixel cell (retired 2004); needs the cells as they were, not stored values. */
    | { readonly kind: 'pixel-cells'; readonly bitPosition: number };
}

/** Lists the overlay planes that an instance declares; impossible ones are left out. */
export function overlayPlanesOf(dataset: DicomDataset): OverlayPlane[] {
  const planes: OverlayPlane[] = [];
  for (let group = 0x6000; group <= 0x601e; group += 2) {
    const plane = planeOf(dataset, group.toString(16).toUpperCase());
    if (plane !== null) planes.push(plane);
  }
  return planes;
}

function planeOf(dataset: DicomDataset, group: string): OverlayPlane | null {
  const inGroup = (tag: string) => group + tag.slice(4);
  const rows = numberOf(dataset, inGroup(tags.OverlayRows));
  const columns = numberOf(dataset, inGroup(tags.OverlayColumns));
  const isSize = (value: number | null): value is number =>
    value !== null && Number.isInteger(value) && value >= 1 && value <= 65535;
  if (!isSize(rows) || !isSize(columns)) return null;
  const [originRow = 1, originColumn = 1] = numbersOf(dataset, inGroup(tags.OverlayOrigin)) ?? [];
  const element = dataset[inGroup(tags.OverlayData)];
  const bitPosition = numberOf(dataset, inGroup(tags.OverlayBitPosition)) ?? 0;
  const bitsAllocated = numberOf(dataset, tags.BitsAllocated) ?? 0;
  const isEmbedded = element === undefined && bitPosition > 0 && bitPosition < bitsAllocated;
  if (element === undefined && !isEmbedded) return null;
  const frames = numberOf(dataset, inGroup(tags.NumberOfFramesInOverlay)) ?? 1;
  return {
    group,
    rows,
    columns,
    originRow,
    originColumn,
    frameCount: isSize(frames) ? frames : 1,
    firstFrameIndex: Math.max((numberOf(dataset, `${group}0051`) ?? 1) - 1, 0),
    type: textOf(dataset, inGroup(tags.OverlayType)),
    description: textOf(dataset, inGroup(tags.OverlayDescription)),
    label: textOf(dataset, inGroup(tags.OverlayLabel)),
    source:
      element === undefined ? { kind: 'pixel-cells', bitPosition } : { kind: 'element', element },
  };
}

/**
 * Unpacks one frame of Overlay Data: one byte a pixel, 0 or 1, row by row. Bits lie lowest first, without
 * padding between rows or frames (PS3.5 8.1.2). Null when the data end early.
 */
export function overlayBits(
  plane: OverlayPlane,
  packed: Uint8Array,
  overlayFrameIndex = 0,
): Uint8Array | null {
  const count = plane.rows * plane.columns;
  const first = count * overlayFrameIndex;
  if (overlayFrameIndex >= plane.frameCount || (first + count) / 8 > packed.length) return null;
  const bits = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) {
    const at = first + index;
    bits[index] = ((packed[Math.floor(at / 8)] ?? 0) >> (at % 8)) & 1;
  }
  return bits;
}

/** Takes an overlay out of one bit of each pixel cell (decoded with `keepCells`). */
export function overlayBitsOfCells(cells: StoredValues, bitPosition: number): Uint8Array {
  const bits = new Uint8Array(cells.length);
  for (let index = 0; index < cells.length; index += 1) {
    bits[index] = ((cells[index] as number) >>> bitPosition) & 1;
  }
  return bits;
}
