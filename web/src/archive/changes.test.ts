import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import type { ChangeRow, Receipt } from '#shared/sync/protocol.ts';
import { anyHead, instanceRow, sliceItem } from '../testing/feed-rows.ts';
import { killAtWrite, openTestArchive, testProfile, valueOf } from '../testing/test-archive.ts';
import type { Archive } from './archive.ts';
import {
  applyChanges,
  type ChangePage,
  forgetServerKnowledge,
  knownStudyUids,
  moveFeed,
  readCursor,
  takeStudyRows,
} from './changes.ts';
import { readDevice } from './device.ts';
import { readStudyDetail, readStudySummaries } from './find-studies.ts';
import { readMarks, saveMark } from './marks.ts';
import { readOutbox } from './outbox.ts';
import { instanceByteSource } from './read-frame.ts';
import { readReceipt, saveReceipts } from './receipts.ts';
import { storeInstances, type InstanceToStore } from './store-instance.ts';

const hub = { hubId: 'hub', hubEpoch: 'e1' };

function markOp(StudyInstanceUID: string, n: number, kind = 'mark.create'): Op {
  return {
    id: `other.e.${n}`,
    user: { id: 'u', name: 'Grace', profession: 'radiologist' },
    hlc: `000000000100${n}-0000-other`,
    target: { type: 'mark', id: `mark-${n}`, StudyInstanceUID },
    kind,
    field: '',
    value: {
      kind: 'length',
      SeriesInstanceUID: '1.2',
      SOPInstanceUID: '1.2.3',
      frameNumber: 1,
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
    base: [],
  };
}

function rejectOp(StudyInstanceUID: string, n: number): Op {
  return {
    ...markOp(StudyInstanceUID, n, 'study.reject'),
    target: { type: 'study', id: StudyInstanceUID, StudyInstanceUID },
    value: { reason: 'wrong CD', seen: {} },
  };
}

const pageOf = (rows: readonly ChangeRow[], from: number, to: number): ChangePage => ({
  ...hub,
  from,
  to,
  head: { seq: to, mark: `mark-of-${to}` },
  rows,
});

/** What a person sees, without ids that are made here. */
async function seenOf(archive: Archive): Promise<unknown> {
  const { studies } = valueOf(await readStudySummaries(archive, 0));
  return Promise.all(
    studies.map(async (study) => ({
      StudyInstanceUID: study.StudyInstanceUID,
      whereabouts: study.whereabouts,
      rejection: study.rejection,
      PatientName: study.PatientName,
      byteLength: study.byteLength,
      marks: valueOf(await readMarks(archive, study.StudyInstanceUID)).map(({ id }) => id),
      instances: valueOf(await readStudyDetail(archive, study.key)).series.flatMap((series) =>
        series.instances.map(({ sha256, isLocal, isOnServer, isVariant }) => ({
          sha256,
          isLocal,
          isOnServer,
          isVariant,
        })),
      ),
    })),
  );
}

describe('the feed of what a device carries', () => {
  const head = { seq: 9, mark: 'nine' };
  const scope = { seq: 2, mark: 'two', pulled: 1 };
  const start = { cursor: 0, scope: null };
  const named = { cursor: 0, scope };

  async function scopedArchive(): Promise<Archive> {
    const archive = await openTestArchive();
    valueOf(await forgetServerKnowledge(archive, hub));
    const naming = { hub, from: start, to: named, head: null, rows: [] };
    valueOf(await moveFeed(archive, naming));
    return archive;
  }

  it('[SCOPE3] moves only from where it stands, its list of studies included, and writes nothing else', async () => {
    const archive = await scopedArchive();
    const rows = [instanceRow(await sliceItem(0), 5)];
    const to = { cursor: 9, scope: { seq: 3, mark: 'three', pulled: 3 } };
    for (const from of [
      start,
      { cursor: 1, scope },
      { cursor: 0, scope: { ...scope, pulled: 0 } },
      { cursor: 0, scope: { ...scope, mark: 'other' } },
      { cursor: 0, scope: { ...scope, seq: 1 } },
    ]) {
      expect(await moveFeed(archive, { hub, from, to, head, rows })).toMatchObject({
        failure: { code: 'STORE_UNAVAILABLE', detail: 'moved' },
      });
    }
    const other = { ...hub, hubEpoch: 'e2' };
    expect(await moveFeed(archive, { hub: other, from: named, to, head, rows })).toMatchObject({
      failure: { detail: 'other epoch' },
    });
    expect(valueOf(await readStudySummaries(archive, 0)).studies).toEqual([]);
    expect(valueOf(await readCursor(archive))).toEqual({ ...hub, ...named, seen: null });
    valueOf(await moveFeed(archive, { hub, from: named, to, head, rows }));
    expect(valueOf(await readCursor(archive))).toEqual({ ...hub, ...to, seen: head });
    expect(valueOf(await readStudySummaries(archive, 0)).studies).toHaveLength(1);
  });

  it('[SCOPE6] begins anew without a list where the server lost it, and where the server began anew', async () => {
    const archive = await scopedArchive();
    valueOf(await moveFeed(archive, { hub, from: named, to: start, head: null, rows: [] }));
    expect(valueOf(await readCursor(archive))).toEqual({ ...hub, cursor: 0, seen: null });
    valueOf(await moveFeed(archive, { hub, from: start, to: named, head: null, rows: [] }));
    valueOf(await forgetServerKnowledge(archive, { ...hub, hubEpoch: 'e2' }));
    expect(valueOf(await readCursor(archive))).toEqual({
      ...hub,
      hubEpoch: 'e2',
      cursor: 0,
      seen: null,
    });
  });

  it('[SCOPE2] names what is here, what is in the trash and what was deleted, but no samples', async () => {
    const archive = await scopedArchive();
    const item = await sliceItem(0);
    const uid = item.parsed.StudyInstanceUID;
    const rows = [instanceRow(item, 1), { seq: 2, kind: 'op' as const, op: rejectOp(uid, 1) }];
    valueOf(await takeStudyRows(archive, hub, rows));
    expect(valueOf(await knownStudyUids(archive))).toEqual([uid]);
    expect(valueOf(await readCursor(archive))).toEqual({ ...hub, ...named, seen: null });
    const late = await takeStudyRows(archive, { ...hub, hubEpoch: 'e0' }, rows);
    expect(late).toMatchObject({ failure: { detail: 'other epoch' } });
    const samples = await openTestArchive();
    valueOf(await storeInstances(samples, [{ ...(await sliceItem(1)), isSample: true }]));
    expect(valueOf(await knownStudyUids(samples))).toEqual([]);
  });
});

describe('the feed', () => {
  it('makes known what is on the server, and lets its bytes come later', async () => {
    const archive = await openTestArchive();
    const items = [await sliceItem(0), await sliceItem(1)];
    const uid = items[0]?.parsed.StudyInstanceUID ?? '';
    valueOf(
      await applyChanges(
        archive,
        pageOf(
          [
            ...items.map((item, index) => instanceRow(item, index + 1)),
            { seq: 3, kind: 'op', op: markOp(uid, 1) },
          ],
          0,
          3,
        ),
      ),
    );
    expect(valueOf(await readCursor(archive))).toEqual({
      ...hub,
      cursor: 3,
      seen: { seq: 3, mark: 'mark-of-3' },
    });
    const { studies } = valueOf(await readStudySummaries(archive, 0));
    expect(studies).toMatchObject([
      { whereabouts: { instanceCount: 2, localCount: 0, serverCount: 2 }, instanceCount: 2 },
    ]);
    expect(valueOf(await readMarks(archive, uid))).toHaveLength(1);
    const detail = valueOf(await readStudyDetail(archive, studies[0]?.key ?? ''));
    const id = detail.series[0]?.instances[0]?.id ?? '';
    expect(await instanceByteSource(archive, id)).toMatchObject({
      failure: { code: 'BYTES_NOT_HERE' },
    });
    const fetched = items.map((item) => ({ ...item, fromServer: true }));
    const outcomes = valueOf(await storeInstances(archive, fetched));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
    expect(outcomes[0]?.instanceId).toBe(id);
    expect(valueOf(await readOutbox(archive, 'instance', 10))).toEqual([]);
    expect(valueOf(await readStudySummaries(archive, 0)).studies).toMatchObject([
      { whereabouts: { instanceCount: 2, localCount: 2, serverCount: 2 } },
    ]);
    const source = valueOf(await instanceByteSource(archive, id));
    expect(source.byteLength).toBe(instanceBytes(items[0]));
    archive.close();
  });

  it('takes what comes from the server in another encoding for what is here', async () => {
    const archive = await openTestArchive();
    const here = await sliceItem(0);
    const there = await sliceItem(0, '1.2.840.10008.1.2');
    valueOf(await storeInstances(archive, [here]));
    valueOf(await applyChanges(archive, pageOf([instanceRow(there, 1)], 0, 1)));
    // Until its bytes have come nobody can tell: both are shown.
    expect(await seenOf(archive)).toMatchObject([
      { instances: [{ isVariant: true }, { isVariant: true }] },
    ]);
    const [merged] = valueOf(await storeInstances(archive, [{ ...there, fromServer: true }]));
    expect(merged?.outcome).toBe('duplicate');
    expect(await seenOf(archive)).toMatchObject([
      {
        whereabouts: { instanceCount: 1, localCount: 1, serverCount: 1 },
        instances: [{ sha256: here.sha256, isLocal: true, isOnServer: true, isVariant: false }],
      },
    ]);
    valueOf(await applyChanges(archive, pageOf([instanceRow(there, 1)], 0, 1)));
    expect(await seenOf(archive)).toMatchObject([{ instances: [{ isVariant: false }] }]);
    archive.close();
  });

  it('refuses a page that would leave a gap', async () => {
    const archive = await openTestArchive();
    expect(await applyChanges(archive, pageOf([], 5, 7))).toMatchObject({
      failure: { code: 'STORE_UNAVAILABLE', detail: 'gap' },
    });
    expect(valueOf(await readCursor(archive))).toBeNull();
    archive.close();
  });

  it('comes to the same whatever the pages, replays and order against own imports', async () => {
    const items = await Promise.all([0, 1, 2, 3].map((index) => sliceItem(index)));
    const uid = items[0]?.parsed.StudyInstanceUID ?? '';
    const rows: readonly ChangeRow[] = [
      ...items.slice(0, 3).map((item, index) => instanceRow(item, index + 1)),
      { seq: 4, kind: 'op', op: markOp(uid, 1) },
      { seq: 5, kind: 'op', op: rejectOp(uid, 2) },
      { seq: 6, kind: 'op', op: markOp(uid, 3) },
    ];
    const run = async (cuts: readonly number[], replay: boolean, importAt: number) => {
      const archive = await openTestArchive();
      const bounds = [...new Set([0, ...cuts, 6])].toSorted((a, b) => a - b);
      for (const [step, to] of bounds.entries()) {
        if (step === importAt) valueOf(await storeInstances(archive, items.slice(2)));
        const from = bounds[step - 1];
        if (from === undefined) continue;
        const page = pageOf(
          rows.filter(({ seq }) => seq > from && seq <= to),
          from,
          to,
        );
        valueOf(await applyChanges(archive, page));
        if (replay) valueOf(await applyChanges(archive, page));
        if (replay) valueOf(await applyChanges(archive, pageOf(rows, 0, to)));
      }
      if (importAt >= bounds.length) valueOf(await storeInstances(archive, items.slice(2)));
      const seen = await seenOf(archive);
      const cursor = valueOf(await readCursor(archive));
      archive.close();
      return { seen, cursor };
    };
    const expected = await run([], false, 0);
    expect(expected.cursor?.cursor).toBe(6);
    expect(expected.seen).toMatchObject([
      { whereabouts: { instanceCount: 4, localCount: 2, serverCount: 3 } },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
        fc.boolean(),
        fc.nat(6),
        async (cuts, replay, importAt) => {
          expect(await run(cuts, replay, importAt)).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it('moves rows and cursor together or not at all, at whichever write it was killed', async () => {
    const items = [await sliceItem(0), await sliceItem(1)];
    const uid = items[0]?.parsed.StudyInstanceUID ?? '';
    const page = pageOf(
      [
        ...items.map((item, index) => instanceRow(item, index + 1)),
        { seq: 3, kind: 'op', op: markOp(uid, 1) },
      ],
      0,
      3,
    );
    for (let kill = 1; ; kill += 1) {
      const profile = testProfile();
      const before = await openTestArchive(profile);
      const power = killAtWrite(kill);
      const applied = await applyChanges(before, page);
      power.restore();
      before.close();
      const archive = await openTestArchive(profile);
      expect(valueOf(await readCursor(archive))?.cursor ?? 0).toBe(applied.ok ? 3 : 0);
      expect(await archive.db.instance.count()).toBe(applied.ok ? 2 : 0);
      expect(await archive.db.op.count()).toBe(applied.ok ? 1 : 0);
      archive.close();
      if (applied.ok) {
        expect(kill).toBeGreaterThan(5);
        return;
      }
    }
  });

  it('begins a new epoch when the server knows numbers of ours that we do not', async () => {
    const archive = await openTestArchive();
    const device = valueOf(await readDevice(archive));
    const op = { ...markOp('1.2.3', 1), id: `${device.deviceId}.${device.epoch}.7` };
    valueOf(await applyChanges(archive, pageOf([{ seq: 1, kind: 'op', op }], 0, 1)));
    const after = valueOf(await readDevice(archive));
    expect(after.epoch).not.toBe(device.epoch);
    expect(after.loss).toMatchObject({ kind: 'set-back', lastOpN: 7 });
    archive.close();
  });
});

describe('receipts', () => {
  const receiptOf = (item: InstanceToStore): Receipt => ({
    sha256: item.sha256,
    byteLength: 1,
    SOPInstanceUID: item.parsed.SOPInstanceUID,
    level: 'STORED',
    at: '2026-11-24T00:00:00Z',
    ...hub,
    seq: 1,
    kid: 'k',
    sig: 's',
  });

  it('take an instance out of the outbox and count it as being on the server', async () => {
    const archive = await openTestArchive();
    const items = [await sliceItem(0), await sliceItem(1)];
    const [first] = valueOf(await storeInstances(archive, items));
    const receipts = items.slice(0, 1).map(receiptOf);
    valueOf(await forgetServerKnowledge(archive, hub));
    expect(valueOf(await saveReceipts(archive, receipts, anyHead))).toEqual([items[0]?.sha256]);
    valueOf(await saveReceipts(archive, receipts, anyHead));
    expect(valueOf(await readReceipt(archive, first?.instanceId ?? ''))).toEqual(receipts[0]);
    expect(valueOf(await readOutbox(archive, 'instance', 10))).toHaveLength(1);
    expect(valueOf(await readStudySummaries(archive, 0)).studies[0]?.whereabouts).toEqual({
      instanceCount: 2,
      localCount: 2,
      serverCount: 1,
    });
    archive.close();
  });

  it('are worth nothing after the server was restored: everything is offered again', async () => {
    const archive = await openTestArchive();
    const item = await sliceItem(0);
    valueOf(await storeInstances(archive, [item]));
    valueOf(
      await saveMark(archive, {
        ...item.parsed,
        kind: 'length',
        frameNumber: 1,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      }),
    );
    valueOf(await forgetServerKnowledge(archive, hub));
    valueOf(await saveReceipts(archive, [receiptOf(item)], anyHead));
    await archive.db.outbox.clear();
    valueOf(await forgetServerKnowledge(archive, { hubId: 'hub', hubEpoch: 'e2' }));
    expect(valueOf(await readOutbox(archive, 'instance', 10))).toHaveLength(1);
    expect(valueOf(await readOutbox(archive, 'op', 10))).toHaveLength(1);
    expect(valueOf(await readCursor(archive))).toEqual({
      hubId: 'hub',
      hubEpoch: 'e2',
      cursor: 0,
      seen: null,
    });
    expect(valueOf(await readStudySummaries(archive, 0)).studies[0]?.whereabouts).toMatchObject({
      serverCount: 0,
    });
    archive.close();
  });
});

function instanceBytes(item: InstanceToStore | undefined): number {
  return item !== undefined && 'byteLength' in item.source ? item.source.byteLength : -1;
}
