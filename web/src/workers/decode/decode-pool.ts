import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import { fail } from '#shared/failure/result.ts';
import type { Result } from '#shared/failure/result.ts';
import type {
  DecodePriority,
  DecodeWorkerAnswers,
  DecodeWorkerRequest,
  DecodeWorkerResponse,
  DecodeWorkerTask,
} from './decode-api.ts';

/** What the pool needs of a Worker; tests bring their own. */
export interface PoolWorker {
  postMessage(request: DecodeWorkerRequest, transfer: Transferable[]): void;
  terminate(): void;
  listen(listeners: PoolWorkerListeners): void;
}

export interface PoolWorkerListeners {
  readonly onAnswer: (response: DecodeWorkerResponse) => void;
  readonly onCrash: (detail: string) => void;
}

export interface PoolOptions {
  readonly workersMax: number;
  readonly spawn: () => PoolWorker;
  /** Injected so that tests need not wait; answers with what stops the timer. */
  readonly startTimer?: (run: () => void, afterMs: number) => () => void;
}

/** Waiting tasks: a fast scroll through 1000 slices asks for more than anybody will look at. */
const queueLengthMax = 256;
/** A worker without work gives its WebAssembly memory back after this time. */
const idleMs = 30_000;
/** One frame may take this long before its worker is taken for hung. */
const timeLimitMs = 20_000;
/** … and this much longer for each megapixel: 20 megapixels of JPEG 2000 take a slow tablet 10 s and are no fault. */
const timeLimitMsPerMegapixel = 2_000;

const priorityOrder: readonly DecodePriority[] = ['now', 'soon', 'idle'];

type AnyAnswer = Result<unknown, DicomFailure>;

interface Job {
  readonly id: number;
  readonly task: DecodeWorkerTask;
  readonly priority: DecodePriority;
  readonly signal: AbortSignal | undefined;
  /** Settles the caller's promise, once. */
  settle(answer: AnyAnswer): void;
}

interface Slot {
  readonly worker: PoolWorker;
  job: Job | null;
  stopTimer: (() => void) | null;
}

export interface DecodePool {
  run<Task extends DecodeWorkerTask>(
    task: Task,
    priority: DecodePriority,
    signal?: AbortSignal,
  ): Promise<DecodeWorkerAnswers[Task['kind']]>;
  /** Has a worker started before there is work, where none is: starting takes as long as reading a frame. */
  warm(): void;
  /** Workers alive now. */
  readonly workerCount: number;
  close(): void;
}

/**
 * Runs tasks on up to `workersMax` workers: `now` before `soon` before `idle`, each in order of arrival.
 * Every task ends in a value: an aborted one, one that exceeds its time limit, one whose worker crashes,
 * and one that finds the queue full end in DECODE_STOPPED.
 */
export function createWorkerPool(options: PoolOptions): DecodePool {
  return new WorkerPool(options);
}

class WorkerPool implements DecodePool {
  private readonly options: PoolOptions;
  private readonly slots: Slot[] = [];
  private queue: Job[] = [];
  private nextId = 1;
  private isClosed = false;

  constructor(options: PoolOptions) {
    this.options = options;
  }

  get workerCount(): number {
    return this.slots.length;
  }

  run<Task extends DecodeWorkerTask>(
    task: Task,
    priority: DecodePriority,
    signal?: AbortSignal,
  ): Promise<DecodeWorkerAnswers[Task['kind']]> {
    return new Promise((resolve) => {
      const settle = (answer: AnyAnswer) => {
        signal?.removeEventListener('abort', onAbort);
        // The worker answers each kind of task with its own kind of value.
        resolve(answer as DecodeWorkerAnswers[Task['kind']]);
      };
      const job: Job = { id: this.nextId, task, priority, signal, settle };
      const onAbort = () => this.abort(job);
      this.nextId += 1;
      if (this.isClosed || signal?.aborted === true) {
        settle(failure(this.isClosed ? 'pool closed' : 'aborted'));
        return;
      }
      signal?.addEventListener('abort', onAbort);
      this.enqueue(job);
      this.dispatch();
    });
  }

