import type { ReactNode } from 'react';
import FileImage from 'lucide-react/icons/file-image';
import { useThumbnail } from '../live/use-thumbnail.ts';

/** Decoration beside the words: what it shows has no name for people who do not see it. */
export function StudyThumbnail({ instanceId }: { readonly instanceId: string | null }): ReactNode {
  const url = useThumbnail(instanceId);
  return (
    <span className="study-thumbnail">
      {url === null ? (
        <FileImage className="icon" strokeWidth={1.5} aria-hidden />
      ) : (
        <img src={url} alt="" draggable={false} decoding="async" />
      )}
    </span>
  );
}
