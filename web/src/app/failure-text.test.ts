import { describe, expect, it } from 'vitest';
import { loadCatalogue, wordingOf } from './messages/wording.ts';

describe('failureText', async () => {
  const { failureText } = wordingOf('en', await loadCatalogue('en'));

  it('has a sentence for a known code', () => {
    expect(failureText({ code: 'QUOTA_EXCEEDED' })).toContain('no room left');
  });

  it('has a sentence, not a code, for what an import says of discs and empty archives', () => {
    for (const code of ['ZIP_EMPTY', 'MEDIA_FILE_MISSING', 'MEDIA_PATH_OUTSIDE']) {
      expect(failureText({ code })).not.toContain(code);
    }
  });

  it('shows an unknown code as it is', () => {
    expect(failureText({ code: 'MOON_FULL' })).toContain('MOON_FULL');
    expect(failureText({ code: 'constructor' })).toContain('constructor');
  });
});
