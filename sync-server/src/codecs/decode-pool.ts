import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail, type Result } from '#shared/failure/result.ts';
import type { DecodedFrame } from '#shared/pixel/image-description.ts';
import type { FrameDecoder, FrameRequest } from './frame-decoder.ts';

export interface DecodePoolLimits {
  /** One thread is left to those who ask for something else. */
  readonly workersMax: number;
  /** No honest frame takes longer; the thread is ended. */
  readonly frameTimeoutMs: number;
  /** A thread without work gives its memory back: decoders never shrink theirs. */
  readonly idleMs: number;
}

const usualLimits: DecodePoolLimits = {
  workersMax: Math.max(1, Math.min(4, availableParallelism() - 1)),
  frameTimeoutMs: 10_000,
  idleMs: 30_000,
};

type Decoded = Result<DecodedFrame, DicomFailure>;

interface Job {
  readonly request: FrameRequest;
  readonly settle: (decoded: Decoded) => void;
}

interface Seat {
  readonly worker: Worker;
  job: Job | null;
  timer: NodeJS.Timeout | undefined;
}

/** Threads that decode frames: started when there is work, ended by a time limit, a crash, or idleness. */
export function createDecodePool(
  limits: DecodePoolLimits = usualLimits,
  entry: URL = new URL('./decode-worker.ts', import.meta.url),
): FrameDecoder {
  const seats = new Set<Seat>();
  const waiting: Job[] = [];
  let isClosed = false;

  const leave = (seat: Seat, code: string): void => {
    if (!seats.delete(seat)) return;
    clearTimeout(seat.timer);
    seat.job?.settle(fail({ code: 'DECODE_FAILED', step: 'decode', detail: code }));
    void seat.worker.terminate();
    next();
  };
  const take = (seat: Seat, job: Job): void => {
    clearTimeout(seat.timer);
    seat.job = job;
    seat.timer = setTimeout(() => leave(seat, 'time limit'), limits.frameTimeoutMs);
    const { bytes } = job.request;
    // Only whole buffers can be handed over; a view of a larger one is copied.
    const isWhole =
      bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
    seat.worker.postMessage(job.request, isWhole ? [bytes.buffer] : []);
  };
  const rest = (seat: Seat): void => {
    clearTimeout(seat.timer);
    seat.job = null;
    seat.timer = setTimeout(() => leave(seat, 'idle'), limits.idleMs).unref();
  };
  const sit = (): Seat => {
    const worker = new Worker(entry);
    // A thread that waits keeps no process alive.
    worker.unref();
    const seat: Seat = { worker, job: null, timer: undefined };
    worker.on('message', (decoded: Decoded) => {
      const { job } = seat;
      rest(seat);
      job?.settle(decoded);
      next();
    });
    worker.on('error', () => leave(seat, 'decoder crashed'));
    worker.on('exit', () => leave(seat, 'decoder ended'));
    seats.add(seat);
    return seat;
  };
  const next = (): void => {
    if (isClosed || waiting.length === 0) return;
    const free = [...seats].find((seat) => seat.job === null);
    if (free === undefined && seats.size >= limits.workersMax) return;
    const job = waiting.shift();
    if (job !== undefined) take(free ?? sit(), job);
  };
  return {
    decode(request) {
      if (isClosed)
        return Promise.resolve(fail({ code: 'DECODE_FAILED', step: 'decode', detail: 'closed' }));
      return new Promise((resolve) => {
        waiting.push({ request, settle: resolve });
        next();
      });
    },
    async close() {
      isClosed = true;
      for (const job of waiting.splice(0))
        job.settle(fail({ code: 'DECODE_FAILED', step: 'decode', detail: 'closed' }));
      const ended = [...seats].map((seat) => seat.worker.terminate());
      for (const seat of seats) leave(seat, 'closed');
      await Promise.all(ended);
    },
  };
}
