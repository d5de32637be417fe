import { describe, expect, it } from 'vitest';
import { emptyOutbox, type OutboxSummary } from '../archive/outbox.ts';
import type { TextOf } from '../ui/use-text.ts';
import { syncHeadline, type SyncFacts } from './sync-words.ts';

const text: TextOf = (key, values) =>
  `${key}${values === undefined ? '' : ` ${String(values['count'])}`}`;
const facts = (change: Partial<SyncFacts>): SyncFacts => ({
  connection: 'online',
  isSending: false,
  ...change,
});
const waiting: OutboxSummary = {
  ...emptyOutbox,
  instanceCount: 40,
  opCount: 3,
  instanceCountByStudy: { a: 30, b: 10 },
};

describe('syncHeadline', () => {
  it('says "all safe" only when connected and nothing waits', () => {
    expect(syncHeadline(facts({}), emptyOutbox, text).sign).toBe('safe');
    expect(syncHeadline(facts({}), waiting, text).sign).toBe('waiting');
    const offline = syncHeadline(facts({ connection: 'offline' }), emptyOutbox, text);
    expect(offline.words).toBe('sync.offline');
  });

  it('counts studies; marks alone when no study waits', () => {
    expect(syncHeadline(facts({ connection: 'offline' }), waiting, text).words).toBe(
      'sync.offlineWaiting 2',
    );
    const marks = { ...emptyOutbox, opCount: 3 };
    expect(syncHeadline(facts({}), marks, text).words).toBe('sync.waiting 3');
  });

  it('calls for a person before anything else', () => {
    const blocked = facts({ connection: 'blocked', isSending: true });
    expect(syncHeadline(blocked, waiting, text).sign).toBe('needs-person');
  });

  it('does not call waiting what the server refused: it would wait for ever', () => {
    const refused = { ...waiting, refusedStudies: ['b'] };
    expect(syncHeadline(facts({}), refused, text).sign).toBe('needs-person');
    expect(syncHeadline(facts({ isSending: true }), refused, text).sign).toBe('sending');
  });
});
