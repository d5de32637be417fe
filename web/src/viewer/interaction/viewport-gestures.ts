import { isMarkKind, type ImagePoint, type Mark } from '#shared/annotation/mark.ts';
import {
  hitMark,
  movedBy,
  movedHandle,
  type HandleId,
  type MarkHit,
} from '../marks/mark-geometry.ts';
import type { MarkTools } from '../marks/mark-tools.ts';
import type { Picture } from '../stage/picture.ts';
import {
  imageToView,
  inverseOf,
  panBy,
  transformPoint,
  zoomAt,
  zoomOf,
} from '../stage/view-transform.ts';
import { widthMinOf, windowInForce } from '../state/stack-look.ts';
import type { ViewerModel } from '../state/viewer-model.ts';
import { lookOf, pictureOf, stackOf, type ViewerState } from '../state/viewer-state.ts';
import { createWheelNotches, indexAfterDrag } from './drag-scroll.ts';
import type { Gesture, PointerSample, ViewPoint } from './pointer-arbiter.ts';
import { windowAfterDrag } from './window-drag.ts';

type StrokeKind = 'scroll' | 'window' | 'pan' | 'zoom' | 'place' | 'edit' | 'lens' | 'nothing';

/** A stroke with what was before it, so that taking it back leaves no trace. */
interface Stroke {
  kind: StrokeKind;
  readonly origin: PointerSample;
  readonly before: ViewerState;
  readonly picture: Picture | null;
  readonly grip: { readonly mark: Mark; readonly handle: HandleId | null } | null;
  last: ViewPoint;
}

/** A turn of the wheel; where it was made is asked for only when it matters (it costs a layout). */
export interface WheelTurn {
  readonly deltaY: number;
  /** As in DOM: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly isZoom: boolean;
  readonly atMs: number;
  at(): ViewPoint;
}

const doubleTapZoom = 2.5;
/** A drag of this many pixels upwards doubles the zoom. */
const pixelsPerZoomDoubling = 140;
const wheelZoomFactor = 1.15;

/** Gives gestures their meaning by tool, stack and what lies under the finger (decision 15). */
export class ViewportGestures {
  readonly #model: ViewerModel;
  readonly #marks: MarkTools;
  readonly #wheel = createWheelNotches();
  #stroke: Stroke | null = null;
  /** Once a pen was seen, it draws, and fingers only move what is seen. */
  #isPenKnown = false;

  constructor(model: ViewerModel, marks: MarkTools) {
    this.#model = model;
    this.#marks = marks;
  }

  handle(gesture: Gesture): void {
    switch (gesture.kind) {
      case 'stroke-start':
        this.#start(gesture.pointer);
        return;
      case 'stroke-move':
        this.#move(gesture.at);
        return;
      case 'stroke-end':
        this.#move(gesture.at);
        this.#end(gesture.at);
        return;
      case 'stroke-rest':
        this.#rest();
        return;
      case 'stroke-cancel':
        this.#cancel();
        return;
      case 'two-finger-tap':
        // Beside a pen, fingers and the palm that holds the tablet change nothing.
        if (!this.#isPenKnown) this.#marks.takeBack();
        return;
      case 'tap':
        this.#tap(gesture.pointer, gesture.count);
        return;
      case 'pinch-start':
      case 'pinch-end':
        return;
      case 'pinch-move': {
        const { size } = this.#model.state;
        this.#model.setView((view, { shape }) =>
          panBy(
            zoomAt(view, gesture.factor, gesture.centre, shape, size),
            gesture.dx,
            gesture.dy,
            shape,
            size,
          ),
        );
      }
    }
  }

  /** One notch is one frame; on a single frame, or with Ctrl, it zooms. */
  wheel(turn: WheelTurn): void {
    const { state } = this.#model;
    const notches = this.#wheel.add(turn.deltaY, turn.deltaMode, turn.atMs);
    if (notches === 0) return;
    const frameCount = stackOf(state)?.frames.length ?? 0;
    if (frameCount > 1 && !turn.isZoom) {
      this.#model.step(notches);
      return;
    }
    const at = turn.at();
    this.#model.setView((view, { shape }) =>
      zoomAt(view, wheelZoomFactor ** -notches, at, shape, state.size),
    );
  }

