import type { ReactNode } from 'react';
import { isMarkKind } from '#shared/annotation/mark.ts';
import { useText } from '../../ui/use-text.ts';
import { useViewer } from '../session/viewer-context.ts';
import { pictureOf } from '../state/viewer-state.ts';

/** What the lit mark tool waits for, in the words of those who point or of those who press keys. */
export function ToolHint(): ReactNode {
  const text = useText();
  const tool = useViewer((state) => state.tool);
  const placement = useViewer((state) => state.placement.kind);
  const setCount = useViewer(({ placement: now }) =>
    now.kind === 'anchored' ? now.set.length : 0,
  );
  const selectedMarkId = useViewer((state) => state.selectedMarkId);
  const isAiming = useViewer((state) => state.aim !== null);
  const hasPicture = useViewer((state) => pictureOf(state) !== null);
  if (!isMarkKind(tool) || !hasPicture || placement === 'dragging') {
    return null;
  }
  if (placement === 'none' && selectedMarkId !== null && !isAiming) return null;
  const next = tool === 'angle' ? (setCount === 1 ? 'mark.vertexPoint' : 'mark.thirdPoint') : null;
  const words =
    placement === 'anchored'
      ? (next ?? (tool === 'arrow' ? 'mark.textPoint' : 'mark.secondPoint'))
      : (`mark.instruction.${tool}` as const);
  return (
    <p className="overlay-text tool-hint" role="status">
      {text(isAiming ? 'mark.aim' : words)}
    </p>
  );
}
