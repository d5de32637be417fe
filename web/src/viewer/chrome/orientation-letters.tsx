import { useMemo, type ReactNode } from 'react';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { orientationLabelsOf } from '#shared/pixel/orientation-labels.ts';
import { useText } from '../../ui/use-text.ts';
import { useViewer } from '../session/viewer-context.ts';
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

/** Where the patient's sides are, at the four edges; says so when the file does not tell. */
export function OrientationLetters(): ReactNode {
  const text = useText();
  const picture = useViewer(pictureOf);
  const { rotation, isFlippedX, isFlippedY } = useViewer((state) => lookOf(state).view);
  const labels = useMemo(() => {
    if (picture === null) return null;
    return orientationLabelsOf(picture.record.dataset, picture.frameIndex, {
      rotation,
      isFlippedHorizontally: isFlippedX,
      isFlippedVertically: isFlippedY,
    });
  }, [picture, rotation, isFlippedX, isFlippedY]);
  if (picture === null) return null;
  if (labels === null) {
    // Ultrasound and photographs have no sides to begin with: only where they are expected are they missed.
    if (!sidedModalities.has(textOf(picture.record.dataset, tags.Modality))) return null;
    return <span className="overlay-text orientation-unknown">{text('viewer.noOrientation')}</span>;
  }
  const sides = ['top', 'bottom', 'left', 'right'] as const;
  return sides.map((side) =>
    labels[side] === '' ? null : (
      <span key={side} className={`overlay-text orientation orientation-${side}`}>
        {labels[side]}
      </span>
    ),
  );
}
