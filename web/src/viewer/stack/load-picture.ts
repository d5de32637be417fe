import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
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

/** Header rows read before, by instance id: frames of one instance share them. */
export type RecordCache = Map<string, Promise<Result<InstanceRecord, ArchiveFailure>>>;

/** So many headers are kept; a row is some 10 to 50 kB. */
const recordsMax = 600;

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
  const record = await recordOf(frame.instance.id, ports, records);
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

function recordOf(
  instanceId: string,
  ports: PicturePorts,
  records: RecordCache,
): Promise<Result<InstanceRecord, ArchiveFailure>> {
  const known = records.get(instanceId);
  if (known !== undefined) return known;
  const reading = ports.readInstance(instanceId).then((result) => {
    if (!result.ok) records.delete(instanceId);
    return result;
  });
  records.set(instanceId, reading);
  for (const oldest of records.keys()) {
    if (records.size <= recordsMax) break;
    records.delete(oldest);
  }
  return reading;
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

/** What a picture weighs: its values, and a third more where smaller levels will be made. */
function byteLengthOf({ frame, overlays }: Picture): number {
  const values = frame.values.byteLength;
  const hasLevels = frame.Rows * frame.Columns > 1_000_000;
  const planes = overlays.reduce((sum, { bits }) => sum + bits.byteLength, 0);
  return Math.round(values * (hasLevels ? 4 / 3 : 1)) + planes;
}
