import { describe, expect, it } from 'vitest';
import { pausesHiddenPages } from '../live/hidden-pages.ts';
import { needsPairing, outboxAdvice } from './outbox-advice.ts';

const sending = {
  connection: 'online',
  isSending: true,
  reason: null,
  hasWaiting: true,
  hasRefused: false,
  pausesHidden: false,
} as const;
const iPad =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.4 Safari';

describe('outboxAdvice', () => {
  it('tells a tablet to keep Satchel in front: "it can stay in the background" was false there', () => {
    const pausesHidden = pausesHiddenPages({ userAgent: iPad, maxTouchPoints: 5 });
    expect(outboxAdvice({ ...sending, pausesHidden })).toBe('outbox.sendingInFront');
    const onMac = pausesHiddenPages({ userAgent: iPad, maxTouchPoints: 0 });
    expect(outboxAdvice({ ...sending, pausesHidden: onMac })).toBe('outbox.sendingOpen');
    expect(pausesHiddenPages({ userAgent: 'Linux; Android 16', maxTouchPoints: 5 })).toBe(true);
  });

  it('says of a blocked device that it is, and what to do: it read "they go up by themselves"', () => {
    const blocked = { ...sending, connection: 'blocked', isSending: false } as const;
    expect(outboxAdvice(blocked)).toBe('outbox.blockedWords');
    expect(outboxAdvice({ ...blocked, hasWaiting: false })).toBe('outbox.blockedWords');
    expect(needsPairing({ ...blocked, reason: 'REVOKED' })).toBe(true);
    expect(needsPairing({ ...blocked, reason: 'APP_TOO_OLD' })).toBe(false);
  });

  it('does not say "on their way" of what the server has refused', () => {
    const refused = { ...sending, isSending: false, hasRefused: true };
    expect(outboxAdvice(refused)).toBe('outbox.refusedWords');
  });

  it('lets what waits go up by itself only where it does', () => {
    expect(outboxAdvice({ ...sending, connection: 'offline' })).toBe('outbox.headOfflineWords');
    expect(outboxAdvice({ ...sending, isSending: false })).toBe('outbox.waitingOpen');
  });
});
