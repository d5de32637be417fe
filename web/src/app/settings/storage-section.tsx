import { type ReactNode, useEffect, useState } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import FileDown from 'lucide-react/icons/file-down';
import ShieldCheck from 'lucide-react/icons/shield-check';
import { askExport } from '../../live/export-request.ts';
import { askToPersist, readPersistAnswer } from '../../import/ask-to-persist.ts';
import { studiesHere } from '../../live/studies-here.ts';
import { useStudies } from '../../live/use-studies.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatMoment } from '../../ui/format.ts';
import { Section } from '../../ui/page.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { showToast } from '../../ui/toast-queue.ts';
import { useWording } from '../../ui/use-text.ts';
import { freeBytes, readEstimate, roomInStudies, type StorageEstimate } from '../platform/room.ts';

interface StorageFigures extends StorageEstimate {
  readonly isPersisted: boolean;
}

/** `estimate()` is the browser's own guess; it is shown as that and nothing is decided by it. */
export function StorageSection(): ReactNode {
  const { text, language } = useWording();
  const studies = useStudies();
  const [figures, setFigures] = useState<StorageFigures | null>(null);
  useEffect(() => {
    void readFigures().then(setFigures);
  }, []);
  const { whole, inPart, onlyOnServer, byteLength } = studiesHere(studies);
  // What only the server has can be exported too: the form says so, and offers to fetch it first.
  const listed = [...whole, ...inPart, ...onlyOnServer];
  return (
    <Section
      title={text('settings.storage')}
      description={text('storage.here', {
        count: whole.length,
        size: formatBytes(language, byteLength),
      })}
    >
      {inPart.length === 0 ? null : <p>{text('storage.inPart', { count: inPart.length })}</p>}
      {onlyOnServer.length === 0 ? null : (
        <p>{text('storage.onlyOnServer', { count: onlyOnServer.length })}</p>
      )}
      {figures === null || figures.quotaBytes === 0 ? (
        <p className="muted">{text('settings.storageUnknown')}</p>
      ) : (
        <>
          <ProgressBar
            label={text('settings.storageUsed')}
            done={figures.usedBytes}
            total={figures.quotaBytes}
          />
          <p className="settings-figures">
            <span>
              {text('settings.storageUsed')}: {formatBytes(language, figures.usedBytes)}
            </span>
            <span className="muted">
              {text('settings.storageFree')}: {formatBytes(language, figures.quotaBytes)}
            </span>
          </p>
          <Room figures={figures} />
        </>
      )}
      {figures === null ? null : (
        <Persistence
          isPersisted={figures.isPersisted}
          onAsked={() => void readFigures().then(setFigures)}
        />
      )}
      {listed.length === 0 ? null : (
        <>
          <p className="muted">{text('export.allWords')}</p>
          <div className="settings-actions">
            <Button
              icon={FileDown}
              onPress={() => askExport(listed.map(({ key }) => ({ studyKey: key, series: null })))}
            >
              {text('export.all')}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}

/** Bytes mean little to most: how many more studies of the usual kind fit. */
function Room({ figures }: { readonly figures: StorageFigures }): ReactNode {
  const { text, language } = useWording();
  const room = roomInStudies(freeBytes(figures) ?? 0, useStudies());
  const size = formatBytes(language, room.meanBytes);
  const kind = text(`room.kind.${room.kind}`);
  return (
    <p>
      {room.count === 0
        ? text('room.full', { size })
        : text('room.about', { count: room.count, kind, size })}{' '}
      <span className="muted">
        {room.measuredCount === 0
          ? text('room.assumed')
          : text('room.measured', { count: room.measuredCount })}
      </span>
    </p>
  );
}

async function readFigures(): Promise<StorageFigures> {
  const { storage }: { readonly storage?: Partial<StorageManager> } = navigator;
  const isPersisted = (await storage?.persisted?.()) === true;
  return { ...(await readEstimate()), isPersisted };
}

interface PersistenceProps {
  readonly isPersisted: boolean;
  readonly onAsked: () => void;
}

function Persistence({ isPersisted, onAsked }: PersistenceProps): ReactNode {
  const { text, language } = useWording();
  const answer = readPersistAnswer();
  const ask = async (): Promise<void> => {
    if (!(await askToPersist())) showToast(text('settings.persistRefused'));
    onAsked();
  };
  if (isPersisted) {
    return (
      <p className="settings-state tone-on-server">
        <ShieldCheck className="icon" aria-hidden />
        {text('settings.persisted')}
      </p>
    );
  }
  return (
    <>
      <p className="settings-state tone-only-here">
        <CircleAlert className="icon" aria-hidden />
        {answer === null || answer.isGranted
          ? text('settings.notPersisted')
          : text('persist.refusedAt', { at: formatMoment(language, answer.at) })}
      </p>
      <div className="settings-actions">
        <Button onPress={() => void ask()}>{text('settings.persistAsk')}</Button>
      </div>
    </>
  );
}
