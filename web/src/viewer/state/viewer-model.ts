import { autoVoi, unwindowedVoi } from '#shared/pixel/auto-voi.ts';
import { frameRateOf } from '#shared/pixel/frame-rate.ts';
import type { VoiWindow } from '#shared/pixel/voi-lut.ts';
import { startCineClock, type CineClock } from '../cine/cine-clock.ts';
import { cinePlanOf } from '../cine/cine-plan.ts';
import { clampIndex } from '../interaction/drag-scroll.ts';
import type { ToolName } from '../interaction/viewer-keys.ts';
import { noPlacement } from '../marks/mark-placement.ts';
import type { FrameSource, FrameState } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import { openingIndexOf } from '../stack/opening-place.ts';
import type { ViewFailure } from '../stack/picture-ports.ts';
import type { Drawing } from '../stage/frame-stage.ts';
import type { Picture } from '../stage/picture.ts';
import { imageToView, type ViewportSize, type ViewTransform } from '../stage/view-transform.ts';
import { createObservable, type Observable } from './observable.ts';
import { isCatchingUp, resolveShown, type Before } from './resolve-shown.ts';
import {
  choicesFor,
  firstLook,
  voiInForce,
  type StackLook,
  type VoiSelection,
} from './stack-look.ts';
import {
  initialViewerState,
  lookOf,
  pictureOf,
  stackOf,
  type Shown,
  type ViewerState,
} from './viewer-state.ts';

/** Decoded frames, shared by all panes of a study. */
export type ViewerFrames = FrameSource<Picture, ViewFailure>;

/** The state of one pane of an open study and everything that may be done to it; knows no DOM. */
export class ViewerModel {
  readonly paneId: string;
  readonly store: Observable<ViewerState>;
  readonly frames: ViewerFrames;
  #cine: CineClock | null = null;
  /** Where each stack was left, 0-based. */
  readonly #places = new Map<string, number>();
  /** Before the first stack is opened no place has been left. */
  #isOpen = false;
  #before: Before = { stackId: '', shown: { kind: 'nothing', index: 0 }, wanted: 0 };

  /** While a pane is not on the screen it asks for no frames. */
  #isSeen = true;

  constructor(paneId: string, stacks: readonly FrameStack[], frames: ViewerFrames) {
    this.paneId = paneId;
    this.store = createObservable(initialViewerState(stacks));
    this.frames = frames;
  }

  get state(): ViewerState {
    return this.store.get();
  }

  /** New rows of the study: the person stays at the instance they look at. */
  setStacks(stacks: readonly FrameStack[]): void {
    const before = stackOf(this.state);
    const current = before?.frames[this.state.index];
    const sameStack = stacks.findIndex(({ id }) => id === before?.id);
    const holding = stacks.findIndex(({ frames }) =>
      frames.some((frame) => frame.instance.id === current?.instance.id),
    );
    const stackIndex = Math.max(0, holding >= 0 ? holding : sameStack);
    const stack = stacks[stackIndex];
    const index = stack?.frames.findIndex(
      (frame) =>
        frame.instance.id === current?.instance.id && frame.frameIndex === current.frameIndex,
    );
    this.store.set({ stacks, stackIndex, index: Math.max(0, index ?? 0) });
    this.#focus();
  }

