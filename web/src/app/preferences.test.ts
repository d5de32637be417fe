import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePreferences } from './preferences.ts';

describe('parsePreferences', () => {
  it('reads what it wrote', () => {
    const stored = { theme: 'sun', language: 'de', hand: 'left' };
    expect(parsePreferences(JSON.stringify(stored))).toEqual(stored);
  });

  it('falls back, field by field, whatever was stored', () => {
    expect(parsePreferences('{"theme":"neon","hand":"left"}')).toEqual({
      theme: 'dim',
      language: null,
      hand: 'left',
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (stored) => {
        expect(['dim', 'sun']).toContain(parsePreferences(stored).theme);
      }),
    );
  });
});
