import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { MessageKey } from '../ui/use-text.ts';
import type { SyncFacts } from './sync-words.ts';

interface AdviceFacts extends SyncFacts {
  readonly reason: SyncFailure['code'] | null;
  readonly hasWaiting: boolean;
  readonly hasRefused: boolean;
  /** The system pauses what is not in front. */
  readonly pausesHidden: boolean;
}

/** What the outbox says below its headline: what becomes of what waits, and what a person has to do for it. */
export function outboxAdvice(facts: AdviceFacts): MessageKey {
  if (facts.connection === 'unpaired') return 'outbox.headUnpairedWords';
  if (facts.connection === 'blocked') return 'outbox.blockedWords';
  if (!facts.hasWaiting) return 'outbox.headAllSafeWords';
  if (facts.connection !== 'online') return 'outbox.headOfflineWords';
  if (!facts.isSending && facts.hasRefused) return 'outbox.refusedWords';
  if (facts.pausesHidden) return 'outbox.sendingInFront';
  return facts.isSending ? 'outbox.sendingOpen' : 'outbox.waitingOpen';
}

/** Whether the way out is a new pairing. */
export function needsPairing({ connection, reason }: Pick<AdviceFacts, 'connection' | 'reason'>) {
  return connection === 'blocked' && (reason === 'REVOKED' || reason === 'UNAUTHORISED');
}
