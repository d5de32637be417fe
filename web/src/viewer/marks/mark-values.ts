import { measureAngle } from '#shared/annotation/measure-angle.ts';
import { measureLength } from '#shared/annotation/measure-length.ts';
import { measureProbe } from '#shared/annotation/measure-probe.ts';
import { measureRegion, type MeasuredFrame } from '#shared/annotation/measure-region.ts';
import type { Mark } from '#shared/annotation/mark.ts';
import type { Measurement } from '#shared/annotation/measurement.ts';
import { findFrame } from '../stack/frame-stack.ts';
import type { Picture } from '../stage/picture.ts';
import type { ViewerModel } from '../state/viewer-model.ts';
import { pictureOf } from '../state/viewer-state.ts';

type Measured = Pick<Mark, 'kind' | 'points'>;

/** Measures a mark on the decoded frame it lies on, from stored values. */
export function measureMark({ kind, points }: Measured, picture: Picture): Measurement {
  const { dataset } = picture.record;
  const frame: MeasuredFrame = {
    dataset,
    frameIndex: picture.frameIndex,
    frame: picture.frame,
    suvFactor: picture.suv.ok ? picture.suv.value.factor : null,
  };
  switch (kind) {
    case 'length':
      return measureLength(points, dataset, picture.frameIndex);
    case 'angle':
      return measureAngle(points, dataset, picture.frameIndex);
    case 'ellipse':
    case 'rectangle':
      return measureRegion(kind, points, frame);
    case 'probe':
      return measureProbe(points, frame);
    case 'arrow':
      return { values: [], calibration: 'none', warnings: [] };
  }
}

export type ValuesOfMark =
  /** `suv`: what SUV rests on, or why there is none. The frame itself is not kept alive by its numbers. */
  | { readonly kind: 'known'; readonly measurement: Measurement; readonly suv: Picture['suv'] }
  | { readonly kind: 'computing' }
  | { readonly kind: 'unreadable' }
  /** Its instance is not among those of the study. */
  | { readonly kind: 'elsewhere' };

interface Entry {
  readonly key: string;
  readonly value: ValuesOfMark;
}

/** Values of all marks of a study, of frames that are not on the screen too: computed when asked for. */
export class MarkValues {
  readonly #model: ViewerModel;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  /** Frames are loaded for values one after another: the one on the screen must not wait for them. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(model: ViewerModel) {
    this.#model = model;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly version = (): number => this.#version;

  valuesOf(mark: Mark): ValuesOfMark {
    const key = keyOf(mark);
    const known = this.#entries.get(mark.id);
    const shown = pictureOf(this.#model.state);
    // What could not be read then may be on the screen by now.
    const isStale = known?.value.kind === 'unreadable' && shown !== null && isOn(mark, shown);
    if (known?.key === key && !isStale) return known.value;
    if (shown !== null && isOn(mark, shown)) return this.#keep(mark, key, measured(mark, shown));
    const { stacks } = this.#model.state;
    const place = findFrame(stacks, mark.SOPInstanceUID, mark.frameNumber - 1);
    const stack = place === null ? undefined : stacks[place.stackIndex];
    if (place === null || stack === undefined) return { kind: 'elsewhere' };
    this.#queue = this.#queue.then(async () => {
      const state = await this.#model.frames.load(stack, place.index);
      const isReady = state.kind === 'ready';
      this.#keep(mark, key, isReady ? measured(mark, state.picture) : { kind: 'unreadable' });
      this.#tell();
    });
    return this.#keep(mark, key, { kind: 'computing' });
  }

  /** The bytes of some instances have come to this device: what could not be read may be readable now. */
  refresh(): void {
    let isAny = false;
    for (const [markId, { value }] of this.#entries) {
      if (value.kind === 'unreadable') isAny = this.#entries.delete(markId);
    }
    if (isAny) this.#tell();
  }

  /** Resolves when everything asked for so far has been computed. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  #keep(mark: Mark, key: string, value: ValuesOfMark): ValuesOfMark {
    this.#entries.set(mark.id, { key, value });
    return value;
  }
}

function measured(mark: Mark, picture: Picture): ValuesOfMark {
  return { kind: 'known', measurement: measureMark(mark, picture), suv: picture.suv };
}

function isOn(mark: Mark, picture: Picture): boolean {
  return (
    mark.SOPInstanceUID === picture.record.SOPInstanceUID &&
    mark.frameNumber === picture.frameIndex + 1
  );
}

function keyOf({ points }: Mark): string {
  return points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ');
}
