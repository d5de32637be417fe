import { describe, expect, it } from 'vitest';
import { placeOf } from './use-place-in-address.ts';

describe('the place in the address', () => {
  it('counts from 1 in the address and from 0 inside', () => {
    expect(placeOf('?series=2&frame=57')).toEqual({ stackIndex: 1, index: 56 });
  });

  it('is none for anything that is no place', () => {
    for (const search of ['', '?series=0', '?series=-1&frame=x', '?frame=1e9', '?frame=9999999']) {
      expect(placeOf(search)).toEqual({ stackIndex: null, index: null });
    }
    expect(placeOf('?series=3')).toEqual({ stackIndex: 2, index: null });
  });
});
