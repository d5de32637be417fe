import type { Mark } from '#shared/annotation/mark.ts';
import { findFrame } from '../stack/frame-stack.ts';
import { imageToView, transformPoint } from '../stage/view-transform.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';
import type { ViewerModel } from '../state/viewer-model.ts';
import type { ViewerSession } from './open-session.ts';
import { keyPlacesOf, neighbourOf } from './key-places.ts';

/** Shows a frame of the study in the active pane. */
export function goToPlace(
  model: ViewerModel,
  { stackIndex, index }: { readonly stackIndex: number; readonly index: number },
): void {
  if (stackIndex === model.state.stackIndex) model.goTo(index);
  else model.openStack(stackIndex, index);
}

/** Shows the frame that a mark is on, selects the mark, and brings it into sight where it is out of it. */
export function goToMark(model: ViewerModel, mark: Mark): void {
  const place = findFrame(model.state.stacks, mark.SOPInstanceUID, mark.frameNumber - 1);
  if (place === null) return;
  goToPlace(model, place);
  // The frame may have to be decoded first; what is shown changes with the next frame of the screen.
  const stop = model.store.subscribe(() => {
    const { state } = model;
    const isElsewhere = state.index !== place.index || state.stackIndex !== place.stackIndex;
    const isShown = state.shown.index === place.index && state.shown.kind !== 'waiting';
    if (!isElsewhere && !isShown) return;
    stop();
    if (!isElsewhere) bringIntoSight(model, mark);
  });
  model.store.set({ selectedMarkId: mark.id });
}

/** A view that shows none of a mark becomes the fitting one; any other stays as it is. */
function bringIntoSight(model: ViewerModel, { points }: Mark): void {
  const { state } = model;
  const picture = pictureOf(state);
  if (picture === null) return;
  const affine = imageToView(lookOf(state).view, picture.shape, state.size);
  const isSeen = points.some((point) => {
    const { x, y } = transformPoint(affine, point);
    return x >= 0 && y >= 0 && x <= state.size.width && y <= state.size.height;
  });
  if (!isSeen) model.setView((view) => ({ ...view, zoom: null, panX: 0, panY: 0 }));
}

/** Shows the next key image of the study, or the one before. */
export function stepKeyImage({ model, book }: ViewerSession, by: 1 | -1): void {
  const { stacks, stackIndex, index } = model.state;
  const places = keyPlacesOf(stacks, book.store.get().keyImages);
  const next = neighbourOf(places, { stackIndex, index }, by);
  if (next !== null) goToPlace(model, next);
}
