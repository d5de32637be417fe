import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Ends the build when a file of the app is not in the service worker's list: it would be missing
 * offline, and nobody would notice before a day without network.
 */
export function checkPrecache(outDir: string): Plugin {
  return {
    name: 'satchel-check-precache',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const file = join(outDir, 'sw.js');
        // The service worker's own build closes first, before there is a sw.js.
        if (!existsSync(file)) return;
        const missing = await filesMissingIn(await readFile(file, 'utf8'), outDir);
        if (missing.length > 0) {
          throw new Error(`not in the service worker's precache: ${missing.join(', ')}`);
        }
      },
    },
  };
}

async function filesMissingIn(serviceWorker: string, outDir: string): Promise<string[]> {
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => name !== 'sw.js' && !name.startsWith('.') && !/\.(map|gz)$/.test(name))
    .filter((name) => !serviceWorker.includes(`"url":"${name}"`));
}
