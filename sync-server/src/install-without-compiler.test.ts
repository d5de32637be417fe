import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * better-sqlite3 brings its binaries and says `gypfile: false`, which a lockfile cannot hold: without this entry
 * `npm ci` compiles it, which needs a compiler and Node's headers from the network. npm 10 does not know the entry.
 */
it('npm 11 and newer are told not to compile better-sqlite3, whose binaries are in the package', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const manifest = JSON.parse(text) as { allowScripts: Record<string, boolean> };
  expect(manifest.allowScripts['better-sqlite3']).toBe(false);
});
