import type { OutboxSummary } from '../archive/outbox.ts';
import type { Tone } from '../ui/chip.tsx';
import type { TextOf } from '../ui/use-text.ts';

/** What of the sync's state the words depend on. */
export interface SyncFacts {
  readonly connection: 'unpaired' | 'offline' | 'connecting' | 'online' | 'blocked';
  readonly isSending: boolean;
}

export type SyncSign = 'no-server' | 'offline' | 'waiting' | 'sending' | 'safe' | 'needs-person';

export interface SyncHeadline {
  readonly sign: SyncSign;
  readonly tone: Tone;
  readonly words: string;
}

/** One short line about the whole device: what is safe, and what is not yet. */
export function syncHeadline(facts: SyncFacts, outbox: OutboxSummary, text: TextOf): SyncHeadline {
  const count = waitingCount(outbox);
  switch (facts.connection) {
    case 'unpaired':
      return { sign: 'no-server', tone: 'neutral', words: text('sync.unpaired') };
    case 'blocked':
      return { sign: 'needs-person', tone: 'failed', words: text('sync.blocked') };
    case 'offline':
      return count === 0
        ? { sign: 'offline', tone: 'neutral', words: text('sync.offline') }
        : { sign: 'offline', tone: 'only-here', words: text('sync.offlineWaiting', { count }) };
    case 'connecting':
    case 'online':
      if (count === 0) return { sign: 'safe', tone: 'on-server', words: text('sync.allSafe') };
      if (facts.isSending) {
        return { sign: 'sending', tone: 'sending', words: text('sync.sendingCount', { count }) };
      }
      return outbox.refusedStudies.length > 0
        ? { sign: 'needs-person', tone: 'failed', words: text('sync.blocked') }
        : { sign: 'waiting', tone: 'only-here', words: text('sync.waiting', { count }) };
  }
}

/** Studies and loose operations that have not reached the server: what a person would count. */
export function waitingCount(outbox: OutboxSummary): number {
  const studies = Object.keys(outbox.instanceCountByStudy).length;
  return studies > 0 ? studies : outbox.opCount;
}
