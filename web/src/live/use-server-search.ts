import { useCallback, useEffect, useState } from 'react';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { SeenStudy } from '../archive/seen-studies.ts';
import { searchServer } from '../workers/sync/sync-client.ts';
import { useArchive } from './archive-provider.tsx';
import { useCurrentPerson } from './use-person-setting.ts';

/** What the server has answered to the words that are asked for now. */
export interface ServerSearch {
  readonly state: 'searching' | 'found' | 'failed';
  /** All pages so far; empty while nothing was answered. */
  readonly studies: readonly SeenStudy[];
  readonly hasMore: boolean;
  readonly failure: SyncFailure | null;
  readonly more: () => void;
  readonly again: () => void;
}

/** Nobody is asked while words are still being typed. */
const pauseMs = 300;

interface Step {
  readonly asked: string;
  /** Where the page that is asked for begins; null: the first. */
  readonly from: string | null;
  readonly tries: number;
}

interface Page {
  readonly asked: string;
  readonly failure: SyncFailure | null;
  readonly studies: readonly SeenStudy[];
  readonly next: string | null;
}

/** Searches the server, if it can be reached; what was asked before is broken off. */
export function useServerSearch(query: string, isOnline: boolean): ServerSearch {
  const archive = useArchive();
  const personId = useCurrentPerson()?.id ?? 'nobody';
  const [page, setPage] = useState<Page | null>(null);
  const [step, setStep] = useState<Step>({ asked: '', from: null, tries: 0 });
  const asked = query.trim();
  const { from, tries } = step.asked === asked ? step : { from: null, tries: 0 };
  useEffect(() => {
    if (!isOnline) return undefined;
    const ending = new AbortController();
    const { signal } = ending;
    const ask = async (): Promise<void> => {
      const found = await searchServer(archive, { personId, text: asked, after: from }, { signal });
      if (signal.aborted) return;
      setPage((before) => {
        const isNext = from !== null && before?.asked === asked;
        // The same page again, as the connection came back: it is there.
        if (isNext && before.next !== from) return before;
        const earlier = isNext ? before.studies : [];
        if (!found.ok) return { asked, failure: found.failure, studies: earlier, next: from };
        const { studies, next } = found.value;
        return { asked, failure: null, studies: [...earlier, ...studies], next };
      });
    };
    const timer = setTimeout(() => void ask(), from === null && tries === 0 ? pauseMs : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [archive, personId, asked, from, tries, isOnline]);
  const shown = page?.asked === asked ? page : null;
  const next = shown?.next ?? null;
  const isAsking = shown === null || (from !== null && from === next && shown.failure === null);
  const more = useCallback(() => {
    if (next !== null) setStep({ asked, from: next, tries: 0 });
  }, [asked, next]);
  const again = useCallback(() => {
    setPage((before) => (before === null ? null : { ...before, failure: null }));
    setStep({ asked, from, tries: tries + 1 });
  }, [asked, from, tries]);
  const isFailed = shown !== null && shown.failure !== null;
  return {
    state: isFailed ? 'failed' : isAsking ? 'searching' : 'found',
    studies: shown?.studies ?? [],
    hasMore: next !== null,
    failure: shown?.failure ?? null,
    more,
    again,
  };
}
