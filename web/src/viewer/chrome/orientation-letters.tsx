import { useMemo, type ReactNode } from 'react';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { orientationLabelsOf, type OrientationLabels } from '#shared/pixel/orientation-labels.ts';
import { useViewer } from '../session/viewer-context.ts';
import type { Picture } from '../stage/picture.ts';
import type { ViewTransform } from '../stage/view-transform.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';

/** Modalities whose images lie in the patient in a way that a reader relies on. */
const sidedModalities = new Set([
  'CT',
  'MR',
  'PT',
  'NM',
  'CR',
  'DX',
  'MG',
  'XA',
  'RF',
  'RG',
  'IO',
  'PX',
  'RTIMAGE',
  'RTDOSE',
]);

/** Letters of the four edges as the view lies now; `unknown` where they are missed, null where none are due. */
export function useOrientation(): OrientationLabels | 'unknown' | null {
  const picture = useViewer(pictureOf);
  const { rotation, isFlippedX, isFlippedY } = useViewer((state) => lookOf(state).view);
  return useMemo(
    () => (picture === null ? null : orientationOf(picture, { rotation, isFlippedX, isFlippedY })),
    [picture, rotation, isFlippedX, isFlippedY],
  );
}

/** The same of a picture that is not on the screen, as a view would turn and flip it. */
export function orientationOf(
  { record: { dataset }, frameIndex }: Picture,
  {
    rotation,
    isFlippedX,
    isFlippedY,
  }: Pick<ViewTransform, 'rotation' | 'isFlippedX' | 'isFlippedY'>,
): OrientationLabels | 'unknown' | null {
  const labels = orientationLabelsOf(dataset, frameIndex, {
    rotation,
    isFlippedHorizontally: isFlippedX,
    isFlippedVertically: isFlippedY,
  });
  // Ultrasound and photographs have no sides to begin with: only where they are expected are they missed.
  return labels ?? (sidedModalities.has(textOf(dataset, tags.Modality)) ? 'unknown' : null);
}

/** Where the patient's sides are, at the four edges; a badge says so when the file does not tell. */
export function OrientationLetters(): ReactNode {
  const labels = useOrientation();
  if (labels === null || labels === 'unknown') return null;
  const sides = ['top', 'bottom', 'left', 'right'] as const;
  return sides.map((side) =>
    labels[side] === '' ? null : (
      <span key={side} className={`overlay-text orientation orientation-${side}`}>
        {labels[side]}
      </span>
    ),
  );
}
