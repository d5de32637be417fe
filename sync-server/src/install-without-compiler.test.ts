import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));

/**
 * better-sqlite3 brings its binaries and says `gypfile: false`, which a lockfile cannot hold: `npm ci` then
 * compiles it, which needs a compiler and Node's headers from the network. npm 11 and newer are told not to
 * by `allowScripts`; npm 10 reads the package's own word again where the lockfile has `hasInstallScript`.
 */
it('installing compiles nothing, on a machine without a compiler', () => {
  const manifest = read('package.json') as { allowScripts: Record<string, boolean> };
  const lock = read('package-lock.json') as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  expect(manifest.allowScripts['better-sqlite3']).toBe(false);
  expect(lock.packages['node_modules/better-sqlite3']?.hasInstallScript).toBe(true);
});
