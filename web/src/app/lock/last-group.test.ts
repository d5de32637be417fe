import { describe, expect, it } from 'vitest';
import { isLastGroup } from './last-group.ts';

describe('isLastGroup', () => {
  const key = '7H2K-QQ0Z-1M0B';
  it.each(['1M0B', '1m0b', ' LmOb ', '7H2K-QQ0Z-1M0B'])('takes %s', (typed) => {
    expect(isLastGroup(typed, key)).toBe(true);
  });
  it.each(['', 'QQ0Z', '1M0', '1M0BX'])('does not take %s', (typed) => {
    expect(isLastGroup(typed, key)).toBe(false);
  });
});
