import './import-screen.css';
import { type ComponentType, type ReactNode, useMemo, useState } from 'react';
import FileArchive from 'lucide-react/icons/file-archive';
import FilePlus from 'lucide-react/icons/file-plus';
import FolderPlus from 'lucide-react/icons/folder-plus';
import type { ImportOutcome, ImportProgress } from '../archive/archive-types.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { formatBytes } from '../ui/format.ts';
import type { Icon } from '../ui/icon.ts';
import { Page } from '../ui/page.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useText, useWording } from '../ui/use-text.ts';
import { CutImports } from './cut-imports.tsx';
import { ImportLines } from './import-lines.tsx';
import { LeftOut } from './left-out.tsx';
import { endedEarly, hasUnread } from './outcome-groups.ts';
import { stopImport } from './import-session.ts';
import type { PickKind } from './picked-files.ts';
import { useImportSession } from './use-import.ts';

interface ImportScreenProps {
  readonly onPick: (kind: PickKind) => void;
  readonly studyHref: (studyKey: string) => string;
  /** Questions about whose studies these are; given by the app, as features do not know each other. */
  readonly matches: ComponentType<{ readonly studyKeys: readonly string[] }>;
}

/** Choosing what to add, its progress, and one line for each file. */
export function ImportScreen({
  onPick,
  studyHref,
  matches: Matches,
}: ImportScreenProps): ReactNode {
  const text = useText();
  const { isRunning, progress, outcomes, error, waitingCount } = useImportSession();
  const [isPicking, setIsPicking] = useState(false);
  const studyKeys = useMemo(
    () => [...new Set(outcomes.map(({ studyKey }) => studyKey))].filter((key) => key !== null),
    [outcomes],
  );
  const hasReport = isRunning || outcomes.length > 0 || error !== null;
  return (
    <Page title={text('import.title')} backHref="/">
      <CutImports
        onPick={(kind) => {
          setIsPicking(false);
          onPick(kind);
        }}
      />
      {hasReport && !isPicking ? (
        <>
          <ImportState
            isRunning={isRunning}
            progress={progress}
            waitingCount={waitingCount}
            outcomes={outcomes}
            hasFailed={error !== null}
            studyHref={studyHref}
            onAgain={() => setIsPicking(true)}
          />
          {isRunning || outcomes.length === 0 ? null : <Matches studyKeys={studyKeys} />}
          {outcomes.length === 0 ? null : <ImportLines outcomes={outcomes} />}
        </>
      ) : (
        <Pickers
          onPick={(kind) => {
            setIsPicking(false);
            onPick(kind);
          }}
        />
      )}
    </Page>
  );
}

function Pickers({ onPick }: { readonly onPick: (kind: PickKind) => void }): ReactNode {
  const text = useText();
  const ways: readonly (readonly [PickKind, Icon, string, string])[] = [
    ['files', FilePlus, text('import.files'), text('import.filesHint')],
    ['folder', FolderPlus, text('import.folder'), text('import.folderHint')],
    ['zip', FileArchive, text('import.zip'), text('import.zipHint')],
  ];
  return (
    <>
      <p className="import-intro">{text('import.intro')}</p>
      <div className="import-ways">
        {ways.map(([kind, WayIcon, name, hint]) => (
          <button key={kind} type="button" className="import-way" onClick={() => onPick(kind)}>
            <WayIcon className="import-way-icon" strokeWidth={1.5} aria-hidden />
            <span className="import-way-name">{name}</span>
            <span className="import-way-hint">{hint}</span>
          </button>
        ))}
      </div>
    </>
  );
}

interface ImportStateProps {
  readonly isRunning: boolean;
  readonly progress: ImportProgress | null;
  readonly outcomes: readonly ImportOutcome[];
  readonly hasFailed: boolean;
  readonly waitingCount: number;
  readonly studyHref: (studyKey: string) => string;
  readonly onAgain: () => void;
}

function ImportState(props: ImportStateProps): ReactNode {
  return (
    <>
      {props.isRunning ? <ImportRunning {...props} /> : null}
      {/* Here before its words are: what comes together with them is not read out. */}
      <div role="status">{props.isRunning ? null : <ImportDone {...props} />}</div>
    </>
  );
}

function ImportRunning(props: ImportStateProps): ReactNode {
  const { text, language } = useWording();
  const { progress } = props;
  const files = { done: progress?.filesDone ?? 0, total: progress?.fileCount ?? 0 };
  const words = files.total === 0 ? '' : text('import.files.progress', files);
  return (
    <section className="import-state" aria-label={text('import.running')}>
      <div className="import-state-head">
        <h2>{text(files.total === 0 ? 'import.reading' : 'import.running')}</h2>
        <Button onPress={stopImport}>{text('import.cancel')}</Button>
      </div>
      <ProgressBar
        label={text('import.running')}
        done={progress?.bytesDone ?? 0}
        total={progress?.byteCount ?? 0}
        valueText={words}
        tone="sending"
      />
      <p className="visually-hidden" role="status">
        {files.total === 0 ? '' : text('import.files.progress', spokenProgress(files))}
      </p>
      <p className="import-figures">
        <span>{words}</span>
        <span>
          {progress === null || progress.byteCount === 0
            ? ''
            : text('import.bytes.progress', {
                done: formatBytes(language, progress.bytesDone),
                total: formatBytes(language, progress.byteCount),
              })}
        </span>
      </p>
      {props.waitingCount === 0 ? null : (
        <p>{text('import.waiting', { count: props.waitingCount })}</p>
      )}
      <p className="muted">{text('import.keepOpen')}</p>
    </section>
  );
}

/** A voice that said every file would say nothing else: it says the start and each quarter. */
function spokenProgress({ done, total }: { readonly done: number; readonly total: number }): {
  readonly done: number;
  readonly total: number;
} {
  return { done: Math.ceil((Math.floor((4 * done) / total) * total) / 4), total };
}

function ImportDone(props: ImportStateProps): ReactNode {
  const text = useText();
  const { progress, outcomes, hasFailed } = props;
  const studyKeys = new Set(outcomes.flatMap(({ studyKey }) => studyKey ?? []));
  const [onlyStudyKey] = studyKeys.size === 1 ? studyKeys : [];
  return (
    <section className="import-state">
      <h2>{text(headingOf(hasFailed, progress, outcomes))}</h2>
      <p>{text('import.summary', { ...countsOf(outcomes) })}</p>
      <LeftOut outcomes={outcomes} />
      <div className="import-state-actions">
        {onlyStudyKey === undefined ? (
          <LinkButton variant="primary" href="/">
            {text('import.openList')}
          </LinkButton>
        ) : (
          <LinkButton variant="primary" href={props.studyHref(onlyStudyKey)}>
            {text('import.open')}
          </LinkButton>
        )}
        <Button onPress={props.onAgain}>{text('import.again')}</Button>
      </div>
    </section>
  );
}

function headingOf(
  hasFailed: boolean,
  progress: ImportProgress | null,
  outcomes: readonly ImportOutcome[],
): 'import.stopped' | 'import.partly' | 'import.unread' | 'import.done' {
  if (hasFailed || progress?.phase === 'cancelled') return 'import.stopped';
  if (endedEarly(outcomes)) return 'import.partly';
  return hasUnread(outcomes) ? 'import.unread' : 'import.done';
}

function countsOf(
  outcomes: readonly ImportOutcome[],
): Readonly<Record<ImportOutcome['outcome'], number>> {
  const counts = { stored: 0, duplicate: 0, variant: 0, ignored: 0, refused: 0, cancelled: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}
