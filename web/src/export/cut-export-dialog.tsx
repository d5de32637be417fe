import { type ReactNode, useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useText } from '../ui/use-text.ts';
import { markExport } from './export-trace.ts';

interface CutExportDialogProps {
  /** As the trace has it. */
  readonly form: string;
  readonly onClose: () => void;
}

/** After a reload in the middle of an export: what has become of it. */
export function CutExportDialog({ form, onClose }: CutExportDialogProps): ReactNode {
  const text = useText();
  useEffect(() => markExport(null), []);
  return (
    <Dialog
      title={text('export.cutTitle')}
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {text('ui.close')}
        </Button>
      }
    >
      <p role="status">{text(form === 'folder' ? 'export.cutFolder' : 'export.cutZip')}</p>
    </Dialog>
  );
}
