import { describe, expect, it } from 'vitest';
import { foldStudy, rejectStudyDraft } from './fold-study.ts';
import { foldMarks } from './fold-marks.ts';
import { createMarkDraft, deleteMarkDraft, setPointsDraft } from './mark-op.ts';
import type { Op } from './op.ts';
import { numberOp, type OpDraft } from './op-id.ts';
import { renumberOps } from './renumber-ops.ts';

const user = { id: 'u', name: 'Ana', profession: 'vet' };
const StudyInstanceUID = '1.2.3';
const target = { type: 'mark', id: 'm1', StudyInstanceUID };
const points = (x: number) => [
  { x, y: 0 },
  { x, y: 1 },
];

function append(ops: readonly Op[], draft: OpDraft, epoch = 'e1', deviceId = 'd'): readonly Op[] {
  const n = ops.filter(({ id }) => id.startsWith(`${deviceId}.${epoch}.`)).length + 1;
  const hlc = `17000000000${String(ops.length).padStart(2, '0')}-0000-${deviceId}`;
  return [...ops, numberOp(draft, { deviceId, epoch, n }, hlc)];
}

const create = createMarkDraft(target, user, {
  kind: 'length',
  SeriesInstanceUID: '1.2',
  SOPInstanceUID: '1.2.3',
  frameNumber: 1,
  points: points(1),
});

describe('new numbers', () => {
  it('[PUSH4] follow the last one without a gap and say the same of each other', () => {
    let ops = append([], create);
    ops = append(ops, setPointsDraft(target, user, points(2), ops));
    ops = append(ops, deleteMarkDraft(target, user, ops));
    const moved = [...renumberOps(ops.slice(1), { deviceId: 'd', epoch: 'e2', n: 4 }).values()];
    expect(moved.map(({ id }) => id)).toEqual(['d.e2.5', 'd.e2.6']);
    expect(moved.map(({ base }) => base)).toEqual([['d.e1.1'], ['d.e2.5']]);
    expect(foldMarks([...ops.slice(0, 1), ...moved])).toMatchObject([{ isDeleted: true }]);
  });

  it('[PUSH4] let a rejection know what it knew, and not what others did under the old numbers', () => {
    let ops = append([], create);
    ops = append(ops, setPointsDraft(target, user, points(2), ops));
    ops = append(ops, rejectStudyDraft(StudyInstanceUID, user, 'wrong CD', ops));
    const moved = [...renumberOps(ops.slice(1), { deviceId: 'd', epoch: 'e2', n: 0 }).values()];
    const here = [...ops.slice(0, 1), ...moved];
    expect(foldStudy(StudyInstanceUID, here)).toMatchObject({ hasLaterWork: false });
    expect(moved[1]?.value).toMatchObject({ seen: { 'd.e1': 1, 'd.e2': 1 } });
    // Whoever made the numbers that the server holds worked on it unseen.
    const others = append(ops.slice(0, 1), setPointsDraft(target, user, points(9), ops));
    expect(foldStudy(StudyInstanceUID, [...here, ...others])).toMatchObject({ hasLaterWork: true });
  });
});
