import { describe, expect, it } from 'vitest';
import { placesOf } from './bug-report.ts';

describe('placesOf', () => {
  it('keeps places, and nothing of the message', () => {
    const error = new Error('cannot read DOE^JANE\n 19700101');
    error.stack = [
      'Error: cannot read DOE^JANE',
      ' 19700101',
      '    at parse (https://host/assets/index-abc.js:10:20)',
      '    at https://host/assets/viewer-x_1.js:3:4',
      'render@https://host/assets/index-abc.js:7:8',
    ].join('\n');
    expect(placesOf(error)).toEqual([
      '  index-abc.js:10:20',
      '  viewer-x_1.js:3:4',
      '  index-abc.js:7:8',
    ]);
  });

  it('has nothing to say of what is no error', () => {
    expect(placesOf('DOE^JANE')).toEqual([]);
  });
});
