import { useCallback } from 'react';
import type { FrameRef } from '#shared/sync/key-images.ts';
import { pictureOf, type ViewerState } from '../state/viewer-state.ts';
import type { ViewerSession } from './open-session.ts';
import { useMarkBook, useSession, useViewer } from './viewer-context.ts';

/** Whether the frame on the screen is a key image. */
export function useIsKeyImage(): boolean {
  const { book } = useSession();
  const picture = useViewer(pictureOf);
  // Asked for to be told of changes; the book knows which frames are starred.
  useMarkBook((state) => state.keyImages);
  if (picture === null) return false;
  const { SeriesInstanceUID, SOPInstanceUID } = picture.record;
  return book.isKeyImage({
    SeriesInstanceUID,
    SOPInstanceUID,
    frameNumber: picture.frameIndex + 1,
  });
}

/** Stars the frame on the screen, or takes its star away. */
export function useToggleKeyImage(): () => void {
  const session = useSession();
  return useCallback(() => toggleKeyImage(session), [session]);
}

export function toggleKeyImage({ model, book }: ViewerSession): void {
  const frame = frameOnScreen(model.state);
  if (frame !== null) void book.toggleKeyImage(frame);
}

function frameOnScreen(state: ViewerState): FrameRef | null {
  const picture = pictureOf(state);
  if (picture === null) return null;
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = picture.record;
  const frameNumber = picture.frameIndex + 1;
  return { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, frameNumber };
}
