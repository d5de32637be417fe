import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import type {
  DecodePriority,
  DecodeWorkerResponse,
  EncodedPicture,
  FrameBytes,
  SelfTestLine,
} from './decode-api.ts';
import { createWorkerPool } from './decode-pool.ts';
import type { PoolWorker } from './decode-pool.ts';

interface DecodeRequest extends FrameBytes {
  /** Default `now`. */
  readonly priority?: DecodePriority;
  readonly signal?: AbortSignal;
  /** Whole pixel cells instead of stored values; default false. */
  readonly keepCells?: boolean;
}

interface ThumbnailRequest extends FrameBytes {
  readonly dataset: DicomDataset;
  /** 0-based. */
  readonly frameIndex: number;
  /** Width and height are at most this. */
  readonly sizeMaxPx: number;
  /** Default `idle`. */
  readonly priority?: DecodePriority;
  readonly signal?: AbortSignal;
}

export interface DecodeClient {
  /** Decodes one frame to stored values; an aborted request ends in DECODE_FAILED, its signal tells why. */
  decode(request: DecodeRequest): Promise<Result<DecodedFrame, DicomFailure>>;
  /** Decodes one frame and draws it small, by the file's own window, as WebP or JPEG. */
  thumbnail(request: ThumbnailRequest): Promise<Result<EncodedPicture, DicomFailure>>;
  /** Decodes one small image of each codec and compares it with what it must be: "ready for offline". */
  selfTest(): Promise<Result<readonly SelfTestLine[], DicomFailure>>;
  /** Has a decoder started while the bytes for it are still being read. */
  warm(): void;
  /** Ends all workers; what was under way ends in a failure value. */
  close(): void;
}

/** One core stays for the page; above four workers memory, not time, is what runs out. */
export function defaultWorkersMax(hardwareConcurrency: number): number {
  return Math.min(Math.max(hardwareConcurrency - 1, 1), 4);
}

/**
 * Starts a pool of decode workers, spawned when there is work and ended when idle. Usable from the page
 * and from another worker. `bytes` of each request are transferred.
 */
export function createDecodePool(options: { readonly workersMax?: number } = {}): DecodeClient {
  const pool = createWorkerPool({
    workersMax: options.workersMax ?? defaultWorkersMax(navigator.hardwareConcurrency),
    spawn: spawnDecodeWorker,
  });
  return {
    decode({ bytes, image, TransferSyntaxUID, priority, signal, keepCells }) {
      const task = { kind: 'decode', bytes, image, TransferSyntaxUID } as const;
      return pool.run({ ...task, keepCells: keepCells === true }, priority ?? 'now', signal);
    },
    thumbnail({ bytes, image, TransferSyntaxUID, dataset, frameIndex, sizeMaxPx, ...rest }) {
      const task = { kind: 'thumbnail', bytes, image, TransferSyntaxUID } as const;
      return pool.run(
        { ...task, dataset, frameIndex, sizeMaxPx },
        rest.priority ?? 'idle',
        rest.signal,
      );
    },
    selfTest: () => pool.run({ kind: 'self-test' }, 'soon'),
    warm: () => pool.warm(),
    close: () => pool.close(),
  };
}

function spawnDecodeWorker(): PoolWorker {
  const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' });
  return {
    postMessage: (request, transfer) => worker.postMessage(request, transfer),
    terminate: () => worker.terminate(),
    listen({ onAnswer, onCrash }) {
      worker.addEventListener('message', (event: MessageEvent<DecodeWorkerResponse>) =>
        onAnswer(event.data),
      );
      worker.addEventListener('error', (event) => onCrash(`worker crashed: ${event.message}`));
      worker.addEventListener('messageerror', () => onCrash('worker answered unreadably'));
    },
  };
}
