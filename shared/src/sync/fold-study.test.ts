import { describe, expect, it } from 'vitest';
import { foldStudy, rejectStudyDraft, restoreStudyDraft } from './fold-study.ts';
import { createMarkDraft } from './mark-op.ts';
import type { Op, OpUser } from './op.ts';
import { numberOp, type OpDraft } from './op-id.ts';

const study = '1.2.3';
const ana: OpUser = { id: 'u1', name: 'Ana', profession: 'radiologist' };
const ben: OpUser = { id: 'u2', name: 'Ben', profession: 'vet' };

function write(draft: OpDraft, deviceId: string, n: number, wallMs: number): Op {
  const hlc = `${String(wallMs).padStart(13, '0')}-0000-${deviceId}`;
  return numberOp(draft, { deviceId, epoch: 'e', n }, hlc);
}

function mark(deviceId: string, n: number, wallMs: number): Op {
  const target = { type: 'mark', id: `m${deviceId}${n}`, StudyInstanceUID: study };
  const value = {
    kind: 'length' as const,
    SeriesInstanceUID: '1.2',
    SOPInstanceUID: '1.2.3',
    frameNumber: 1,
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
  return write(createMarkDraft(target, ben, value), deviceId, n, wallMs);
}

describe('folding a study', () => {
  it('[MERGE7] rejected with its reason, and back', () => {
    const reject = write(rejectStudyDraft(study, ana, 'wrong CD', []), 'a', 1, 10);
    expect(foldStudy(study, [reject])).toMatchObject({
      rejection: { reason: 'wrong CD', by: 'Ana', at: '1970-01-01T00:00:00.010Z' },
      hasLaterWork: false,
      contested: false,
    });
    const restore = write(restoreStudyDraft(study, ana, [reject]), 'a', 2, 5);
    expect(foldStudy(study, [restore, reject]).rejection).toBeNull();
    const again = write(rejectStudyDraft(study, ana, 'twice', [reject, restore]), 'a', 3, 4);
    expect(foldStudy(study, [again, restore, reject]).rejection?.reason).toBe('twice');
  });

  it('[MERGE7] one person taking back his own rejection does not take back another', () => {
    const byAna = write(rejectStudyDraft(study, ana, 'wrong CD', []), 'a', 1, 10);
    const back = write(restoreStudyDraft(study, ana, [byAna]), 'a', 2, 20);
    const byBen = write(rejectStudyDraft(study, ben, 'wrong patient', []), 'b', 1, 15);
    expect(foldStudy(study, [byBen, back, byAna])).toMatchObject({
      rejection: { reason: 'wrong patient', by: 'Ben' },
      contested: true,
    });
  });

  it('[MERGE8] work that the rejecting person had not seen is told, whatever the clocks say', () => {
    const seen = mark('b', 1, 99);
    const reject = write(rejectStudyDraft(study, ana, 'wrong CD', [seen]), 'a', 1, 50);
    expect(foldStudy(study, [seen, reject]).hasLaterWork).toBe(false);
    const later = mark('b', 2, 3);
    expect(foldStudy(study, [later, reject, seen]).hasLaterWork).toBe(true);
  });

  it('[OP6] other studies and unknown kinds change nothing', () => {
    const other = write(rejectStudyDraft('9.9', ana, 'x', []), 'a', 1, 1);
    const odd = write({ ...restoreStudyDraft(study, ana, []), kind: 'study.glow' }, 'a', 2, 2);
    expect(foldStudy(study, [other, odd])).toMatchObject({ rejection: null, contested: false });
  });
});
