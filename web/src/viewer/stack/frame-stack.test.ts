import { describe, expect, it } from 'vitest';
import type { InstanceSummary, SeriesSummary } from '../../archive/archive-types.ts';
import { findFrame, stacksOfStudy } from './frame-stack.ts';

const ct = '1.2.840.10008.5.1.4.1.1.2';
const usMultiFrame = '1.2.840.10008.5.1.4.1.1.3.1';
const explicitLittle = '1.2.840.10008.1.2.1';

function instance(id: string, over: Partial<InstanceSummary> = {}): InstanceSummary {
  return {
    id,
    SOPInstanceUID: `1.2.${id}`,
    SOPClassUID: ct,
    TransferSyntaxUID: explicitLittle,
    SeriesInstanceUID: '1.2.3',
    InstanceNumber: null,
    NumberOfFrames: 1,
    byteLength: 1,
    sha256: id,
    isLocal: true,
    isOnServer: false,
    isVariant: false,
    ...over,
  };
}

function series(Modality: string, instances: readonly InstanceSummary[]): SeriesSummary {
  return {
    SeriesInstanceUID: '1.2.3',
    Modality,
    SeriesNumber: 1,
    SeriesDescription: '',
    BodyPartExamined: '',
    Laterality: '',
    thumbnailInstanceId: null,
    instances,
  };
}

describe('stacks of a study', () => {
  it('makes one stack of the single frames of a series, in their order', () => {
    const [stack, ...others] = stacksOfStudy([
      series(
        'CT',
        ['1', '2', '3'].map((id) => instance(id)),
      ),
    ]);
    expect(others).toEqual([]);
    expect(stack?.frames.map((frame) => frame.instance.id)).toEqual(['1', '2', '3']);
  });

  it('gives every multi-frame instance and every projection a stack of its own', () => {
    const clip = { SOPClassUID: usMultiFrame, NumberOfFrames: 3 };
    const us = series('US', [instance('1', clip), instance('2'), instance('3', clip)]);
    const mg = series('MG', [instance('4'), instance('5')]);
    const stacks = stacksOfStudy([us, mg]);
    expect(stacks.map(({ frames }) => frames.length)).toEqual([3, 1, 3, 1, 1]);
    expect(stacks.map(({ isMultiFrame }) => isMultiFrame)).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(stacks[2]?.frames.map(({ frameIndex }) => frameIndex)).toEqual([0, 1, 2]);
  });

  it('says of documents, reports and video what they are', () => {
    const stacks = stacksOfStudy([
      series('SR', [instance('1', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.11' })]),
      series('DOC', [instance('2', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.104.1' })]),
      series('XA', [instance('3', { TransferSyntaxUID: '1.2.840.10008.1.2.4.102' })]),
      series('OT', [instance('4', { SOPClassUID: '1.3.6.1.4.1.9999.1' })]),
    ]);
    expect(stacks.map(({ objectKind }) => objectKind)).toEqual([
      'structured-report',
      'document',
      'video',
      null,
    ]);
  });

  it('keeps a variant out of the stack that it contradicts', () => {
    const stacks = stacksOfStudy([
      series('CT', [
        instance('1'),
        instance('2', { isVariant: true }),
        instance('2b', { isVariant: true, SOPInstanceUID: '1.2.2' }),
        instance('3'),
      ]),
    ]);
    expect(stacks.map(({ frames }) => frames.map((frame) => frame.instance.id))).toEqual([
      ['1', '2', '3'],
      ['2b'],
    ]);
  });

  it('finds the frame of a mark again', () => {
    const clip = { SOPClassUID: usMultiFrame, NumberOfFrames: 3 };
    const stacks = stacksOfStudy([series('US', [instance('1'), instance('2', clip)])]);
    expect(findFrame(stacks, '1.2.2', 2)).toEqual({ stackIndex: 1, index: 2 });
    expect(findFrame(stacks, '1.2.2', 3)).toBeNull();
  });
});
