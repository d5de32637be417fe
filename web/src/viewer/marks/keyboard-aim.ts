import { isMarkKind, type ImagePoint } from '#shared/annotation/mark.ts';
import type { Picture } from '../stage/picture.ts';
import { imageToView, inverseOf, transformPoint } from '../stage/view-transform.ts';
import type { ViewerModel } from '../state/viewer-model.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';
import type { MarkTools } from './mark-tools.ts';

/** Where the point of a mark begins that is set without a pointer: in the middle of what is seen. */
function middleOf(model: ViewerModel, picture: Picture): ImagePoint {
  const { size } = model.state;
  return onFrame(model, picture, { x: size.width / 2, y: size.height / 2 });
}

/**
 * The key for points: first it shows a cross, then it sets the end of a mark where the cross is; the lit tool
 * says which. Does nothing without a tool for marks.
 */
export function setPointByKey(model: ViewerModel, marks: MarkTools): void {
  const { state } = model;
  const picture = pictureOf(state);
  if (picture === null || !isMarkKind(state.tool)) return;
  if (state.aim === null) {
    model.store.set({ aim: middleOf(model, picture) });
    return;
  }
  marks.place({ type: 'tap', at: state.aim }, picture);
  if (model.state.placement.kind === 'none') model.store.set({ aim: null });
}

/** Moves the cross by pixels of the frame, in the directions of the screen however the frame is turned. */
export function nudgeAim(model: ViewerModel, marks: MarkTools, dx: number, dy: number): void {
  const { state } = model;
  const picture = pictureOf(state);
  if (picture === null || state.aim === null) return;
  const affine = imageToView(lookOf(state).view, picture.shape, state.size);
  const at = transformPoint(affine, state.aim);
  const pixelX = Math.hypot(affine.a, affine.c);
  const pixelY = Math.hypot(affine.b, affine.d);
  const aim = onFrame(model, picture, { x: at.x + dx * pixelX, y: at.y + dy * pixelY });
  model.store.set({ aim });
  marks.hover(aim, picture);
}

function onFrame(model: ViewerModel, picture: Picture, at: ImagePoint): ImagePoint {
  const { state } = model;
  const affine = imageToView(lookOf(state).view, picture.shape, state.size);
  const { x, y } = transformPoint(inverseOf(affine), at);
  // Whole pixels: what a key says ten times must end ten pixels on.
  return {
    x: Math.min(Math.max(Math.round(x), 0), picture.shape.Columns - 1),
    y: Math.min(Math.max(Math.round(y), 0), picture.shape.Rows - 1),
  };
}
