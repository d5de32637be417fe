import { describe, expect, it } from 'vitest';
import type { Receipt } from '#shared/sync/protocol.ts';
import { instanceRow, sliceItem } from '../testing/feed-rows.ts';
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
      expect(valueOf(await saveReceipts(archive, [receiptOf(item)]))).toEqual([]);
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
    valueOf(await markOpsSent(archive, ids, hub));
    expect(valueOf(await readOutbox(archive, 'op', 10))).toHaveLength(1);
    valueOf(await markOpsSent(archive, ids, { ...hub, hubEpoch: 'e2' }));
    expect(valueOf(await readOutbox(archive, 'op', 10))).toEqual([]);
    archive.close();
  });

  it('[LINK5] a page of the feed that comes after the forgetting is not taken in', async () => {
    const archive = await openTestArchive();
    const now = { ...hub, hubEpoch: 'e2' };
    valueOf(await forgetServerKnowledge(archive, now));
    const row = instanceRow(await sliceItem(0), 1);
    expect(await applyChanges(archive, { ...hub, from: 0, to: 1, rows: [row] })).toMatchObject({
      failure: { code: 'STORE_UNAVAILABLE', detail: 'other epoch' },
    });
    expect(valueOf(await readCursor(archive))).toEqual({ ...now, cursor: 0 });
    archive.close();
  });
});
