import './server-results.css';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  findInSeen,
  type SeenStudy,
  seenStudiesIn,
  seenStudiesSetting,
} from '../archive/seen-studies.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useDevice } from '../live/use-device.ts';
import { useCurrentPerson } from '../live/use-person-setting.ts';
import { type ServerSearch, useServerSearch } from '../live/use-server-search.ts';
import { useSetting } from '../live/use-setting.ts';
import { useStudies } from '../live/use-studies.ts';
import { useSyncState } from '../live/use-sync-state.ts';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useText, useWording, type Wording } from '../ui/use-text.ts';
import { bringStudy } from '../workers/sync/sync-client.ts';
import { ServerRow } from './server-row.tsx';
import { useServerRowKeys } from './use-server-row-keys.ts';

interface ServerResultsProps {
  readonly query: string;
  /** Leaves out what the words alone would find besides. */
  readonly isOf?: (study: SeenStudy) => boolean;
  readonly onOpen: (studyKey: string) => void;
}

/** Pages that are asked for unasked, while all that came is on this device already. */
const pagesUnasked = 5;

/** What a search finds that is not on this device: on the server, or, without a connection, seen there before. */
export function ServerResults({ query, isOf, onOpen }: ServerResultsProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const isOnline = useSyncState().connection === 'online';
  const search = useServerSearch(query, isOnline);
  const seen = useSeen(query);
  const isAnswered = isOnline && search.state === 'found';
  const notHere = useNotHere(isAnswered ? search.studies : merged(search.studies, seen));
  const studies = isOf === undefined ? notHere : notHere.filter(isOf);
  const opening = useOpening(onOpen);
  const section = useRef<HTMLElement>(null);
  const active = useServerRowKeys(section, studies.length, opening.cancel);
  useMoreWhereAllIsHere(search, isAnswered && studies.length === 0);
  return (
    <section
      ref={section}
      className="server-results"
      aria-labelledby="server-results-title"
      // Rows that can't be opened take no focus: then the list itself does, to be scrolled by keys.
      {...(isOnline ? {} : { tabIndex: 0 })}
    >
      <header className="server-results-head">
        <h2 id="server-results-title" className="server-results-title">
          {text('server.title')}
        </h2>
        <p className="server-results-state" role="status">
          {stateWords(search, isOnline, studies.length, wording)}
        </p>
        {isOnline && search.state === 'failed' ? (
          <Button onPress={search.again}>{text('server.again')}</Button>
        ) : null}
      </header>
      {studies.length === 0 ? null : (
        <ul className="server-results-rows" aria-label={text('server.title')}>
          {studies.map((study, index) => (
            <li key={study.StudyInstanceUID}>
              <ServerRow
                study={study}
                canOpen={isOnline}
                isActive={index === active}
                openingCount={
                  opening.now?.uid === study.StudyInstanceUID ? opening.now.instancesDone : null
                }
                onOpen={() => opening.open(study)}
                onCancel={opening.cancel}
              />
            </li>
          ))}
        </ul>
      )}
      {isAnswered && search.hasMore ? (
        <div className="server-results-more">
          <Button onPress={search.more}>{text('server.more')}</Button>
        </div>
      ) : null}
    </section>
  );
}

function stateWords(
  search: ServerSearch,
  isOnline: boolean,
  count: number,
  { text, failureText }: Wording,
): string {
  if (!isOnline) return count === 0 ? text('server.seenNone') : text('server.seen', { count });
  if (search.state === 'searching') return text('server.searching');
  if (search.failure !== null)
    return text('server.failed', { reason: failureText(search.failure) });
  if (count === 0) return text(search.hasMore ? 'server.noneYet' : 'server.none');
  return text(search.hasMore ? 'server.foundMany' : 'server.found', { count });
}

/** Matching studies that a search has shown before. */
function useSeen(query: string): readonly SeenStudy[] {
  const value = useSetting(seenStudiesSetting(useCurrentPerson()?.id ?? 'nobody'));
  const hubId = useDevice()?.pairing?.hub.hubId ?? '';
  return useMemo(() => findInSeen(seenStudiesIn(value, hubId), query), [value, hubId, query]);
}

function merged(found: readonly SeenStudy[], seen: readonly SeenStudy[]): readonly SeenStudy[] {
  const uids = new Set(found.map(({ StudyInstanceUID }) => StudyInstanceUID));
  return [...found, ...seen.filter(({ StudyInstanceUID }) => !uids.has(StudyInstanceUID))];
}

/** Those of which nothing is on this device, the trash included: the list shows the others. */
function useNotHere(studies: readonly SeenStudy[]): readonly SeenStudy[] {
  const here = useStudies();
  const uids = useMemo(() => {
    const own = here.filter(({ isSample }) => !isSample);
    return new Set<string>(own.map(({ StudyInstanceUID }) => StudyInstanceUID));
  }, [here]);
  return useMemo(
    () => studies.filter(({ StudyInstanceUID }) => !uids.has(StudyInstanceUID)),
    [studies, uids],
  );
}

function useMoreWhereAllIsHere({ hasMore, studies, more }: ServerSearch, isEmpty: boolean): void {
  const isAllowed = studies.length < pagesUnasked * 40;
  useEffect(() => {
    if (isEmpty && hasMore && isAllowed) more();
  }, [isEmpty, hasMore, isAllowed, more]);
}

interface Opening {
  /** Study that is being brought, and how many of its images are known by now; null: none. */
  readonly now: { readonly uid: string; readonly instancesDone: number } | null;
  readonly open: (study: SeenStudy) => void;
  readonly cancel: () => void;
}

function useOpening(onOpen: (studyKey: string) => void): Opening {
  const archive = useArchive();
  const { failureText } = useWording();
  const text = useText();
  const [now, setNow] = useState<Opening['now']>(null);
  const personId = useCurrentPerson()?.id ?? 'nobody';
  const bringing = useRef<AbortController | null>(null);
  // Who has gone elsewhere, or handed the device over, must not be led to it when it comes.
  useEffect(() => () => bringing.current?.abort(), []);
  const cancel = useCallback(() => {
    bringing.current?.abort();
    setNow(null);
  }, []);
  const bring = async ({ StudyInstanceUID: uid }: SeenStudy): Promise<void> => {
    // Another one was chosen meanwhile: that one is wanted.
    bringing.current?.abort();
    const { signal } = (bringing.current = new AbortController());
    setNow({ uid, instancesDone: 0 });
    const request = { personId, StudyInstanceUID: uid };
    const brought = await bringStudy(archive, request, {
      signal,
      onProgress({ instancesDone }) {
        if (!signal.aborted) setNow({ uid, instancesDone });
      },
    });
    if (signal.aborted) return;
    setNow(null);
    if (brought.ok) {
      onOpen(brought.value);
      return;
    }
    const isGone = brought.failure.code === 'NOT_FOUND';
    const reason = failureText(brought.failure);
    const words = isGone ? text('server.gone') : text('server.openFailed', { reason });
    showToast(words, { tone: 'failed' });
  };
  return {
    now,
    cancel,
    open: (study) => {
      if (now?.uid !== study.StudyInstanceUID) void bring(study);
    },
  };
}
