import { pictureOf } from '../state/viewer-state.ts';
import { goToMark } from './go-to-place.ts';
import type { ViewerSession } from './open-session.ts';

/**
 * Deletes the selected mark where it is on the frame on the screen; one that is on another frame is only gone to,
 * since nothing may be deleted unseen. Answers what it did.
 */
export function deleteSelected({
  model,
  marks,
}: Pick<ViewerSession, 'model' | 'marks'>): 'deleted' | 'shown' | 'nothing' {
  const { selectedMarkId } = model.state;
  const mark = selectedMarkId === null ? null : marks.markById(selectedMarkId);
  if (mark === null) return 'nothing';
  const picture = pictureOf(model.state);
  if (picture !== null && marks.onFrame(picture).includes(mark)) {
    marks.deleteSelected();
    return 'deleted';
  }
  goToMark(model, mark);
  return 'shown';
}
