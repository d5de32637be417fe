import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface LockedPackage {
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
}

/** `node` puts its binary in place; fsevents is a Mac's and brings its own. Anything else would compile or download. */
it('npm ci runs no install script but that of Node itself', () => {
  const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> };
  const scripted = Object.entries(packages)
    .filter(([, one]) => one.hasInstallScript === true && one.os?.includes('darwin') !== true)
    .map(([place]) => place);
  expect(scripted).toEqual(['node_modules/node']);
});
