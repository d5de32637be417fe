import { describe, expect, it } from 'vitest';
import { type InstallFacts, mayOfferInstall } from './install-facts.ts';

const fresh: InstallFacts = {
  isInstalled: false,
  way: 'prompt',
  isDismissed: false,
  ownStudyCount: 0,
  visitCount: 1,
};

describe('mayOfferInstall', () => {
  const cases: readonly (readonly [string, Partial<InstallFacts>, boolean])[] = [
    ['never at the first start', {}, false],
    ['after the first import', { ownStudyCount: 1 }, true],
    ['at the second visit', { visitCount: 2 }, true],
    ['where a person can be shown how', { visitCount: 2, way: 'by-hand' }, true],
    ['not where there is no way', { visitCount: 2, way: 'none' }, false],
    ['not when it was put away', { ownStudyCount: 3, isDismissed: true }, false],
    ['not in the installed app', { ownStudyCount: 3, isInstalled: true }, false],
  ];
  it.each(cases)('%s', (_name, change, may) => {
    expect(mayOfferInstall({ ...fresh, ...change })).toBe(may);
  });
});
