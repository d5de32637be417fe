import type { ReactNode } from 'react';
import FolderInput from 'lucide-react/icons/folder-input';
import { Chip } from '../ui/chip.tsx';
import { useText } from '../ui/use-text.ts';
import { useImportSession } from './use-import.ts';

/** In the header while files are being added: the way back to them. */
export function ImportChip({ href }: { readonly href: string }): ReactNode {
  const text = useText();
  const { isRunning, progress } = useImportSession();
  if (!isRunning) return null;
  return (
    <Chip tone="sending" icon={FolderInput} href={href}>
      {progress === null || progress.fileCount === 0
        ? text('import.reading')
        : text('import.chip', { done: progress.filesDone, total: progress.fileCount })}
    </Chip>
  );
}
