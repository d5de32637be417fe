import { type ReactNode, useState } from 'react';
import { askExport } from '../live/export-request.ts';
import { type CutExport, forgetCutExport } from '../live/export-trace.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useText } from '../ui/use-text.ts';
import { canWriteFolder, pickFolder } from './pick-folder.ts';
import { type Removal, removeUnfinished } from './unfinished-folder.ts';

interface CutExportDialogProps {
  readonly cut: CutExport;
  readonly onClose: () => void;
}

/** After an export was cut: why, what has become of what was written, and the ways on. */
export function CutExportDialog({ cut, onClose }: CutExportDialogProps): ReactNode {
  const text = useText();
  const [removal, setRemoval] = useState<Removal | null>(null);
  const { requests } = cut;
  const close = (): void => {
    forgetCutExport(cut.id);
    onClose();
  };
  const cleanUp = async (): Promise<void> => {
    const picked = await pickFolder();
    // A closed picker leaves everything as it was.
    if (picked.outcome === 'chosen') setRemoval(await removeUnfinished(picked.folder, cut.id));
    if (picked.outcome === 'failed') setRemoval('left');
  };
  const canCleanUp = cut.isLeft && removal !== 'removed' && canWriteFolder();
  return (
    <Dialog
      title={text('export.cutTitle')}
      onClose={close}
      actions={
        <>
          <Button {...(requests === null ? { variant: 'primary' } : {})} onPress={close}>
            {text('ui.close')}
          </Button>
          {requests === null ? null : (
            <Button
              variant="primary"
              onPress={() => {
                close();
                askExport(requests);
              }}
            >
              {text('export.cut.again')}
            </Button>
          )}
        </>
      }
    >
      <p>{text(`export.cut.${cut.reason}`)}</p>
      <p role="status">
        {removal === null ? text(stateOf(cut)) : text(`export.removal.${removal}`)}
      </p>
      {canCleanUp ? (
        <>
          <p className="muted">{text('export.cut.cleanUpWords')}</p>
          <Button onPress={() => void cleanUp()}>{text('export.cut.cleanUp')}</Button>
        </>
      ) : null}
      <p>{text(cut.form === 'pictures' ? 'export.cut.picturesAgain' : 'export.cut.safe')}</p>
    </Dialog>
  );
}

function stateOf({ form, isLeft }: CutExport) {
  if (form === 'folder') return isLeft ? 'export.cut.folder' : 'export.cut.folderClean';
  return `export.cut.${form}` as const;
}
