import { describe, expect, it } from 'vitest';
import { failureTextWith } from './failure-text.ts';
import { english } from './messages/english.ts';
import { wordingOf } from './messages/wording.ts';

describe('failureText', () => {
  const failureText = failureTextWith(wordingOf('en', english).text);

  it('has a sentence for a known code', () => {
    expect(failureText({ code: 'QUOTA_EXCEEDED' })).toContain('no room left');
  });

  it('shows an unknown code as it is', () => {
    expect(failureText({ code: 'MOON_FULL' })).toContain('MOON_FULL');
    expect(failureText({ code: 'constructor' })).toContain('constructor');
  });
});
