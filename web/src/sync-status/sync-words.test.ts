import { describe, expect, it } from 'vitest';
import { emptyOutbox, type OutboxSummary } from '../archive/outbox.ts';
import type { TextOf } from '../ui/use-text.ts';
import { badgeCount, syncHeadline, type SyncFacts } from './sync-words.ts';

const text: TextOf = (key, values = {}) => [key, ...Object.values(values)].join(' ').trim();
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

  it('says studies and changes apart: one number counted studies, then marks once no study waited', () => {
    const offline = facts({ connection: 'offline' });
    expect(syncHeadline(offline, waiting, text).words).toBe(
      'sync.offlineWaiting sync.what 2 3 yes',
    );
    expect(syncHeadline(facts({ isSending: true }), { ...waiting, opCount: 0 }, text).words).toBe(
      'sync.sendingCount sync.what 2 0 no',
    );
    const marks = { ...emptyOutbox, opCount: 40 };
    expect(syncHeadline(facts({}), marks, text).words).toBe('sync.waiting sync.what 0 40 no');
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

it('has at the icon the number of studies, and one for marks alone: 1 became 40', () => {
  expect(badgeCount(waiting)).toBe(2);
  expect(badgeCount({ ...emptyOutbox, opCount: 40 })).toBe(1);
  expect(badgeCount(emptyOutbox)).toBe(0);
});
