import { sopClassOf, type SopClassKind } from '#shared/dicom/sop-class.ts';
import { transferSyntaxOf } from '#shared/dicom/transfer-syntax.ts';
import type { InstanceSummary, SeriesSummary } from '../../archive/archive-types.ts';

/** One frame of a stack: an instance and which of its frames. */
export interface StackFrame {
  readonly instance: InstanceSummary;
  /** 0-based. */
  readonly frameIndex: number;
}

/**
 * What is scrolled through as one: the single-frame instances of a series, or the frames of one
 * multi-frame instance, or one projection image; or one object that is no image at all.
 */
export interface FrameStack {
  /** Stable while the study is the same; opaque. */
  readonly id: string;
  readonly series: SeriesSummary;
  readonly kind: 'frames' | 'not-an-image';
  /** Of what is not an image; null where frames are. */
  readonly objectKind: SopClassKind | null;
  /** At least one. */
  readonly frames: readonly StackFrame[];
  /** Frames follow each other in time, in one instance. */
  readonly isMultiFrame: boolean;
}

/** Modalities whose instances are views in their own right: two of a series are no stack (as on a light box). */
const singleViewModalities = new Set(['CR', 'DX', 'MG', 'IO', 'PX', 'RG', 'XC', 'OP', 'ES', 'GM']);

/** Takes the series of a study apart into stacks, in the order given. */
export function stacksOfStudy(series: readonly SeriesSummary[]): readonly FrameStack[] {
  return series.flatMap(stacksOfSeries);
}

function stacksOfSeries(series: SeriesSummary): FrameStack[] {
  const stacks: FrameStack[] = [];
  let run: StackFrame[] = [];
  const endRun = (): void => {
    if (run[0] !== undefined) stacks.push(frameStack(series, run, false));
    run = [];
  };
  const isSingleView = singleViewModalities.has(series.Modality);
  const seen = new Set<string>();
  const variants: InstanceSummary[] = [];
  for (const instance of series.instances) {
    if (instance.isVariant && seen.has(instance.SOPInstanceUID)) {
      variants.push(instance);
      continue;
    }
    seen.add(instance.SOPInstanceUID);
    const objectKind = notAnImage(instance);
    const frameCount = Math.max(1, instance.NumberOfFrames);
    if (objectKind !== null) {
      endRun();
      const frames = [{ instance, frameIndex: 0 }];
      const id = instance.id;
      stacks.push({ id, series, kind: 'not-an-image', objectKind, frames, isMultiFrame: false });
    } else if (frameCount > 1) {
      endRun();
      stacks.push(frameStack(series, framesOf(instance, frameCount), true));
    } else {
      run.push({ instance, frameIndex: 0 });
      if (isSingleView) endRun();
    }
  }
  endRun();
  // A second content under one UID is looked at beside the first, never as its neighbour in a stack.
  for (const instance of variants) {
    const frameCount = Math.max(1, instance.NumberOfFrames);
    stacks.push(frameStack(series, framesOf(instance, frameCount), frameCount > 1));
  }
  return stacks;
}

function framesOf(instance: InstanceSummary, frameCount: number): StackFrame[] {
  return Array.from({ length: frameCount }, (_, frameIndex) => ({ instance, frameIndex }));
}

function frameStack(
  series: SeriesSummary,
  frames: readonly StackFrame[],
  isMultiFrame: boolean,
): FrameStack {
  const id = frames[0]?.instance.id ?? '';
  return { id, series, kind: 'frames', objectKind: null, frames, isMultiFrame };
}

/** Kind of an instance that cannot be shown as frames; null for images and for what the table does not know. */
function notAnImage(instance: InstanceSummary): SopClassKind | null {
  if (transferSyntaxOf(instance.TransferSyntaxUID)?.codec === 'video') return 'video';
  const sopClass = sopClassOf(instance.SOPClassUID);
  return sopClass === undefined || sopClass.isImage ? null : sopClass.kind;
}

/** Where an instance's frame is among the stacks; null when it is in none. */
export function findFrame(
  stacks: readonly FrameStack[],
  SOPInstanceUID: string,
  frameIndex: number,
): { readonly stackIndex: number; readonly index: number } | null {
  for (const [stackIndex, stack] of stacks.entries()) {
    const index = stack.frames.findIndex(
      (frame) =>
        frame.instance.SOPInstanceUID === SOPInstanceUID && frame.frameIndex === frameIndex,
    );
    if (index >= 0) return { stackIndex, index };
  }
  return null;
}
