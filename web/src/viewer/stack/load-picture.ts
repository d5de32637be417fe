import { fail, type Result } from '#shared/failure/result.ts';
import { describeImage } from '#shared/pixel/describe-image.ts';
import { displayPipelineOf, type DisplayPipeline } from '#shared/pixel/display-pipeline.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import { pixelAspectOf } from '#shared/pixel/pixel-spacing.ts';
import { suvFactorOf, type SuvFactor, type SuvRefusal } from '#shared/pixel/suv.ts';
import { voiChoicesOf, type VoiChoice } from '#shared/pixel/voi-lut.ts';
import type { InstanceRecord } from '../../archive/archive-types.ts';
import type { Picture } from '../stage/picture.ts';
import type { FrameShape } from '../stage/view-transform.ts';
import type { LoadOutcome, LoadRequest } from './frame-source.ts';
import type { PicturePorts, ViewFailure } from './picture-ports.ts';
import { readOverlays } from './read-overlays.ts';
import { headerBytesOf, type RecordCache } from './record-cache.ts';

/**
 * Loads one frame; see `load`. What is thrown on the way is a bug of ours, or a header that nobody has
 * foreseen: it becomes a failure of this frame with a sentence, never a frame that loads for ever.
 */
export async function loadPicture(
  request: LoadRequest,
  ports: PicturePorts,
  records: RecordCache,
): Promise<LoadOutcome<Picture, ViewFailure>> {
  try {
    return await load(request, ports, records);
  } catch (error) {
    return fail<ViewFailure>({ code: 'DECODE_STOPPED', step: 'decode', detail: String(error) });
  }
}

/**
 * Loads one frame: header, bytes (from the server where they are only there, and only when a person
 * waits for them), decoded values, and what is needed to show them. Every failure is a value.
 */
async function load(
  request: LoadRequest,
  ports: PicturePorts,
  records: RecordCache,
): Promise<LoadOutcome<Picture, ViewFailure>> {
  const { frame, isUrgent, signal } = request;
  const later = { ok: false, failure: null } as const;
  if (!frame.instance.isLocal) {
    if (!isUrgent) return later;
    const fetched = await ports.fetchInstance(frame.instance.id, request.onProgress, signal);
    if (signal.aborted) return later;
    if (!fetched.ok) return fetched;
    records.delete(frame.instance.id);
  }
  const record = await records.read(frame.instance.id, (id) => ports.readInstance(id));
  if (!record.ok) return record;
  const { dataset, TransferSyntaxUID, pixel } = record.value;
  const image = describeImage(dataset, TransferSyntaxUID, pixel?.element);
  if (!image.ok) return image;
  const bytes = await ports.readFrame(record.value, frame.frameIndex);
  if (signal.aborted) return later;
  if (!bytes.ok) return bytes;
  const decoded = await ports.decode({
    bytes: bytes.value,
    image: image.value,
    TransferSyntaxUID,
    isUrgent,
    signal,
    keepCells: false,
  });
  if (signal.aborted) return later;
  if (!decoded.ok) return decoded;
  const { frameIndex } = frame;
  const context = { record: record.value, frameIndex, image: image.value, isUrgent, signal };
  const picture: Picture = {
    ...describePicture(record.value, frameIndex, decoded.value),
    record: record.value,
    frameIndex,
    image: image.value,
    frame: decoded.value,
    overlays: await readOverlays(context, ports),
    smaller: [],
  };
  return { ok: true, value: { picture, byteLength: byteLengthOf(picture) } };
}

function describePicture(
  record: InstanceRecord,
  frameIndex: number,
  frame: DecodedFrame,
): {
  readonly pipeline: DisplayPipeline;
  readonly choices: readonly VoiChoice[];
  readonly shape: FrameShape;
  readonly suv: Result<SuvFactor, SuvRefusal>;
} {
  const { dataset } = record;
  const pipeline = displayPipelineOf(dataset, frameIndex);
  const aspect = pixelAspectOf(dataset, frameIndex);
  return {
    pipeline,
    suv: suvFactorOf(dataset),
    choices: pipeline.kind === 'grey' ? voiChoicesOf(dataset, frameIndex) : [],
    shape: {
      Columns: frame.Columns,
      Rows: frame.Rows,
      pixelWidth: aspect >= 1 ? 1 : 1 / aspect,
      pixelHeight: aspect >= 1 ? aspect : 1,
    },
  };
}

/**
 * What a picture weighs: its values, a third more where smaller levels will be made, its overlays, and its share
 * of the header that it holds: of small frames the headers weigh more than the pixels.
 */
export function byteLengthOf({
  frame,
  overlays,
  record,
}: Pick<Picture, 'frame' | 'overlays' | 'record'>): number {
  const values = frame.values.buffer.byteLength;
  const hasLevels = frame.Rows * frame.Columns > 1_000_000;
  const planes = overlays.reduce((sum, { bits }) => sum + bits.byteLength, 0);
  const header = headerBytesOf(record.dataset) / Math.max(1, record.NumberOfFrames);
  return Math.round(values * (hasLevels ? 4 / 3 : 1) + header) + planes;
}
