import { type ReactNode, useEffect, useState } from 'react';
import { endExportRequest, useExportRequest } from '../live/export-request.ts';
import { type CutExport, readCutExport } from '../live/export-trace.ts';
import { useCurrentPerson } from '../live/use-person-setting.ts';
import { lazyScreen } from './lazy-screen.tsx';
import { useHoldBusy } from './use-busy.ts';

const ExportDialog = lazyScreen(
  async () => (await import('../export/export-dialog.tsx')).ExportDialog,
);
const CutExportDialog = lazyScreen(
  async () => (await import('../export/cut-export-dialog.tsx')).CutExportDialog,
);

/** The export dialog, over whatever screen asked for it; and what became of an export that was cut. */
export function Exporting(): ReactNode {
  const requests = useExportRequest();
  const personId = useCurrentPerson()?.id ?? null;
  const [cut, setCut] = useCutExport(personId);
  useHoldBusy('work', requests !== null);
  if (personId === null) return null;
  if (requests !== null) {
    return <ExportDialog requests={requests} personId={personId} onClose={endExportRequest} />;
  }
  if (cut === null) return null;
  return <CutExportDialog key={cut.id} cut={cut} onClose={() => setCut(null)} />;
}

/** Told to the one who began it alone, as soon as they are back. */
function useCutExport(personId: string | null) {
  const [cut, setCut] = useState<CutExport | null>(null);
  useEffect(() => {
    if (personId === null) return undefined;
    const ended = new AbortController();
    void readCutExport(personId, ended.signal).then((found) => {
      if (!ended.signal.aborted) setCut(found);
    });
    return () => ended.abort();
  }, [personId]);
  return [cut, setCut] as const;
}