  /** A mouse over the viewport without a button: values under it, and the open end of a mark. */
  hover(at: ViewPoint | null): void {
    const picture = pictureOf(this.#model.state);
    if (at === null || picture === null) {
      this.#model.store.set({ hover: null });
      return;
    }
    this.#model.store.set({ hover: this.#pointUnder(at, picture) });
    this.#marks.hover(this.#imagePoint(at, picture), picture);
  }

  #start(pointer: PointerSample): void {
    this.#isPenKnown ||= pointer.kind === 'pen';
    const before = this.#model.state;
    const picture = pictureOf(before);
    const grip = this.#gripAt(pointer);
    const kind = grip !== null ? 'edit' : this.#kindOf(pointer);
    this.#stroke = { kind, origin: pointer, before, picture, grip, last: pointer };
    if (kind === 'place' && picture !== null) {
      this.#marks.place({ type: 'stroke-start', at: this.#imagePoint(pointer, picture) }, picture);
    }
    if (kind === 'scroll') this.#model.stopCine();
  }

  /**
   * A finger that rests asks to see what is under it: its stroke becomes one that only looks, and has changed
   * nothing, whatever tool is lit. On a handle it goes on moving it, and a pen goes on drawing.
   */
  #rest(): void {
    const stroke = this.#stroke;
    if (stroke === null || stroke.picture === null) return;
    const isFingerPlacing = stroke.kind === 'place' && stroke.origin.kind === 'touch';
    if (isFingerPlacing || !usesLens(stroke.kind)) {
      this.#takeBack(stroke);
      stroke.kind = 'lens';
    }
    this.#raiseLens(stroke.last, stroke.picture);
  }

  /** Shows the magnifier for what a finger covers; for the mouse where it was asked for. */
  #raiseLens(at: ViewPoint, picture: Picture | null): void {
    const stroke = this.#stroke;
    if (stroke === null || picture === null) return;
    const isMouse = stroke.origin.kind === 'mouse';
    if (isMouse && !this.#model.state.isLoupeOn) return;
    // What draws stays on the frame; what only looks must say where there is none.
    const isLooking = stroke.kind === 'lens';
    const point = isLooking ? this.#pointUnder(at, picture) : this.#imagePoint(at, picture);
    this.#model.store.set({ lens: { point, isLooking, isMouse } });
  }

  #kindOf(pointer: PointerSample): StrokeKind {
    if (pointer.kind === 'mouse' && pointer.button === 2) return 'zoom';
    if (pointer.kind === 'mouse' && pointer.button === 1) return 'pan';
    if (pointer.button > 2) return 'nothing';
    if (pointer.shiftKey) return 'window';
    const { tool } = this.#model.state;
    const isFingerBesidePen = this.#isPenKnown && pointer.kind === 'touch';
    if (isMarkKind(tool) && !isFingerBesidePen) return 'place';
    if (tool === 'window' || tool === 'pan' || tool === 'zoom') return tool;
    const frameCount = stackOf(this.#model.state)?.frames.length ?? 0;
    if (frameCount > 1) return 'scroll';
    // Fingers beside a pen move what is seen; they change nothing of it.
    return isFingerBesidePen && isMarkKind(tool) ? 'pan' : 'window';
  }

  #move(at: ViewPoint): void {
    const stroke = this.#stroke;
    if (stroke === null) return;
    const dx = at.x - stroke.origin.x;
    const dy = at.y - stroke.origin.y;
    const { before, picture } = stroke;
    const { size } = before;
    if (stroke.kind === 'scroll') {
      const frameCount = stackOf(before)?.frames.length ?? 0;
      this.#model.goTo(indexAfterDrag(before.index, dy, frameCount, size.height));
    } else if (picture !== null && stroke.kind === 'window') {
      const start = windowInForce(picture, lookOf(before));
      const moved = windowAfterDrag(start, dx, dy, widthMinOf(picture));
      this.#model.setWindow({ ...start, ...moved });
    } else if (stroke.kind === 'pan') {
      const [stepX, stepY] = [at.x - stroke.last.x, at.y - stroke.last.y];
      this.#model.setView((view, { shape }) => panBy(view, stepX, stepY, shape, size));
    } else if (stroke.kind === 'zoom') {
      const factor = 2 ** (-dy / pixelsPerZoomDoubling);
      const { view } = lookOf(before);
      this.#model.setView((_, { shape }) => zoomAt(view, factor, stroke.origin, shape, size));
    } else if (picture !== null && stroke.kind === 'place') {
      this.#marks.place({ type: 'stroke-move', at: this.#imagePoint(at, picture) }, picture);
    } else if (picture !== null && stroke.kind === 'edit') {
      this.#edit(stroke, at, picture);
    }
    stroke.last = at;
    if (usesLens(stroke.kind)) this.#raiseLens(at, picture);
  }

  #edit(stroke: Stroke, at: ViewPoint, picture: Picture): void {
    if (stroke.grip === null) return;
    const { mark, handle } = stroke.grip;
    const to = this.#imagePoint(at, picture);
    const from = this.#imagePoint(stroke.origin, picture);
    const points =
      handle === null
        ? movedBy(mark.points, to.x - from.x, to.y - from.y)
        : movedHandle(mark.points, handle, to);
    this.#marks.draftMove(mark, points);
  }

  #end(at: ViewPoint): void {
    const stroke = this.#stroke;
    this.#stroke = null;
    this.#putLensAway();
    if (stroke === null || stroke.picture === null) return;
    if (stroke.kind === 'place') {
      const point = this.#imagePoint(at, stroke.picture);
      this.#marks.place({ type: 'stroke-end', at: point }, stroke.picture);
    } else if (stroke.kind === 'edit' && stroke.grip !== null) {
      this.#marks.commitMove(stroke.grip.mark);
    }
  }

  #cancel(): void {
    const stroke = this.#stroke;
    this.#stroke = null;
    this.#putLensAway();
    if (stroke !== null) this.#takeBack(stroke);
  }

  #putLensAway(): void {
    if (this.#model.state.lens !== null) this.#model.store.set({ lens: null });
  }

  #takeBack(stroke: Stroke): void {
    if (stroke.kind === 'place' && stroke.picture !== null) {
      this.#marks.place({ type: 'stroke-cancel' }, stroke.picture);
    } else if (stroke.kind === 'edit') {
      this.#model.store.set({ draft: null });
    } else if (stroke.kind === 'scroll') {
      this.#model.goTo(stroke.before.index);
    } else if (stroke.kind !== 'lens') {
      this.#model.store.set({ looks: stroke.before.looks });
    }
  }

  #tap(pointer: PointerSample, count: 1 | 2): void {
    this.#isPenKnown ||= pointer.kind === 'pen';
    const { state } = this.#model;
    const picture = pictureOf(state);
    if (picture === null || pointer.button !== 0) return;
    const isPlacing = isMarkKind(state.tool);
    const hit = state.placement.kind === 'anchored' ? null : this.#hitAt(pointer);
    if (hit !== null) {
      this.#model.store.set({ selectedMarkId: hit.markId });
      return;
    }
    const isFingerBesidePen = this.#isPenKnown && pointer.kind === 'touch';
    if (isPlacing && !isFingerBesidePen) {
      this.#marks.place({ type: 'tap', at: this.#imagePoint(pointer, picture) }, picture);
      return;
    }
    this.#model.store.set({ selectedMarkId: null });
    if (count === 2) this.#toggleZoom(pointer);
  }

  #toggleZoom(at: ViewPoint): void {
    const { size } = this.#model.state;
    this.#model.setView((view, { shape }) => {
      const fitted = { ...view, zoom: null, panX: 0, panY: 0 };
      const isFitted = zoomOf(view, shape, size) <= zoomOf(fitted, shape, size) * 1.01;
      return isFitted ? zoomAt(fitted, doubleTapZoom, at, shape, size) : fitted;
    });
  }

  /** What of the selected mark a stroke takes hold of. */
  #gripAt(pointer: PointerSample): Stroke['grip'] {
    if (pointer.button !== 0 || this.#model.state.placement.kind !== 'none') return null;
    const { selectedMarkId } = this.#model.state;
    const hit = this.#hitAt(pointer);
    // Only what shows its handles can be moved: a scroll must not drag marks along by chance.
    if (hit === null || hit.markId !== selectedMarkId) return null;
    const mark = this.#marks.markById(hit.markId);
    if (mark === null) return null;
    return { mark, handle: hit.part === 'handle' ? hit.handle : null };
  }

  #hitAt(pointer: PointerSample): MarkHit | null {
    const { state } = this.#model;
    const picture = pictureOf(state);
    if (picture === null) return null;
    const affine = imageToView(lookOf(state).view, picture.shape, state.size);
    const drawn = this.#marks.onFrame(picture).map(({ id, kind, points }) => ({
      id,
      kind,
      points: points.map((point) => transformPoint(affine, point)),
    }));
    return hitMark(drawn, state.selectedMarkId, pointer, pointer.kind !== 'mouse');
  }

  /** The point under a place of the viewport, which may lie beside the frame. */
  #pointUnder(at: ViewPoint, picture: Picture): ImagePoint {
    const { state } = this.#model;
    const affine = imageToView(lookOf(state).view, picture.shape, state.size);
    return transformPoint(inverseOf(affine), at);
  }

  /** The frame's point under a place of the viewport, kept on the frame. */
  #imagePoint(at: ViewPoint, picture: Picture): ImagePoint {
    const { x, y } = this.#pointUnder(at, picture);
    return {
      x: Math.min(Math.max(x, -0.5), picture.shape.Columns - 0.5),
      y: Math.min(Math.max(y, -0.5), picture.shape.Rows - 0.5),
    };
  }
}

/** Strokes whose point lies under the finger that makes them. */
function usesLens(kind: StrokeKind): boolean {
  return kind === 'place' || kind === 'edit' || kind === 'lens';
}
