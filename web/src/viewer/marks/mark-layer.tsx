import './mark-layer.css';
import { useRef, type ReactNode } from 'react';
import type { ImagePoint, MarkKind } from '#shared/annotation/mark.ts';
import { useWording } from '../../ui/use-text.ts';
import { useMarkBook, useViewer } from '../session/viewer-context.ts';
import { imageToView, transformPoint } from '../stage/view-transform.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';
import { handlesOf } from './mark-geometry.ts';
import { outlineOf } from './mark-outline.ts';
import type { VisibleMark } from './mark-book.ts';
import { useOverlayBoxes } from './use-overlay-boxes.ts';
import { labelsOf, MarkLabel, type DrawnMark, type PlacedLabel } from './mark-labels.tsx';

/** Marks of the frame on the screen, and the one being made or moved, as vectors over the image. */
export function MarkLayer(): ReactNode {
  const words = useWording();
  const picture = useViewer(pictureOf);
  const look = useViewer(lookOf);
  const size = useViewer((state) => state.size);
  const draft = useViewer((state) => state.draft);
  const aim = useViewer((state) => state.aim);
  const selectedMarkId = useViewer((state) => state.selectedMarkId);
  const visible = useMarkBook((book) => book.visible);
  const layer = useRef<SVGSVGElement>(null);
  const overlays = useOverlayBoxes(layer);
  if (picture === null) return <svg ref={layer} className="mark-layer" aria-hidden />;
  const affine = imageToView(look.view, picture.shape, size);
  const onFrame = visible.filter(
    (mark) =>
      mark.SOPInstanceUID === picture.record.SOPInstanceUID &&
      mark.frameNumber === picture.frameIndex + 1 &&
      mark.id !== draft?.markId,
  );
  const drawn: readonly DrawnMark[] = [
    ...onFrame.map((mark) => ({
      ...mark,
      saving: mark.saving.kind,
      isSelected: mark.id === selectedMarkId,
    })),
    ...(draft === null
      ? []
      : [
          {
            ...draft,
            id: '',
            text: textOf(visible, draft.markId),
            saving: 'draft' as const,
            isSelected: true,
          },
        ]),
  ];
  const labels = labelsOf(drawn, picture, affine, size, words, overlays);
  return (
    <svg ref={layer} className="mark-layer" width={size.width} height={size.height} aria-hidden>
      {drawn.map(({ id, kind, points, saving, isSelected }, index) => (
        <MarkDrawing
          key={id}
          kind={kind}
          onScreen={points.map((point) => transformPoint(affine, point))}
          saving={saving}
          isSelected={isSelected}
          label={labels[index] ?? null}
        />
      ))}
      {aim === null ? null : <Cross at={transformPoint(affine, aim)} />}
    </svg>
  );
}

/** Open in the middle: the pixel that is aimed at stays in sight. */
function Cross({ at: { x, y } }: { readonly at: ImagePoint }): ReactNode {
  const d = `M${x - 24} ${y}H${x - 5}M${x + 5} ${y}H${x + 24}M${x} ${y - 24}V${y - 5}M${x} ${y + 5}V${y + 24}`;
  return (
    <g data-testid="aim">
      <path className="mark-halo" d={d} />
      <path className="mark-line" d={d} />
    </g>
  );
}

interface MarkDrawingProps {
  readonly kind: MarkKind;
  readonly onScreen: readonly ImagePoint[];
  readonly saving: DrawnMark['saving'];
  readonly isSelected: boolean;
  readonly label: PlacedLabel | null;
}

function MarkDrawing({ kind, onScreen, saving, isSelected, label }: MarkDrawingProps): ReactNode {
  const [from] = onScreen;
  if (from === undefined) return null;
  const isEmpty = kind !== 'probe' && onScreen.every(({ x, y }) => x === from.x && y === from.y);
  const state = `mark mark-${saving}${isSelected ? ' mark-selected' : ''}`;
  return (
    <g className={state} data-testid="mark" data-kind={kind} data-saving={saving}>
      {isEmpty ? null : (
        <>
          <path className="mark-halo" d={outlineOf(kind, onScreen)} />
          <path className="mark-line" d={outlineOf(kind, onScreen)} />
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
      {isEmpty || label === null ? null : <MarkLabel {...label} />}
    </g>
  );
}

function textOf(marks: readonly VisibleMark[], markId: string | null): string {
  return marks.find(({ id }) => id === markId)?.text ?? '';
}
