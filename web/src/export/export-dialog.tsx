import './export-dialog.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CloudDownload from 'lucide-react/icons/cloud-download';
import FileArchive from 'lucide-react/icons/file-archive';
import Folder from 'lucide-react/icons/folder';
import { useArchive } from '../live/archive-provider.tsx';
import type { ExportRequest } from '../live/export-request.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceGroup } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatBytes } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { type TextOf, useText, useWording } from '../ui/use-text.ts';
import type { ExportPlan } from '../workers/export/export-api.ts';
import { fetchStudy } from '../workers/sync/sync-client.ts';
import { ExportDone } from './export-done.tsx';
import { SeriesChoice } from './series-choice.tsx';
import { ExportRun, type ExportStage, type FileForm } from './export-run.ts';
import { canWriteFolder } from './pick-folder.ts';

interface ExportDialogProps {
  readonly requests: readonly ExportRequest[];
  /** Who exports: an export that is cut is told to them alone. */
  readonly personId: string;
  readonly onClose: () => void;
}

/** Hands studies out as plain DICOM files: what there is, in which form, how far it is, what became of it. */
export function ExportDialog({ requests, personId, onClose }: ExportDialogProps): ReactNode {
  const { text } = useWording();
  const [form, setForm] = useState<FileForm>('zip');
  const [chosen, setChosen] = useState(requests);
  const { stage, run } = useExportRun(requests, personId);
  const recount = (wanted: readonly ExportRequest[]): void => void run.current?.count(wanted);
  const [request] = chosen;
  const isOpenYet = stage.kind === 'planning' || stage.kind === 'planned';
  const [name] = useState(() => exportName(new Date()));
  const isWriting = stage.kind === 'writing' || stage.kind === 'ready';
  useAskWhile(isWriting);
  const close = (): void => {
    run.current?.dismiss();
    onClose();
  };
  return (
    <Dialog
      // A stray tap beside it must not throw a long export away.
      isAlert={isWriting}
      title={text('export.title')}
      onClose={close}
      actions={
        <Actions
          stage={stage}
          onClose={close}
          onStart={() => void run.current?.start(form, name)}
          onStop={() => run.current?.cancel()}
          onHandOver={(part) => void run.current?.handOver(part, name)}
        />
      }
    >
      <Stage
        stage={stage}
        form={form}
        onForm={setForm}
        requests={chosen}
        onFetched={() => recount(chosen)}
      />
      {isOpenYet && chosen.length === 1 && request !== undefined ? (
        <SeriesChoice
          request={request}
          onRequest={(wanted) => {
            setChosen([wanted]);
            recount([wanted]);
          }}
        />
      ) : null}
    </Dialog>
  );
}

function useExportRun(requests: readonly ExportRequest[], personId: string) {
  const archive = useArchive();
  const run = useRef<ExportRun | null>(null);
  const [stage, setStage] = useState<ExportStage>({ kind: 'planning' });
  useEffect(() => {
    const started = new ExportRun(archive, personId, setStage);
    run.current = started;
    void started.count(requests);
    return () => started.close();
  }, [archive, requests, personId]);
  return { stage, run };
}

/** A reload is asked about before it cuts what is being written. */
function useAskWhile(isWriting: boolean): void {
  useEffect(() => {
    if (!isWriting) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWriting]);
}

/** Names no patient: it is seen in download lists and on desktops. */
function exportName(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `satchel-${day}-${two(now.getHours())}${two(now.getMinutes())}`;
}

interface StageProps {
  readonly stage: ExportStage;
  readonly form: FileForm;
  readonly onForm: (form: FileForm) => void;
  readonly requests: readonly ExportRequest[];
  readonly onFetched: () => void;
}

function Stage({ stage, form, onForm, requests, onFetched }: StageProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  switch (stage.kind) {
    case 'planning':
      return <Spinner label={text('export.counting')} />;
    case 'planned':
      return (
        <Planned
          plan={stage.plan}
          form={form}
          onForm={onForm}
          requests={requests}
          onFetched={onFetched}
        />
      );
    case 'writing':
      return <Writing {...stage} />;
    case 'ready':
      return <p role="status">{text('export.ready', partOf(stage))}</p>;
    case 'failed':
      return (
        <Notice tone="failed" icon={CircleAlert} title={text('export.failed')}>
          <p>{reasonOf(stage.code, wording)}</p>
          {stage.isLeftBehind ? <p>{text('export.leftBehind')}</p> : null}
        </Notice>
      );
    case 'done':
      return <ExportDone sum={stage.sum} />;
  }
}

function reasonOf(code: string, wording: ReturnType<typeof useWording>): string {
  if (code === 'TARGET_FAILED') return wording.text('export.targetFailed');
  if (code === 'NO_WAY' || code === 'NEEDS_TAP') return wording.text(`deliver.${code}`);
  return wording.failureText({ code });
}

