import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uid.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { DecodedFrame, ImageDescription } from '#shared/pixel/image-description.ts';

/** `now`: on the screen and waited for. `soon`: next in the direction of scrolling. `idle`: thumbnails and checks. */
export type DecodePriority = 'now' | 'soon' | 'idle';

/** The bytes of one frame and what they are. `bytes` are transferred: the caller loses them. */
export interface FrameBytes {
  readonly bytes: ArrayBuffer;
  readonly image: ImageDescription;
  readonly TransferSyntaxUID: TransferSyntaxUID;
}

export interface DecodeTask extends FrameBytes {
  readonly kind: 'decode';
  /** Whole pixel cells instead of stored values: for overlay planes in high bits. */
  readonly keepCells: boolean;
}

interface ThumbnailTask extends FrameBytes {
  readonly kind: 'thumbnail';
  readonly dataset: DicomDataset;
  /** 0-based. */
  readonly frameIndex: number;
  readonly sizeMaxPx: number;
}

interface SelfTestTask {
  readonly kind: 'self-test';
}

/** A picture encoded for the archive; WebP where the browser writes it, else JPEG. */
export interface EncodedPicture {
  readonly bytes: ArrayBuffer;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

/** One line for each codec: decoded its test image to the pixels expected, or why not. */
export interface SelfTestLine {
  readonly codec: string;
  readonly ok: boolean;
  readonly detail: string;
}

export type DecodeWorkerTask = DecodeTask | ThumbnailTask | SelfTestTask;

/** What comes back for each kind of task. */
export interface DecodeWorkerAnswers {
  decode: Result<DecodedFrame, DicomFailure>;
  thumbnail: Result<EncodedPicture, DicomFailure>;
  'self-test': Result<readonly SelfTestLine[], DicomFailure>;
}

export interface DecodeWorkerRequest {
  readonly id: number;
  readonly task: DecodeWorkerTask;
}

export interface DecodeWorkerResponse {
  readonly id: number;
  readonly answer: DecodeWorkerAnswers[keyof DecodeWorkerAnswers];
}
