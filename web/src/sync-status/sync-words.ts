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
  const waiting = waitingOf(outbox);
  const hasNone = waiting.studies + waiting.changes === 0;
  const what = text('sync.what', {
    ...waiting,
    both: waiting.studies > 0 && waiting.changes > 0 ? 'yes' : 'no',
  });
  switch (facts.connection) {
    case 'unpaired':
      return { sign: 'no-server', tone: 'neutral', words: text('sync.unpaired') };
    case 'blocked':
      return { sign: 'needs-person', tone: 'failed', words: text('sync.blocked') };
    case 'offline':
      return hasNone
        ? { sign: 'offline', tone: 'neutral', words: text('sync.offline') }
        : { sign: 'offline', tone: 'only-here', words: text('sync.offlineWaiting', { what }) };
    case 'connecting':
    case 'online':
      if (hasNone) return { sign: 'safe', tone: 'on-server', words: text('sync.allSafe') };
      if (facts.isSending) {
        return { sign: 'sending', tone: 'sending', words: text('sync.sendingCount', { what }) };
      }
      return outbox.refusedStudies.length > 0
        ? { sign: 'needs-person', tone: 'failed', words: text('sync.blocked') }
        : { sign: 'waiting', tone: 'only-here', words: text('sync.waiting', { what }) };
  }
}

/** What the server does not have yet, in two kinds that are never added up. */
interface Waiting {
  /** Studies of which an image waits. */
  readonly studies: number;
  /** Marks and other changes. */
  readonly changes: number;
}

export function waitingOf({ instanceCountByStudy, opCount }: OutboxSummary): Waiting {
  return { studies: Object.keys(instanceCountByStudy).length, changes: opCount };
}

/**
 * The number at the icon: studies, whatever else waits with them; one when changes alone wait. A number has no
 * words beside it, so it has one meaning: with changes counted, 1 became 40 as the last study left.
 */
export function badgeCount(outbox: OutboxSummary): number {
  const { studies, changes } = waitingOf(outbox);
  return studies > 0 ? studies : Math.min(1, changes);
}
