import './mark-layer.css';
import type { ReactNode } from 'react';
import type { ImagePoint, MarkKind } from '#shared/annotation/mark.ts';
import { useWording } from '../../ui/use-text.ts';
import { measurementLines } from '../chrome/view-words.ts';
import { useMarkBook, useViewer } from '../session/viewer-context.ts';
import type { Picture } from '../stage/picture.ts';
import { imageToView, transformPoint, type Affine } from '../stage/view-transform.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';
import type { MarkSaving } from './mark-book.ts';
import { handlesOf } from './mark-geometry.ts';
import { measureMark } from './mark-values.ts';

/** An ellipse of more pixels than this is measured when the finger lifts, not at every move. */
const liveAreaMaxPx = 400_000;

/** Marks of the frame on the screen, and the one being made or moved, as vectors over the image. */
export function MarkLayer(): ReactNode {
  const picture = useViewer(pictureOf);
  const look = useViewer(lookOf);
  const size = useViewer((state) => state.size);
  const draft = useViewer((state) => state.draft);
  const selectedMarkId = useViewer((state) => state.selectedMarkId);
  const visible = useMarkBook((book) => book.visible);
  if (picture === null) return null;
  const affine = imageToView(look.view, picture.shape, size);
  const onFrame = visible.filter(
    (mark) =>
      mark.SOPInstanceUID === picture.record.SOPInstanceUID &&
      mark.frameNumber === picture.frameIndex + 1 &&
      mark.id !== draft?.markId,
  );
  const shared = { affine, picture, viewportWidth: size.width, viewportHeight: size.height };
  return (
    <svg className="mark-layer" width={size.width} height={size.height} aria-hidden>
      {onFrame.map((mark) => (
        <MarkDrawing
          key={mark.id}
          {...shared}
          kind={mark.kind}
          points={mark.points}
          saving={mark.saving.kind}
          isSelected={mark.id === selectedMarkId}
        />
      ))}
      {draft === null ? null : (
        <MarkDrawing
          {...shared}
          kind={draft.kind}
          points={draft.points}
          saving="draft"
          isSelected
        />
      )}
    </svg>
  );
}

interface MarkDrawingProps {
  readonly affine: Affine;
  readonly picture: Picture;
  readonly viewportWidth: number;
  readonly viewportHeight: number;
  readonly kind: MarkKind;
  readonly points: readonly ImagePoint[];
  readonly saving: MarkSaving['kind'] | 'draft';
  readonly isSelected: boolean;
}

function MarkDrawing(props: MarkDrawingProps): ReactNode {
  const { affine, kind, points, saving, isSelected } = props;
  const onScreen = points.map((point) => transformPoint(affine, point));
  const [from, to] = onScreen;
  if (from === undefined || to === undefined) return null;
  const isEmpty = from.x === to.x && from.y === to.y;
  const state = `mark mark-${saving}${isSelected ? ' mark-selected' : ''}`;
  return (
    <g className={state} data-testid="mark" data-kind={kind} data-saving={saving}>
      {isEmpty ? null : (
        <>
          <Outline kind={kind} from={from} to={to} className="mark-halo" />
          <Outline kind={kind} from={from} to={to} className="mark-line" />
        </>
      )}
      {isSelected
        ? handlesOf(kind, onScreen).map(({ id, at }) => (
            <g key={id}>
              <circle className="mark-handle-halo" cx={at.x} cy={at.y} r={6.5} />
              <circle className="mark-handle" cx={at.x} cy={at.y} r={5} />
            </g>
          ))
        : null}
      {isEmpty ? null : <MarkLabel {...props} from={from} to={to} />}
    </g>
  );
}

interface OutlineProps {
  readonly kind: MarkKind;
  readonly from: ImagePoint;
  readonly to: ImagePoint;
  readonly className: string;
}

function Outline({ kind, from, to, className }: OutlineProps): ReactNode {
  if (kind === 'length') {
    return <path className={className} d={lengthPath(from, to)} />;
  }
  return (
    <ellipse
      className={className}
      cx={(from.x + to.x) / 2}
      cy={(from.y + to.y) / 2}
      rx={Math.abs(to.x - from.x) / 2}
      ry={Math.abs(to.y - from.y) / 2}
    />
  );
}

/** A line with a short bar across each end: where it ends is seen without hiding it. */
function lengthPath(from: ImagePoint, to: ImagePoint): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const acrossX = (-(to.y - from.y) / length) * 6;
  const acrossY = ((to.x - from.x) / length) * 6;
  const bar = ({ x, y }: ImagePoint): string =>
    `M${x - acrossX} ${y - acrossY}L${x + acrossX} ${y + acrossY}`;
  return `M${from.x} ${from.y}L${to.x} ${to.y}${bar(from)}${bar(to)}`;
}

const lineHeightPx = 18;
/** Of the longest line that is usual; keeps the text in the viewport without measuring it. */
const labelWidthPx = 190;

function MarkLabel({
  kind,
  points,
  picture,
  saving,
  from,
  to,
  viewportWidth,
  viewportHeight,
}: MarkDrawingProps & { readonly from: ImagePoint; readonly to: ImagePoint }): ReactNode {
  const words = useWording();
  const [a, b] = points;
  const areaPx = a === undefined || b === undefined ? 0 : Math.abs((a.x - b.x) * (a.y - b.y));
  if (saving === 'draft' && kind === 'ellipse' && areaPx > liveAreaMaxPx) return null;
  const { lines, notes } = measurementLines(measureMark({ kind, points }, picture), picture, words);
  const shown = saving === 'failed' ? [words.text('mark.notSaved'), ...lines] : lines;
  const all = [...shown, ...notes];
  const right = Math.max(from.x, to.x) + 14;
  const left = Math.min(from.x, to.x) - 14;
  const isRight = right + labelWidthPx <= viewportWidth || left < labelWidthPx;
  const x = isRight ? Math.min(right, Math.max(8, viewportWidth - labelWidthPx)) : left;
  const middle = (from.y + to.y) / 2 - ((all.length - 1) * lineHeightPx) / 2;
  const top = Math.min(
    Math.max(middle, lineHeightPx * 1.5),
    Math.max(lineHeightPx * 1.5, viewportHeight - all.length * lineHeightPx - 8),
  );
  return (
    <text className="mark-label" textAnchor={isRight ? 'start' : 'end'} y={top}>
      {all.map((line, i) => (
        <tspan
          key={line}
          x={x}
          dy={i === 0 ? 0 : lineHeightPx}
          className={i >= shown.length ? 'mark-note' : 'mark-value'}
        >
          {line}
        </tspan>
      ))}
    </text>
  );
}