function partOf({ part, partCount }: { part: number; partCount: number }) {
  return { part: part + 1, count: partCount };
}

interface PlannedProps extends Omit<StageProps, 'stage'> {
  readonly plan: ExportPlan;
}

function Planned({ plan, form, onForm, requests, onFetched }: PlannedProps): ReactNode {
  const { text, language } = useWording();
  const files = plan.parts.reduce((sum, { fileCount }) => sum + fileCount, 0);
  const bytes = plan.parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return (
    <>
      <p className="export-size">
        {text('export.size', {
          studies: requests.length,
          files,
          size: formatBytes(language, bytes),
        })}
      </p>
      {plan.elsewhereCount === 0 ? null : (
        <Elsewhere count={plan.elsewhereCount} requests={requests} onFetched={onFetched} />
      )}
      {files === 0 ? null : (
        <>
          <ChoiceGroup
            label={text('export.form')}
            value={form}
            onChange={onForm}
            choices={formsOf(text)}
          />
          {plan.parts.length > 1 ? (
            <p className="muted">{text('export.parts', { count: plan.parts.length })}</p>
          ) : null}
          <p className="muted">{text('export.private')}</p>
        </>
      )}
    </>
  );
}

function formsOf(text: TextOf) {
  const zip = {
    value: 'zip' as const,
    label: text('export.zip'),
    description: text('export.zipWords'),
    icon: FileArchive,
  };
  const folder = {
    value: 'folder' as const,
    label: text('export.folder'),
    description: text('export.folderWords'),
    icon: Folder,
  };
  return canWriteFolder() ? [zip, folder] : [zip];
}

/** What only the server has would be missing: said before, with the way to get it. */
function Elsewhere({
  count,
  requests,
  onFetched,
}: {
  readonly count: number;
  readonly requests: readonly ExportRequest[];
  readonly onFetched: () => void;
}): ReactNode {
  const { text, failureText } = useWording();
  const archive = useArchive();
  const [isFetching, setFetching] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const fetchAll = async (): Promise<void> => {
    setFetching(true);
    setProblem(null);
    let failed: string | null = null;
    for (const { studyKey } of requests) {
      const { signal } = stop.current;
      const fetched = await fetchStudy(archive, studyKey, { signal });
      if (!fetched.ok) failed = failureText(fetched.failure);
      if (!fetched.ok || signal.aborted) break;
    }
    setFetching(false);
    setProblem(failed);
    if (failed === null && !stop.current.signal.aborted) onFetched();
  };
  return (
    <Notice tone="sending" icon={CloudDownload} title={text('export.elsewhere', { count })}>
      <p>{problem ?? text('export.elsewhereWords')}</p>
      <Button isPending={isFetching} onPress={() => void fetchAll()}>
        {text(isFetching ? 'export.fetching' : 'export.fetch')}
      </Button>
    </Notice>
  );
}

function Writing(stage: Extract<ExportStage, { kind: 'writing' }>): ReactNode {
  const { text, language } = useWording();
  const { filesDone, fileCount, bytesDone, byteCount } = stage.progress;
  const words = text('import.files.progress', { done: filesDone, total: fileCount });
  return (
    <>
      <ProgressBar
        label={text('export.running')}
        done={bytesDone}
        total={byteCount}
        valueText={words}
        tone="sending"
      />
      <p className="export-figures">
        <span>{words}</span>
        <span>
          {text('import.bytes.progress', {
            done: formatBytes(language, bytesDone),
            total: formatBytes(language, byteCount),
          })}
        </span>
      </p>
      {stage.partCount > 1 ? <p>{text('export.part', partOf(stage))}</p> : null}
      <p className="muted">{text('export.keepOpen')}</p>
    </>
  );
}

interface ActionsProps {
  readonly stage: ExportStage;
  readonly onClose: () => void;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly onHandOver: (part: number) => void;
}

function Actions({ stage, onClose, onStart, onStop, onHandOver }: ActionsProps): ReactNode {
  const text = useText();
  switch (stage.kind) {
    case 'writing':
      return <Button onPress={onStop}>{text('import.cancel')}</Button>;
    case 'ready':
      return (
        <>
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <Button variant="primary" onPress={() => onHandOver(stage.part)}>
            {text('export.handOver')}
          </Button>
        </>
      );
    case 'planned':
      return (
        <>
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <Button variant="primary" isDisabled={stage.plan.parts.length === 0} onPress={onStart}>
            {text('export.start')}
          </Button>
        </>
      );
    case 'planning':
    case 'failed':
    case 'done':
      return <Button onPress={onClose}>{text('ui.close')}</Button>;
  }
}
