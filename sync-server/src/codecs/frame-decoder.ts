import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { DecodedFrame, ImageDescription } from '#shared/pixel/image-description.ts';

/** One codestream, and what the data set says of it. */
export interface FrameRequest {
  /** Taken over: the caller does not look at them again. */
  readonly bytes: Uint8Array;
  readonly image: ImageDescription;
  readonly TransferSyntaxUID: string;
}

/** Turns codestreams into pixel cells, away from the thread that answers requests. */
export interface FrameDecoder {
  decode(request: FrameRequest): Promise<Result<DecodedFrame, DicomFailure>>;
  close(): Promise<void>;
}
