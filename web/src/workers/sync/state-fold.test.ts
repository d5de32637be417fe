import { describe, expect, it } from 'vitest';
import { initialCore } from '#shared/sync/engine/core-state.ts';
import type { CoreState, WorkItem } from '#shared/sync/engine/core-types.ts';
import type { OutboxTotals } from '../../sync/sync-store.ts';
import { createStateFold } from './state-fold.ts';

const item = (ref: string, step: WorkItem['step'], partOffset = 0): WorkItem => ({
  ref,
  step,
  partOffset,
  sha256: ref,
  SOPInstanceUID: ref,
  byteLength: 100,
  studyKey: 'study',
  tries: 0,
});

function sending(items: readonly WorkItem[], sendingRefs: readonly string[]): CoreState {
  const lanes = { ...initialCore.lanes, bytes: { ...initialCore.lanes.bytes, busy: true } };
  return { ...initialCore, phase: 'online', items, sendingRefs, lanes };
}

const totals = (waiting: number): OutboxTotals => ({
  instanceCount: waiting / 100,
  byteLength: waiting,
  opCount: 0,
  bytesByStudy: waiting === 0 ? new Map() : new Map([['study', waiting]]),
});

describe('how far a study is on its way up', () => {
  it('counts what left the outbox, what was sent and parts of what is being sent', () => {
    const fold = createStateFold();
    const [before, after] = [totals(400), totals(200)];
    const start = sending([item('a', 'lacking'), item('b', 'lacking')], ['a']);
    expect(fold({ core: start, totals: before }).current).toEqual({
      studyKey: 'study',
      bytesDone: 0,
      bytesTotal: 400,
    });
    const half = sending([item('a', 'sent'), item('b', 'lacking', 30)], ['b']);
    expect(fold({ core: half, totals: before }).current?.bytesDone).toBe(130);
    const later = sending([item('c', 'lacking')], ['c']);
    expect(fold({ core: later, totals: after }).current).toMatchObject({
      bytesDone: 200,
      bytesTotal: 400,
    });
  });

  it('never goes back while receipts are noted and the outbox is not yet read anew', () => {
    const fold = createStateFold();
    const seen = totals(400);
    fold({ core: sending([item('a', 'sent'), item('b', 'lacking')], ['b']), totals: seen });
    const proved = sending([item('b', 'lacking')], ['b']);
    expect(fold({ core: proved, totals: seen }).current?.bytesDone).toBe(100);
  });

  it('grows with a study that gets more, and begins anew after it was all sent', () => {
    const fold = createStateFold();
    const one = sending([item('a', 'lacking')], ['a']);
    fold({ core: one, totals: totals(100) });
    expect(fold({ core: one, totals: totals(300) }).current?.bytesTotal).toBe(300);
    fold({ core: one, totals: totals(0) });
    expect(fold({ core: one, totals: totals(100) }).current).toMatchObject({
      bytesDone: 0,
      bytesTotal: 100,
    });
  });

  it('says nothing moves when nothing moves', () => {
    const fold = createStateFold();
    const idle = { ...sending([item('a', 'sent')], []), lanes: initialCore.lanes };
    expect(fold({ core: idle, totals: totals(100) }).current).toBeNull();
  });
});

describe('why nothing comes down', () => {
  it('is told when the server has no room to feed a new device: it looked as if there was nothing', () => {
    const reason = { code: 'SERVER_FULL', step: 'changes', retry: 'later' } as const;
    const lanes = { ...initialCore.lanes, pull: { ...initialCore.lanes.pull, reason } };
    const core: CoreState = { ...initialCore, phase: 'online', lanes };
    expect(createStateFold()({ core, totals: totals(0) }).reason).toEqual(reason);
  });
});
