import type { ReactNode } from 'react';
import { usePreview } from '../../live/use-thumbnail.ts';
import { useText } from '../../ui/use-text.ts';

/** The stored small picture of exactly this instance, until the full image is there; it says what it is. */
export function FramePreview({ instanceId }: { readonly instanceId: string }): ReactNode {
  const text = useText();
  const url = usePreview(instanceId);
  if (url === null) return null;
  return (
    <>
      <img className="frame-preview" src={url} alt="" draggable={false} data-testid="preview" />
      <span className="overlay-text frame-preview-tag">{text('viewer.preview')}</span>
    </>
  );
}
