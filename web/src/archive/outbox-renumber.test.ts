import { describe, expect, it } from 'vitest';
import type { Op } from '#shared/sync/op.ts';
import { killAtWrite, openTestArchive, testProfile, valueOf } from '../testing/test-archive.ts';
import { anyHead } from '../testing/feed-rows.ts';
import type { Archive } from './archive.ts';
import { applyChanges, forgetServerKnowledge, readCursor } from './changes.ts';
import { readDevice } from './device.ts';
import { readMarks, saveMark, setMarkPoints } from './marks.ts';
import { readOps } from './ops.ts';
import { markOpsSent, readOutbox } from './outbox.ts';
import { renumberOutbox } from './outbox-renumber.ts';

const StudyInstanceUID = '1.2.3';
const hub = { hubId: 'hub', hubEpoch: 'e1' };
const points = (x: number) =>
  [
    { x, y: 0 },
    { x, y: 1 },
  ] as const;
const draft = {
  kind: 'length',
  StudyInstanceUID,
  SeriesInstanceUID: '1.2',
  SOPInstanceUID: '1.2.3.4',
  frameNumber: 1,
} as const;

/** One mark that the server has, one that waits with a later edit; the feed was read up to 9. */
async function setBackArchive(archive: Archive): Promise<{ stream: string; theirs: Op }> {
  const { deviceId, epoch } = valueOf(await readDevice(archive));
  const stream = `${deviceId}.${epoch}`;
  valueOf(await forgetServerKnowledge(archive, hub));
  valueOf(await saveMark(archive, { ...draft, points: points(1) }));
  valueOf(await markOpsSent(archive, [`${stream}.1`], hub, anyHead));
  const mark = valueOf(await saveMark(archive, { ...draft, points: points(2) }));
  valueOf(await setMarkPoints(archive, mark, points(3)));
  await archive.db.meta.put({ name: 'feed', ...hub, cursor: 9, seen: anyHead });
  const [first] = valueOf(await readOps(archive, { StudyInstanceUID }));
  if (first === undefined) throw new Error('no operation');
  const target = { ...first.target, id: 'theirs' };
  return { stream, theirs: { ...first, id: `${stream}.2`, target } };
}

async function shownMarks(archive: Archive): Promise<unknown> {
  const marks = valueOf(await readMarks(archive, StudyInstanceUID));
  return marks.map(({ id, points, isDeleted }) => ({ id, points, isDeleted }));
}

describe('numbers that hold other operations at the server', () => {
  it('[PUSH4] what waits gets new ones in a new epoch, and the feed is read again', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    const { stream, theirs } = await setBackArchive(archive);
    const before = await shownMarks(archive);
    valueOf(await renumberOutbox(archive, stream));
    const { deviceId, epoch } = valueOf(await readDevice(archive));
    expect(`${deviceId}.${epoch}`).not.toBe(stream);
    const refs = valueOf(await readOutbox(archive, 'op', 10)).map(({ ref }) => ref);
    expect(refs).toEqual([1, 2].map((n) => `${deviceId}.${epoch}.${n}`));
    expect(await shownMarks(archive)).toEqual(before);
    expect(valueOf(await readCursor(archive))).toEqual({ ...hub, cursor: 0, seen: anyHead });
    // What the server holds under the old number is not taken for ours any more.
    const page = {
      ...hub,
      from: 0,
      to: 1,
      head: anyHead,
      rows: [{ seq: 1, kind: 'op', op: theirs } as const],
    };
    valueOf(await applyChanges(archive, page));
    expect(valueOf(await readMarks(archive, StudyInstanceUID))).toHaveLength(3);
    // The next number follows, and again is a step without effect.
    valueOf(await renumberOutbox(archive, stream));
    valueOf(await saveMark(archive, { ...draft, points: points(4) }));
    expect(valueOf(await readOutbox(archive, 'op', 10)).at(-1)?.order).toBe(3);
    archive.close();
    // The note outside the database still names the epoch before: nothing was wiped.
    const again = await openTestArchive(profile);
    expect(valueOf(await readDevice(again)).loss).toMatchObject({ kind: 'set-back' });
    again.close();
  });

  it('[PUSH4] happens in one transaction, at whichever write it is killed', async () => {
    for (let kill = 1; ; kill += 1) {
      const profile = testProfile();
      const archive = await openTestArchive(profile);
      const { stream } = await setBackArchive(archive);
      const power = killAtWrite(kill);
      const renumbered = await renumberOutbox(archive, stream);
      power.restore();
      archive.close();
      const after = await openTestArchive(profile);
      const orders = valueOf(await readOutbox(after, 'op', 10)).map(({ order }) => order);
      expect(orders).toEqual(renumbered.ok ? [1, 2] : [2, 3]);
      expect(valueOf(await readCursor(after))?.cursor).toBe(renumbered.ok ? 0 : 9);
      expect(valueOf(await readOps(after, { StudyInstanceUID }))).toHaveLength(3);
      after.close();
      if (renumbered.ok) {
        expect(kill).toBeGreaterThan(5);
        return;
      }
    }
  });

  it('[PUSH4] those of an earlier epoch join the current one behind its last number', async () => {
    const archive = await openTestArchive();
    const { stream } = await setBackArchive(archive);
    valueOf(await renumberOutbox(archive, stream));
    const { deviceId, epoch } = valueOf(await readDevice(archive));
    const current = `${deviceId}.${epoch}`;
    await archive.db.outbox.toCollection().modify({ group: 'd.old' });
    valueOf(await saveMark(archive, { ...draft, points: points(5) }));
    valueOf(await renumberOutbox(archive, 'd.old'));
    const waiting = valueOf(await readOutbox(archive, 'op', 10));
    expect(waiting.map(({ group, order }) => [group, order])).toEqual(
      [3, 4, 5].map((n) => [current, n]),
    );
    archive.close();
  });
});
