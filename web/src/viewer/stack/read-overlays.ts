import { bulkRangeOf, inlineBytesOf } from '#shared/dicom/element-access.ts';
import { openInflated } from '#shared/dicom/read-frame-bytes.ts';
import { transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import type { ImageDescription } from '#shared/pixel/image-description.ts';
import {
  overlayBits,
  overlayBitsOfCells,
  overlayPlanesOf,
  type OverlayPlane,
} from '#shared/pixel/overlay-plane.ts';
import type { InstanceRecord } from '../../archive/archive-types.ts';
import type { OverlayBits } from '../stage/picture.ts';
import type { PicturePorts } from './picture-ports.ts';

/** What reading overlays needs to know of the frame under way. */
export interface OverlayContext {
  readonly record: InstanceRecord;
  /** 0-based. */
  readonly frameIndex: number;
  readonly image: ImageDescription;
  readonly isUrgent: boolean;
  readonly signal: AbortSignal;
}

/**
 * Reads the overlay planes of a frame (PS3.3 C.9.2), from their own elements or from unused bits of the
 * pixel cells. One that cannot be read is left out: the image under it is what counts.
 */
export async function readOverlays(
  context: OverlayContext,
  ports: PicturePorts,
): Promise<readonly OverlayBits[]> {
  const planes = overlayPlanesOf(context.record.dataset);
  const read = await Promise.all(planes.map((plane) => readOverlay(plane, context, ports)));
  return read.filter((overlay) => overlay !== null);
}

async function readOverlay(
  plane: OverlayPlane,
  context: OverlayContext,
  ports: PicturePorts,
): Promise<OverlayBits | null> {
  const at = overlayFrame(plane, context.frameIndex);
  if (at === null) return null;
  const bits =
    plane.source.kind === 'element'
      ? await bitsOfElement(plane, at, context.record, ports)
      : await bitsOfCells(plane.source.bitPosition, context, ports);
  if (bits === null) return null;
  return {
    bits,
    rows: plane.rows,
    columns: plane.columns,
    originX: plane.originColumn - 1,
    originY: plane.originRow - 1,
    label: plane.label || plane.description,
  };
}

/** Which frame of the overlay belongs to the image's frame; an overlay of one frame from the first on belongs to all. */
function overlayFrame(plane: OverlayPlane, frameIndex: number): number | null {
  if (plane.source.kind === 'pixel-cells') return 0;
  if (plane.frameCount === 1 && plane.firstFrameIndex === 0) return 0;
  const at = frameIndex - plane.firstFrameIndex;
  return at >= 0 && at < plane.frameCount ? at : null;
}

async function bitsOfElement(
  plane: OverlayPlane,
  overlayFrameIndex: number,
  record: InstanceRecord,
  ports: PicturePorts,
): Promise<Uint8Array | null> {
  const tag = `${plane.group}3000`;
  const inline = inlineBytesOf(record.dataset, tag);
  const packed = inline ?? (await bulkBytes(record, tag, ports));
  if (packed === null) return null;
  const isSwapped =
    transferSyntaxOf(record.TransferSyntaxUID)?.bigEndian === true &&
    record.dataset[tag]?.vr === 'OW' &&
    inline === null;
  return overlayBits(plane, isSwapped ? swapped(packed) : packed, overlayFrameIndex);
}

async function bulkBytes(
  record: InstanceRecord,
  tag: string,
  ports: PicturePorts,
): Promise<Uint8Array | null> {
  const range = bulkRangeOf(record.dataset[tag]);
  if (range === null) return null;
  const source = await ports.byteSource(record.id);
  if (!source.ok) return null;
  const isDeflated = transferSyntaxOf(record.TransferSyntaxUID)?.deflated === true;
  const inflated = isDeflated ? await openInflated(source.value) : source;
  if (!inflated.ok) return null;
  try {
    return await inflated.value.read(range.byteOffset, range.byteLength);
  } catch {
    return null;
  }
}

async function bitsOfCells(
  bitPosition: number,
  { record, frameIndex, image, isUrgent, signal }: OverlayContext,
  ports: PicturePorts,
): Promise<Uint8Array | null> {
  const { TransferSyntaxUID } = record;
  const bytes = await ports.readFrame(record, frameIndex);
  if (!bytes.ok) return null;
  const cells = await ports.decode({
    bytes: bytes.value,
    image,
    TransferSyntaxUID,
    isUrgent,
    signal,
    keepCells: true,
  });
  return cells.ok ? overlayBitsOfCells(cells.value.values, bitPosition) : null;
}

/** 16-bit words of big endian files, whose bits count from the low byte all the same (PS3.5 A.3). */
function swapped(bytes: Uint8Array): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    turned[at] = bytes[at + 1] ?? 0;
    turned[at + 1] = bytes[at] ?? 0;
  }
  return turned;
}
