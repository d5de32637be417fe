import type { ReactNode } from 'react';
import { useText } from '../../ui/use-text.ts';
import { useViewer } from '../session/viewer-context.ts';
import { pictureOf } from '../state/viewer-state.ts';

/** What the lit mark tool waits for. */
export function ToolHint(): ReactNode {
  const text = useText();
  const tool = useViewer((state) => state.tool);
  const placement = useViewer((state) => state.placement.kind);
  const selectedMarkId = useViewer((state) => state.selectedMarkId);
  const hasPicture = useViewer((state) => pictureOf(state) !== null);
  if ((tool !== 'length' && tool !== 'ellipse') || !hasPicture || placement === 'dragging') {
    return null;
  }
  if (placement === 'none' && selectedMarkId !== null) return null;
  return (
    <p className="overlay-text tool-hint">
      {text(placement === 'anchored' ? 'mark.secondPoint' : `mark.instruction.${tool}`)}
    </p>
  );
}