  /** Opens a stack at a frame; without one where it was left, or at its opening place. */
  openStack(stackIndex: number, wanted?: number): void {
    const stack = this.state.stacks[stackIndex];
    if (stack === undefined) return;
    this.stopCine();
    const left = stackOf(this.state);
    if (left !== null && this.#isOpen) this.#places.set(left.id, this.state.index);
    this.#isOpen = true;
    const index = wanted ?? this.#places.get(stack.id) ?? openingIndexOf(stack);
    this.store.set({
      stackIndex,
      index: clampIndex(index, stack.frames.length),
      direction: 1,
      selectedMarkId: null,
      placement: noPlacement,
      aim: null,
      draft: null,
      lens: null,
      hover: null,
    });
    this.#focus();
  }

  /** Goes to a frame by a person's hand: a running clip stops there. */
  goTo(index: number): void {
    this.stopCine();
    this.#want(index);
  }

  step(by: number): void {
    this.goTo(this.state.index + by);
  }

  openNeighbour(by: 1 | -1): void {
    this.openStack(this.state.stackIndex + by);
  }

  setTool(tool: ToolName): void {
    this.store.set({ tool, placement: noPlacement, aim: null, draft: null });
  }

  setView(change: (view: ViewTransform, picture: Picture) => ViewTransform): void {
    const picture = pictureOf(this.state);
    if (picture === null) return;
    this.#changeLook((look) => ({ ...look, view: change(look.view, picture) }));
  }

  setVoi(voi: VoiSelection): void {
    this.#changeLook((look) => ({ ...look, voi }));
  }

  setWindow(window: VoiWindow): void {
    this.setVoi({ kind: 'own', window });
  }

  /** Takes the n-th of what is offered (1-based), as the menu counts. */
  chooseVoi(number: number): void {
    const picture = pictureOf(this.state);
    if (picture === null) return;
    const choice = choicesFor(picture, lookOf(this.state))[number - 1];
    if (choice !== undefined) this.setVoi({ kind: 'choice', id: choice.id });
  }

  /** Makes a window from the values of the frame on the screen. */
  applyAutoVoi(): void {
    const picture = pictureOf(this.state);
    if (picture === null || picture.pipeline.kind === 'colour') return;
    const firstAuto = autoVoi(picture.record.dataset, picture.frameIndex, picture.frame);
    this.#changeLook((look) => ({ ...look, firstAuto, voi: { kind: 'choice', id: firstAuto.id } }));
  }

  toggleInvert(): void {
    this.#changeLook((look) => ({ ...look, isInverted: !look.isInverted }));
  }

  /** Everything as the study was opened: fit, first window, not inverted, not turned. */
  resetLook(): void {
    this.#changeLook(({ firstAuto }) => ({ ...firstLook, firstAuto }));
  }

  setSize(size: ViewportSize): void {
    this.store.set({ size });
  }

  startCine(nowMs: number): void {
    const { state } = this;
    const stack = stackOf(state);
    const picture = pictureOf(state);
    if (stack === null || picture === null || stack.frames.length < 2) return;
    const plan = cinePlanOf(
      stack.isMultiFrame ? frameRateOf(picture.record.dataset, stack.frames.length) : null,
      stack.frames.length,
    );
    this.#cine = startCineClock(plan, state.shown.index, nowMs, state.cine.speed);
    this.store.set({ cine: { ...state.cine, isPlaying: true }, selectedMarkId: null });
  }

  stopCine(): void {
    if (this.#cine === null) return;
    this.#cine = null;
    const { cine, shown } = this.state;
    this.store.set({ cine: { ...cine, isPlaying: false }, index: shown.index });
  }

  toggleCine(nowMs: number): void {
    if (this.#cine === null) this.startCine(nowMs);
    else this.stopCine();
  }

  setCineSpeed(speed: number, nowMs: number): void {
    this.#cine?.setSpeed(speed, nowMs);
    this.store.set({ cine: { ...this.state.cine, speed } });
  }

  /**
   * Called once for each frame of the screen: moves a running clip on, decides what is shown, and gives
   * the drawing for it. `shown` changes here and nowhere else, so labels and picture change together.
   */
  advance(nowMs: number): Drawing | null {
    if (this.#cine !== null) this.#want(this.#cine.indexAt(nowMs));
    const stack = stackOf(this.state);
    if (stack === null) return null;
    const { index } = this.state;
    const shown = resolveShown(stack, index, this.#before, this.#cine !== null, this.#stateOf);
    this.#before = { stackId: stack.id, shown, wanted: index };
    if (!isSameShown(shown, this.state.shown)) this.store.set({ shown });
    if (shown.kind !== 'picture') return null;
    this.#keepFirstAuto(shown.picture);
    return this.#drawingOf(shown.picture);
  }

  /** Whether the next frame of the screen has something to show without anything else happening. */
  get isMoving(): boolean {
    const { state } = this;
    const stack = stackOf(state);
    if (this.#cine !== null) return true;
    return stack !== null && isCatchingUp(stack, state.index, state.shown, this.#stateOf);
  }

  /** The pane has come onto the screen, or has left it: only what is seen takes frames and plays. */
  setSeen(isSeen: boolean): void {
    if (isSeen === this.#isSeen) return;
    this.#isSeen = isSeen;
    if (!isSeen) this.stopCine();
    this.#focus();
  }

  close(): void {
    this.#cine = null;
  }

  readonly #stateOf = (stack: FrameStack, index: number): FrameState<Picture, ViewFailure> =>
    this.frames.stateOf(stack, index);

  #drawingOf(picture: Picture): Drawing {
    const { state } = this;
    const look = lookOf(state);
    return {
      picture,
      voi: voiInForce(picture, look),
      isInverted: look.isInverted,
      imageToView: imageToView(look.view, picture.shape, state.size),
      smoothing: state.smoothing,
      areOverlaysShown: state.areOverlaysShown,
    };
  }

  #keepFirstAuto(picture: Picture): void {
    if (picture.pipeline.kind === 'colour' || picture.choices.length > 0) return;
    if (lookOf(this.state).firstAuto !== null) return;
    const firstAuto = unwindowedVoi(picture.record.dataset, picture.frameIndex, picture.frame);
    this.#changeLook((look) => ({ ...look, firstAuto }));
  }

  #want(wanted: number): void {
    const { state } = this;
    const stack = stackOf(state);
    if (stack === null) return;
    const index = clampIndex(wanted, stack.frames.length);
    if (index === state.index) return;
    const isFar = Math.abs(index - state.index) > 1 && this.#cine !== null;
    const direction = isFar ? state.direction : index > state.index ? 1 : -1;
    // A mark half made belongs to the frame it was begun on.
    this.store.set({ index, direction, placement: noPlacement, aim: null, draft: null });
    this.#focus();
  }

  #focus(): void {
    const { state } = this;
    const stack = stackOf(state);
    if (!this.#isSeen || stack === null || stack.kind === 'not-an-image') {
      this.frames.unfocus(this.paneId);
    } else {
      this.frames.focus(stack, state.index, state.direction, this.paneId);
    }
  }

  #changeLook(change: (look: StackLook) => StackLook): void {
    const stack = stackOf(this.state);
    if (stack === null) return;
    const looks = new Map(this.state.looks);
    looks.set(stack.id, change(lookOf(this.state)));
    this.store.set({ looks });
  }
}

function isSameShown(a: Shown, b: Shown): boolean {
  if (a.kind !== b.kind || a.index !== b.index) return false;
  if (a.kind === 'picture' && b.kind === 'picture') return a.picture === b.picture;
  if (a.kind === 'waiting' && b.kind === 'waiting') return a.progress === b.progress;
  return a.kind !== 'failed' || b.kind !== 'failed' || a.failure === b.failure;
}
