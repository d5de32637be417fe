import './loupe.css';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { ImagePoint, MarkKind } from '#shared/annotation/mark.ts';
import { useText, useWording } from '../../ui/use-text.ts';
import { measurementLines } from '../chrome/view-words.ts';
import { useMarkBook, useViewer } from '../session/viewer-context.ts';
import { paintLens } from '../stage/paint-lens.ts';
import type { Picture } from '../stage/picture.ts';
import { imageToView, transformPoint, type Affine } from '../stage/view-transform.ts';
import { voiInForce } from '../state/stack-look.ts';
import { lookOf, pictureOf, type Lens, type ViewerState } from '../state/viewer-state.ts';
import { imageToLens, lensSizePx, placeLens } from './lens-place.ts';
import { outlineOf } from './mark-outline.ts';
import { measureMark } from './mark-values.ts';

/** What the magnifier shows now: where a finger raised it, else at the cross of the keys or at the mouse. */
function lensOf({ lens, isLoupeOn, aim, hover }: ViewerState): Lens | null {
  if (lens !== null || !isLoupeOn) return lens;
  const point = aim ?? hover;
  return point === null ? null : { point, isLooking: true, isMouse: true };
}

/** The magnifier: the surroundings of a place larger, and the value there. It only looks. */
export function Loupe(): ReactNode {
  const picture = useViewer(pictureOf);
  const lens = useStableLens();
  return lens === null || picture === null ? null : <OpenLoupe lens={lens} picture={picture} />;
}

/** The members one by one: a lens made anew at every look would never be equal to the one before. */
function useStableLens(): Lens | null {
  const point = useViewer((state) => lensOf(state)?.point ?? null);
  const isLooking = useViewer((state) => lensOf(state)?.isLooking ?? false);
  const isMouse = useViewer((state) => lensOf(state)?.isMouse ?? false);
  return point === null ? null : { point, isLooking, isMouse };
}

interface OpenLoupeProps {
  readonly lens: Lens;
  readonly picture: Picture;
}

function OpenLoupe({ lens, picture }: OpenLoupeProps): ReactNode {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const look = useViewer(lookOf);
  const size = useViewer((state) => state.size);
  const smoothing = useViewer((state) => state.smoothing);
  const affine = imageToView(look.view, picture.shape, size);
  const inLens = imageToLens(lens.point, affine, picture.shape);
  const ratio = size.devicePixelRatio;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false }) ?? null;
    if (context === null) return;
    const voi = voiInForce(picture, look);
    const { isInverted } = look;
    const lensSize = { width: lensSizePx, height: lensSizePx, devicePixelRatio: ratio };
    paintLens(context, { picture, voi, isInverted, imageToView: inLens, smoothing }, lensSize);
  });
  const { x, y } = placeLens(transformPoint(affine, lens.point), lens.isMouse, size);
  return (
    <div
      className="loupe"
      data-testid="loupe"
      role="group"
      aria-label={text('viewer.loupe')}
      style={{ transform: `translate(${String(x)}px, ${String(y)}px)` }}
    >
      <div className="loupe-glass" aria-hidden>
        <canvas
          ref={canvas}
          className="loupe-pixels"
          width={Math.round(lensSizePx * ratio)}
          height={Math.round(lensSizePx * ratio)}
        />
        <LensLines picture={picture} inLens={inLens} />
      </div>
      {lens.isLooking ? <ValueThere point={lens.point} picture={picture} /> : null}
    </div>
  );
}

/** The marks as they lie in the magnifier, and what it is pointed at. */
function LensLines({
  picture,
  inLens,
}: {
  readonly picture: Picture;
  readonly inLens: Affine;
}): ReactNode {
  const draft = useViewer((state) => state.draft);
  const visible = useMarkBook((book) => book.visible);
  const drawn: readonly { readonly kind: MarkKind; readonly points: readonly ImagePoint[] }[] = [
    ...visible.filter(
      ({ id, SOPInstanceUID, frameNumber }) =>
        id !== draft?.markId &&
        SOPInstanceUID === picture.record.SOPInstanceUID &&
        frameNumber === picture.frameIndex + 1,
    ),
    ...(draft === null ? [] : [draft]),
  ];
  const path = drawn
    .map(({ kind, points }) =>
      outlineOf(
        kind,
        points.map((point) => transformPoint(inLens, point)),
      ),
    )
    .join('');
  const middle = lensSizePx / 2;
  const cross =
    `M${middle - 14} ${middle}H${middle - 4}M${middle + 4} ${middle}H${middle + 14}` +
    `M${middle} ${middle - 14}V${middle - 4}M${middle} ${middle + 4}V${middle + 14}`;
  return (
    <svg className="loupe-lines" width={lensSizePx} height={lensSizePx}>
      <path className="mark-halo" d={path} />
      <path className="mark-line" d={path} />
      <path className="mark-halo" d={cross} />
      <path className="loupe-cross" d={cross} />
    </svg>
  );
}

function ValueThere({
  point,
  picture,
}: {
  readonly point: ImagePoint;
  readonly picture: Picture;
}): ReactNode {
  const words = useWording();
  const measurement = measureMark({ kind: 'probe', points: [point] }, picture);
  const { lines, notes } = measurementLines(measurement, picture.suv, words);
  return (
    <p className="loupe-value" role="status">
      {lines.map((line) => (
        <strong key={line}>{line}</strong>
      ))}
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </p>
  );
}
