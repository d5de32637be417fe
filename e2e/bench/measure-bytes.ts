import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface ByteRow {
  readonly what: string;
  readonly fileCount: number;
  readonly gzipBytes: number;
}

/** What `name` imports without being asked: static imports of a built module, and theirs. */
function staticClosure(folder: string, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(path.join(folder, name), 'utf8');
  for (const [, imported] of text.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[\w${},*\s]+\s*from\s*)?["']\.\/([\w.-]+\.js)["']/g,
  )) {
    if (imported !== undefined) staticClosure(folder, imported, found);
  }
  return found;
}

/** Compressed sizes of the built app: before the list, the decoders, and everything that is cached. */
export function measureBytes(webFolder: string): readonly ByteRow[] {
  const assets = path.join(webFolder, 'assets');
  const size = (file: string): number => gzipSync(readFileSync(file)).byteLength;
  const index = readFileSync(path.join(webFolder, 'index.html'), 'utf8');
  const entries = [...index.matchAll(/assets\/([\w.-]+\.(?:js|css))/g)].flatMap(
    ([, name]) => name ?? [],
  );
  const first = new Set<string>();
  for (const name of entries) {
    if (name.endsWith('.js')) staticClosure(assets, name, first);
    else first.add(name);
  }
  const row = (what: string, files: readonly string[]): ByteRow => ({
    what,
    fileCount: files.length,
    gzipBytes: files.reduce((sum, file) => sum + size(file), 0),
  });
  const all = readdirSync(webFolder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(gz|map)$/.test(entry.name),
    )
    .map((entry) => path.join(entry.parentPath, entry.name));
  return [
    row('before the list', [
      path.join(webFolder, 'index.html'),
      path.join(webFolder, 'theme.js'),
      ...[...first].map((name) => path.join(assets, name)),
    ]),
    row(
      'decoders (wasm and their loaders)',
      all.filter((file) => /wasm|openjph/.test(path.basename(file))),
    ),
    row('everything that is cached for offline', all),
  ];
}

/** The largest scripts and styles, one a line: what a change has made heavier is seen there. */
export function measureChunks(webFolder: string, count = 12): readonly ByteRow[] {
  const assets = path.join(webFolder, 'assets');
  return readdirSync(assets)
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => ({
      what: name.replace(/-[\w-]{8}(?=\.\w+$)/, ''),
      fileCount: 1,
      gzipBytes: gzipSync(readFileSync(path.join(assets, name))).byteLength,
    }))
    .toSorted((a, b) => b.gzipBytes - a.gzipBytes)
    .slice(0, count);
}