  warm(): void {
    if (this.isClosed || this.slots.length > 0) return;
    const slot = this.spawn();
    if (slot !== null) slot.stopTimer = this.startTimer(() => this.retire(slot, 'idle'), idleMs);
  }

  close(): void {
    this.isClosed = true;
    for (const job of this.queue) job.settle(failure('pool closed'));
    this.queue = [];
    while (this.slots[0] !== undefined) this.retire(this.slots[0], 'pool closed');
  }

  private enqueue(job: Job): void {
    this.queue.push(job);
    this.queue.sort(
      (a, b) =>
        priorityOrder.indexOf(a.priority) - priorityOrder.indexOf(b.priority) || a.id - b.id,
    );
    if (this.queue.length > queueLengthMax) this.queue.pop()?.settle(failure('queue full'));
  }

  /** A waiting task is dropped; a running one is answered at once, and its worker finishes for nobody. */
  private abort(job: Job): void {
    this.queue = this.queue.filter((waiting) => waiting !== job);
    job.settle(failure('aborted'));
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const slot = this.slots.find(({ job }) => job === null) ?? this.spawn();
      if (slot === null) return;
      const job = this.queue.shift();
      if (job !== undefined) this.start(slot, job);
    }
  }

  private spawn(): Slot | null {
    if (this.slots.length >= this.options.workersMax) return null;
    const slot: Slot = { worker: this.options.spawn(), job: null, stopTimer: null };
    slot.worker.listen({
      onAnswer: (response) => this.finish(slot, response),
      onCrash: (detail) => this.replace(slot, detail),
    });
    this.slots.push(slot);
    return slot;
  }

  private start(slot: Slot, job: Job): void {
    this.stopTimer(slot);
    slot.job = job;
    slot.stopTimer = this.startTimer(() => this.replace(slot, 'time limit'), limitMsFor(job.task));
    const transfer = 'bytes' in job.task ? [job.task.bytes] : [];
    try {
      slot.worker.postMessage({ id: job.id, task: job.task }, transfer);
    } catch (error) {
      // Bytes that were handed over already cannot be handed over twice: the caller's bug, told to it.
      this.finish(slot, { id: job.id, answer: failure(String(error)) });
    }
  }

  private finish(slot: Slot, response: DecodeWorkerResponse): void {
    if (slot.job === null || slot.job.id !== response.id) return;
    const { job } = slot;
    this.stopTimer(slot);
    slot.job = null;
    slot.stopTimer = this.startTimer(() => this.retire(slot, 'idle'), idleMs);
    job.settle(response.answer);
    this.dispatch();
  }

  /** Ends a worker that hangs or crashed; the next task gets a fresh one. */
  private replace(slot: Slot, detail: string): void {
    this.retire(slot, detail);
    this.dispatch();
  }

  private retire(slot: Slot, detail: string): void {
    const index = this.slots.indexOf(slot);
    if (index < 0) return;
    this.slots.splice(index, 1);
    this.stopTimer(slot);
    slot.worker.terminate();
    slot.job?.settle(failure(detail));
    slot.job = null;
  }

  private startTimer(run: () => void, afterMs: number): () => void {
    const { startTimer = startTimeout } = this.options;
    return startTimer(run, afterMs);
  }

  private stopTimer(slot: Slot): void {
    slot.stopTimer?.();
    slot.stopTimer = null;
  }
}

function startTimeout(run: () => void, afterMs: number): () => void {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
}

function limitMsFor(task: DecodeWorkerTask): number {
  if (!('image' in task)) return 6 * timeLimitMs;
  const megapixels = (task.image.Rows * task.image.Columns) / 1e6;
  return timeLimitMs + Math.min(megapixels, 256) * timeLimitMsPerMegapixel;
}

function failure(detail: string) {
  return fail<DicomFailure>({ code: 'DECODE_STOPPED', step: 'decode', detail });
}
