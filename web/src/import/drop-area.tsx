import './drop-area.css';
import { type ReactNode, useEffect, useState } from 'react';
import Download from 'lucide-react/icons/download';
import { useText } from '../ui/use-text.ts';
import { droppedFiles } from './dropped-files.ts';
import { filesOf, type Picked } from './picked-files.ts';

interface DropAreaProps {
  readonly onFiles: (picked: Picked) => void;
}

/** The whole window takes files, folders and pastes, whichever screen is open. */
export function DropArea({ onFiles }: DropAreaProps): ReactNode {
  const text = useText();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => listenForFiles({ onFiles, onOver: setIsOver }), [onFiles]);
  if (!isOver) return null;
  return (
    <div className="drop-area">
      <div className="drop-area-frame">
        <Download className="drop-area-icon" strokeWidth={1.25} aria-hidden />
        <p className="drop-area-title">{text('import.dropHere')}</p>
        <p className="muted">{text('import.dropWords')}</p>
      </div>
    </div>
  );
}

interface Listeners extends DropAreaProps {
  readonly onOver: (isOver: boolean) => void;
}

function listenForFiles({ onFiles, onOver }: Listeners): () => void {
  // Each element under the pointer enters and leaves; only the last leave is the window's.
  let entered = 0;
  const bringsFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') === true;
  const set = (next: number): void => {
    entered = Math.max(0, next);
    onOver(entered > 0);
  };
  const take = (event: DragEvent): void => {
    if (!bringsFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    set(0);
    void droppedFiles(event.dataTransfer).then(onFiles);
  };
  const leaving = new AbortController();
  const { signal } = leaving;
  const on = (name: 'dragenter' | 'dragleave' | 'dragover' | 'drop', run: typeof take): void =>
    window.addEventListener(name, run, { signal });
  on('dragenter', (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    set(entered + 1);
  });
  on('dragleave', (event) => {
    if (bringsFiles(event)) set(entered - 1);
  });
  // Without it the browser would open the file in place of the app.
  on('dragover', (event) => {
    if (bringsFiles(event)) event.preventDefault();
  });
  on('drop', take);
  window.addEventListener(
    'paste',
    (event) => {
      const files = event.clipboardData?.files;
      if (files === undefined || files.length === 0) return;
      event.preventDefault();
      onFiles({ files: filesOf(files), unread: [] });
    },
    { signal },
  );
  return () => leaving.abort();
}
