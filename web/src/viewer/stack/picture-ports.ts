import type { ByteSource } from '#shared/dicom/byte-source.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uid.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { DecodedFrame, ImageDescription } from '#shared/pixel/image-description.ts';
import type { InstanceRecord } from '../../archive/archive-types.ts';
import type { FetchProgress } from './frame-source.ts';

export type ViewFailure = ArchiveFailure | DicomFailure | SyncFailure;

/** What loading a picture needs of the archive, the decoders and the sync engine. */
export interface PicturePorts {
  readInstance(instanceId: string): Promise<Result<InstanceRecord, ArchiveFailure>>;
  readFrame(
    record: InstanceRecord,
    frameIndex: number,
  ): Promise<Result<ArrayBuffer, ArchiveFailure | DicomFailure>>;
  byteSource(instanceId: string): Promise<Result<ByteSource, ArchiveFailure>>;
  decode(request: {
    readonly bytes: ArrayBuffer;
    readonly image: ImageDescription;
    readonly TransferSyntaxUID: TransferSyntaxUID;
    readonly isUrgent: boolean;
    readonly signal: AbortSignal;
    /** Whole pixel cells: for overlay planes in their high bits. */
    readonly keepCells: boolean;
  }): Promise<Result<DecodedFrame, DicomFailure>>;
  /** Brings an instance's bytes from the server to this device. */
  fetchInstance(
    instanceId: string,
    onProgress: (progress: FetchProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<null, SyncFailure>>;
}
