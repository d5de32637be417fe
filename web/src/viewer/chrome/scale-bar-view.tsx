import { useMemo, type ReactNode } from 'react';
import { pixelSpacingOf } from '#shared/pixel/pixel-spacing.ts';
import { useWording } from '../../ui/use-text.ts';
import { useViewer } from '../session/viewer-context.ts';
import { zoomOf } from '../stage/view-transform.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';
import { scaleBarFor } from './scale-bar.ts';

/** A round length at the lower edge and what it rests on; absent where nothing calibrates. */
export function ScaleBarView(): ReactNode {
  const { text } = useWording();
  const picture = useViewer(pictureOf);
  const { view } = useViewer(lookOf);
  const size = useViewer((state) => state.size);
  const spacing = useMemo(
    () => (picture === null ? null : pixelSpacingOf(picture.record.dataset, picture.frameIndex)),
    [picture],
  );
  if (picture === null || spacing === null || spacing.columnSpacingMm === null) return null;
  const { shape } = picture;
  const zoom = zoomOf(view, shape, size);
  const bar = scaleBarFor(
    (zoom * shape.pixelWidth) / spacing.columnSpacingMm,
    Math.min(180, size.width * 0.3),
  );
  if (bar === null) return null;
  const isWholeCm = bar.lengthMm >= 10;
  const label = isWholeCm
    ? text('viewer.scaleCm', { n: bar.lengthMm / 10 })
    : text('viewer.scaleMm', { n: bar.lengthMm });
  const { lengthPx } = bar;
  return (
    <div className="overlay-text scale-bar">
      <svg width={lengthPx + 2} height={8} aria-hidden>
        <path className="scale-bar-halo" d={`M1 1V7H${lengthPx + 1}V1`} />
        <path className="scale-bar-line" d={`M1 1V7H${lengthPx + 1}V1`} />
      </svg>
      <span className="scale-bar-words" data-testid="scale-bar">
        <span className="scale-bar-length">{label}</span>{' '}
        <span className="overlay-muted">{text(`viewer.calibration.${spacing.calibration}`)}</span>
      </span>
    </div>
  );
}
