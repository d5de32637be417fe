import { describe, expect, it } from 'vitest';
import type { Receipt } from '#shared/sync/protocol.ts';
import { anyHead, instanceRow, sliceItem } from '../testing/feed-rows.ts';
import { openTestArchive, valueOf } from '../testing/test-archive.ts';
import { applyChanges, forgetServerKnowledge, readCursor } from './changes.ts';
import { saveMark } from './marks.ts';
import { markOpsSent, readOutbox } from './outbox.ts';
import { readReceipt, saveReceipts } from './receipts.ts';
import { storeInstances, type InstanceToStore } from './store-instance.ts';

const hub = { hubId: 'hub', hubEpoch: 'e1' };

const lengthMark = {
  kind: 'length',
  SeriesInstanceUID: '1.2',
  SOPInstanceUID: '1.2.3',
  frameNumber: 1,
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
} as const;

describe('the word of a life of the server that has ended', () => {
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

  it('[RCPT3] a receipt that comes after the forgetting takes nothing out of the outbox', async () => {
    const archive = await openTestArchive();
    const item = await sliceItem(0);
    const [stored] = valueOf(await storeInstances(archive, [item]));
    for (const other of [null, { ...hub, hubEpoch: 'e2' }, { ...hub, hubId: 'other' }]) {
      if (other !== null) valueOf(await forgetServerKnowledge(archive, other));
      expect(valueOf(await saveReceipts(archive, [receiptOf(item)], anyHead))).toEqual([]);
      expect(valueOf(await readOutbox(archive, 'instance', 10))).toHaveLength(1);
      expect(valueOf(await readReceipt(archive, stored?.instanceId ?? ''))).toBeNull();
    }
    archive.close();
  });

  it('[RCPT3] operations that it took stay in the outbox', async () => {
    const archive = await openTestArchive();
    valueOf(await saveMark(archive, { ...lengthMark, StudyInstanceUID: '1.2.3' }));
    const ids = valueOf(await readOutbox(archive, 'op', 10)).map(({ ref }) => ref);
    valueOf(await forgetServerKnowledge(archive, { ...hub, hubEpoch: 'e2' }));
    valueOf(await markOpsSent(archive, ids, hub, anyHead));
    expect(valueOf(await readOutbox(archive, 'op', 10))).toHaveLength(1);
    valueOf(await markOpsSent(archive, ids, { ...hub, hubEpoch: 'e2' }, anyHead));
    expect(valueOf(await readOutbox(archive, 'op', 10))).toEqual([]);
    archive.close();
  });

  it('[LINK5] the end of the feed that came with its word is kept with it, the later one, and forgotten with it', async () => {
    const archive = await openTestArchive();
    const item = await sliceItem(0);
    valueOf(await storeInstances(archive, [item]));
    valueOf(await forgetServerKnowledge(archive, hub));
    const seen = async () => valueOf(await readCursor(archive))?.seen;
    expect(await seen()).toBeNull();
    valueOf(await saveReceipts(archive, [receiptOf(item)], { seq: 7, mark: 'seven' }));
    expect(await seen()).toEqual({ seq: 7, mark: 'seven' });
    valueOf(await markOpsSent(archive, [], hub, { seq: 5, mark: 'five' }));
    expect(await seen()).toEqual({ seq: 7, mark: 'seven' });
    valueOf(await markOpsSent(archive, [], hub, { seq: 8, mark: 'eight' }));
    const row = instanceRow(item, 1);
    const page = { ...hub, from: 0, to: 1, head: { seq: 2, mark: 'two' }, rows: [row] };
    valueOf(await applyChanges(archive, page));
    expect(await seen()).toEqual({ seq: 8, mark: 'eight' });
    valueOf(await forgetServerKnowledge(archive, { ...hub, hubEpoch: 'e2' }));
    expect(await seen()).toBeNull();
    archive.close();
  });

  it('[LINK5] a page of the feed that comes after the forgetting is not taken in', async () => {
    const archive = await openTestArchive();
    const now = { ...hub, hubEpoch: 'e2' };
    valueOf(await forgetServerKnowledge(archive, now));
    const row = instanceRow(await sliceItem(0), 1);
    expect(
      await applyChanges(archive, { ...hub, from: 0, to: 1, head: anyHead, rows: [row] }),
    ).toMatchObject({
      failure: { code: 'STORE_UNAVAILABLE', detail: 'other epoch' },
    });
    expect(valueOf(await readCursor(archive))).toEqual({ ...now, cursor: 0, seen: null });
    archive.close();
  });
});
