import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const textual = new Set(['.js', '.css', '.html', '.svg', '.json', '.webmanifest', '.wasm', '.txt']);
/** Below this the header of a gzip costs what it saves. */
const worthBytesMin = 1024;

/** Writes `<file>.gz` beside each file that gains by it: the server sends those, and packs nothing itself. */
export function compressFiles(outDir: string): Plugin {
  return {
    name: 'satchel-compress-files',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
        for (const entry of entries) {
          if (!entry.isFile() || !textual.has(extname(entry.name))) continue;
          const file = join(entry.parentPath, entry.name);
          const bytes = await readFile(file);
          if (bytes.byteLength < worthBytesMin) continue;
          const packed = gzipSync(bytes, { level: 9 });
          if (packed.byteLength < bytes.byteLength) await writeFile(`${file}.gz`, packed);
        }
      },
    },
  };
}
