import { describe, expect, it } from 'vitest';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { ok } from '#shared/failure/result.ts';
import type { DecodePriority, DecodeTask, DecodeWorkerRequest } from './decode-api.ts';
import { defaultWorkersMax } from './decode-client.ts';
import { createWorkerPool } from './decode-pool.ts';
import type { PoolWorker, PoolWorkerListeners } from './decode-pool.ts';

/** A worker that answers when the test says so. */
class HandWorker implements PoolWorker {
  readonly requests: DecodeWorkerRequest[] = [];
  isTerminated = false;
  private listeners: PoolWorkerListeners | null = null;

  postMessage(request: DecodeWorkerRequest): void {
    this.requests.push(request);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  listen(listeners: PoolWorkerListeners): void {
    this.listeners = listeners;
  }
  get running(): number {
    const { task } = this.requests.at(-1) ?? {};
    return task?.kind === 'decode' ? task.image.Rows : 0;
  }
  answer(): void {
    const request = this.requests.at(-1);
    if (request !== undefined) this.listeners?.onAnswer({ id: request.id, answer: ok([]) });
  }
  crash(): void {
    this.listeners?.onCrash('worker crashed: out of memory');
  }
}

function poolOf(workersMax: number) {
  const workers: HandWorker[] = [];
  const timers: { run: () => void; afterMs: number; isStopped: boolean }[] = [];
  const pool = createWorkerPool({
    workersMax,
    spawn: () => {
      const worker = new HandWorker();
      workers.push(worker);
      return worker;
    },
    startTimer: (run, afterMs) => {
      const timer = { run, afterMs, isStopped: false };
      timers.push(timer);
      return () => {
        timer.isStopped = true;
      };
    },
  });
  /** Lets the timers that are set and not longer than this run out. */
  const passMs = (ms: number) => {
    for (const timer of timers.filter((t) => !t.isStopped && t.afterMs <= ms)) {
      timer.isStopped = true;
      timer.run();
    }
  };
  return { pool, workers, passMs };
}

/** Rows serves as the name of the task. */
function task(Rows: number): DecodeTask {
  return {
    kind: 'decode',
    keepCells: false,
    bytes: new ArrayBuffer(4),
    TransferSyntaxUID: '1.2.840.10008.1.2.1',
    image: {
      Rows,
      Columns: 1,
      NumberOfFrames: 1,
      SamplesPerPixel: 1,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PhotometricInterpretation: 'MONOCHROME2',
      PlanarConfiguration: 0,
      element: 'PixelData',
      bigEndian: false,
    },
  };
}

function detailOf(result: Result<unknown, DicomFailure>): string {
  return result.ok ? 'decoded' : `${result.failure.code}: ${result.failure.detail}`;
}

describe('decode pool', () => {
  it('spawns as many workers as there is work for, and no more than allowed', () => {
    const { pool, workers } = poolOf(2);
    for (const name of [1, 2, 3]) void pool.run(task(name), 'now');
    expect(workers.map(({ running }) => running)).toEqual([1, 2]);
    workers[1]?.answer();
    expect(workers.map(({ running }) => running)).toEqual([1, 3]);
  });

  it('starts one worker before there is work, and stops it when none comes', () => {
    const { pool, workers, passMs } = poolOf(3);
    pool.warm();
    pool.warm();
    expect(pool.workerCount).toBe(1);
    void pool.run(task(1), 'now');
    expect(workers).toHaveLength(1);
    workers[0]?.answer();
    passMs(30_000);
    expect(pool.workerCount).toBe(0);
    pool.warm();
    expect(pool.workerCount).toBe(1);
    passMs(30_000);
    expect(pool.workerCount).toBe(0);
    pool.close();
    pool.warm();
    expect(pool.workerCount).toBe(0);
  });

  it('starts what is looked at before what comes soon and what is idle', () => {
    const { pool, workers } = poolOf(1);
    const order: [number, DecodePriority][] = [
      [1, 'idle'],
      [2, 'idle'],
      [3, 'soon'],
      [4, 'now'],
      [5, 'soon'],
      [6, 'now'],
    ];
    for (const [name, priority] of order) void pool.run(task(name), priority);
    const started: number[] = [];
    for (const _ of order) {
      started.push(workers[0]?.running ?? 0);
      workers[0]?.answer();
    }
    expect(started).toEqual([1, 4, 6, 3, 5, 2]);
  });

  it('drops a waiting task when its signal aborts, and answers for a running one at once', async () => {
    const { pool, workers } = poolOf(1);
    const running = new AbortController();
    const waiting = new AbortController();
    const first = pool.run(task(1), 'now', running.signal);
    const second = pool.run(task(2), 'now', waiting.signal);
    const third = pool.run(task(3), 'now');
    waiting.abort();
    running.abort();
    expect(detailOf(await first)).toBe('DECODE_STOPPED: aborted');
    expect(detailOf(await second)).toBe('DECODE_STOPPED: aborted');
    workers[0]?.answer();
    expect(workers[0]?.running).toBe(3);
    workers[0]?.answer();
    expect((await third).ok).toBe(true);
    const aborted = AbortSignal.abort();
    expect(detailOf(await pool.run(task(4), 'now', aborted))).toBe('DECODE_STOPPED: aborted');
  });

  it('ends a worker that hangs and goes on with a fresh one', async () => {
    const { pool, workers, passMs } = poolOf(1);
    const hung = pool.run(task(1), 'now');
    const next = pool.run(task(2), 'now');
    passMs(20_100);
    expect(detailOf(await hung)).toBe('DECODE_STOPPED: time limit');
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
    workers[1]?.answer();
    expect((await next).ok).toBe(true);
  });

  it('turns a crash into a failure value and respawns', async () => {
    const { pool, workers } = poolOf(1);
    const crashed = pool.run(task(1), 'now');
    const next = pool.run(task(2), 'now');
    workers[0]?.crash();
    expect(detailOf(await crashed)).toContain('worker crashed');
    expect(workers[1]?.running).toBe(2);
    workers[1]?.answer();
    expect((await next).ok).toBe(true);
  });

  it('stops idle workers, and spawns again when there is work', async () => {
    const { pool, workers, passMs } = poolOf(1);
    const first = pool.run(task(1), 'now');
    workers[0]?.answer();
    await first;
    expect(pool.workerCount).toBe(1);
    passMs(30_000);
    expect(pool.workerCount).toBe(0);
    expect(workers[0]?.isTerminated).toBe(true);
    void pool.run(task(2), 'now');
    expect(workers[1]?.running).toBe(2);
  });

  it('gives up the least wanted task when too many wait', async () => {
    const { pool } = poolOf(1);
    void pool.run(task(1), 'now');
    const idle = pool.run(task(2), 'idle');
    for (let name = 3; name < 3 + 256; name += 1) void pool.run(task(name), 'now');
    expect(detailOf(await idle)).toBe('DECODE_STOPPED: queue full');
  });

  it('settles everything when it is closed', async () => {
    const { pool, workers } = poolOf(1);
    const running = pool.run(task(1), 'now');
    const waiting = pool.run(task(2), 'now');
    pool.close();
    expect(detailOf(await running)).toBe('DECODE_STOPPED: pool closed');
    expect(detailOf(await waiting)).toBe('DECODE_STOPPED: pool closed');
    expect(workers[0]?.isTerminated).toBe(true);
    expect(detailOf(await pool.run(task(3), 'now'))).toBe('DECODE_STOPPED: pool closed');
  });
});

describe('defaultWorkersMax', () => {
  it('leaves a core to the page and stops at four', () => {
    expect([1, 2, 4, 5, 64].map(defaultWorkersMax)).toEqual([1, 1, 3, 4, 4]);
  });
});
