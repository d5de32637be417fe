import './outbox-screen.css';
import { type ReactNode, useEffect, useState } from 'react';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import type { StudySummary } from '../archive/archive-types.ts';
import type { Archive } from '../archive/archive.ts';
import { type OutboxSummary, readOutbox } from '../archive/outbox.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { pausesHiddenPages } from '../live/hidden-pages.ts';
import { useDevice } from '../live/use-device.ts';
import { useOutbox } from '../live/use-outbox.ts';
import { useStudies } from '../live/use-studies.ts';
import { useSyncState } from '../live/use-sync-state.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { formatBytes, formatMoment } from '../ui/format.ts';
import { Page, Section } from '../ui/page.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { type Wording, useWording } from '../ui/use-text.ts';
import { syncNow } from '../workers/sync/sync-client.ts';
import { byStudy, type StudyOutbox } from './outbox-entries.ts';
import { OutboxStudy } from './outbox-study.tsx';
import { syncIcons } from './sync-chip.tsx';
import { needsPairing, outboxAdvice } from './outbox-advice.ts';
import { syncHeadline, waitingOf } from './sync-words.ts';
import { useSyncFacts } from './use-sync-facts.ts';

/** What exists only on this device, why, and what happens next. */
export function OutboxScreen({ pairHref }: { readonly pairHref: string }): ReactNode {
  const { text } = useWording();
  const state = useSyncState();
  const facts = useSyncFacts();
  const entries = useStudyOutboxes();
  const studies = useStudies();
  const isUnpaired = facts.connection === 'unpaired';
  const waiting = studies.filter(({ key }) => entries.has(key));
  return (
    <Page title={text('outbox.title')} backHref="/">
      <OutboxHead pairHref={pairHref} />
      {isUnpaired || waiting.length === 0 ? null : (
        <Section title={text('outbox.studies')}>
          <ul className="outbox-studies">
            {waiting.map((study) => (
              <OutboxStudy
                key={study.key}
                study={study}
                outbox={entries.get(study.key) ?? null}
                transfer={state.current?.studyKey === study.key ? state.current : null}
              />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function useStudyOutboxes(): ReadonlyMap<string, StudyOutbox> {
  const archive = useArchive();
  const outbox = useOutbox();
  const [studies, setStudies] = useState<ReadonlyMap<string, StudyOutbox>>(new Map());
  useEffect(() => {
    let isCurrent = true;
    void readStudyOutboxes(archive, outbox).then((read) => {
      if (isCurrent) setStudies(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [archive, outbox]);
  return studies;
}

/** Called anew for each summary: it is another object after every change of the outbox. */
async function readStudyOutboxes(
  archive: Archive,
  outbox: OutboxSummary,
): Promise<ReadonlyMap<string, StudyOutbox>> {
  const read = await readOutbox(archive, 'instance', outbox.instanceCount);
  return byStudy(read.ok ? read.value : []);
}

function OutboxHead({ pairHref }: { readonly pairHref: string }): ReactNode {
  const wording = useWording();
  const { text, language, failureText } = wording;
  const state = useSyncState();
  const outbox = useOutbox();
  const studies = useStudies();
  const facts = useSyncFacts();
  const { sign, tone } = syncHeadline(facts, outbox, text);
  const HeadIcon = syncIcons[sign];
  const waiting = waitingOf(outbox);
  const hasWaiting = waiting.studies + waiting.changes > 0;
  const isUnpaired = facts.connection === 'unpaired';
  const reason = state.reason?.code ?? null;
  const mustPair = needsPairing({ ...facts, reason });
  const advice = outboxAdvice({
    ...facts,
    reason,
    hasWaiting,
    hasRefused: outbox.refusedStudies.length > 0,
    pausesHidden: pausesHiddenPages(navigator),
  });
  return (
    <section className={`outbox-head tone-${tone}`} aria-live="polite">
      <HeadIcon className="outbox-head-icon" strokeWidth={1.5} aria-hidden />
      <div className="outbox-head-words">
        <h2>{headline(isUnpaired, hasWaiting, studies, outbox.instanceCountByStudy, wording)}</h2>
        <p className="muted">{text(advice)}</p>
        {state.reason === null ? null : (
          <p className="outbox-reason">{failureText(state.reason)}</p>
        )}
        {mustPair ? <p>{text('outbox.blockedPair')}</p> : null}
        <OutboxFigures />
        {state.current === null ? null : (
          <ProgressBar
            tone="sending"
            label={text('sync.chipHint')}
            done={state.current.bytesDone}
            total={state.current.bytesTotal}
          />
        )}
        {isUnpaired ? null : (
          <p className="outbox-contact">
            {state.lastContactAt === null
              ? text('outbox.neverContact')
              : text('outbox.lastContact', { at: formatMoment(language, state.lastContactAt) })}
          </p>
        )}
      </div>
      <div className="outbox-head-actions">
        {isUnpaired || mustPair ? (
          <LinkButton variant="primary" href={pairHref}>
            {text(isUnpaired ? 'outbox.pair' : 'pair.again')}
          </LinkButton>
        ) : (
          <RetryButton />
        )}
      </div>
    </section>
  );
}

function RetryButton(): ReactNode {
  const { text } = useWording();
  return (
    <Button icon={RefreshCw} onPress={syncNow}>
      {text('outbox.retry')}
    </Button>
  );
}

function OutboxFigures(): ReactNode {
  const { text, language } = useWording();
  const { instanceCount, byteLength, opCount } = useOutbox();
  const device = useDevice();
  if (device?.pairing == null || instanceCount + opCount === 0) return null;
  return (
    <dl className="outbox-figures">
      <div>
        <dt>{text('outbox.instances')}</dt>
        <dd>{text('ui.count', { count: instanceCount })}</dd>
      </div>
      <div>
        <dt>{text('outbox.bytes')}</dt>
        <dd>{formatBytes(language, byteLength)}</dd>
      </div>
      <div>
        <dt>{text('outbox.ops')}</dt>
        <dd>{text('ui.count', { count: opCount })}</dd>
      </div>
    </dl>
  );
}

function headline(
  isUnpaired: boolean,
  hasWaiting: boolean,
  studies: readonly StudySummary[],
  waitingByStudy: Readonly<Record<string, number>>,
  { text }: Wording,
): string {
  if (isUnpaired) return text('outbox.headUnpaired');
  if (!hasWaiting) return text('outbox.headAllSafe');
  const waiting = studies.filter(({ key }) => waitingByStudy[key] !== undefined);
  return text('outbox.headWaiting', { studies: waiting.length });
}
