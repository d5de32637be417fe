/**
 * Builds the web app when anything it is made of has changed since the last build, by content:
 * a stale app is never served, and an unchanged one costs a second, not a build.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outDir = join(root, 'dist/web');
const stampFile = join(outDir, '.built-from');
/** Everything that can change a byte of the app; the lockfile stands for all of node_modules. */
const ingredients = [
  'web',
  'shared',
  'public',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];
const ignored = /(^|\/)(node_modules|dist|\.vite)(\/|$)|\.test\.tsx?$|^shared\/docs\//;

function filesBelow(path: string): string[] {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** The digest of all sources, names and contents, in a fixed order. */
export function sourceDigest(): string {
  const hash = createHash('sha256');
  for (const ingredient of ingredients) {
    for (const file of filesBelow(join(root, ingredient))) {
      const name = relative(root, file);
      if (ignored.test(name)) continue;
      hash.update(name).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.update(process.versions.node).digest('hex');
}

/** Builds when needed; resolves to whether it had to. Rejects when the build fails, leaving no stamp. */
export async function buildIfChanged(): Promise<boolean> {
  const digest = sourceDigest();
  const built = statSync(stampFile, { throwIfNoEntry: false });
  if (built !== undefined && readFileSync(stampFile, 'utf8') === digest) return false;
  // The stamp goes first: a build that dies half-way must not look finished.
  rmSync(stampFile, { force: true });
  const { build } = await import('vite');
  await build({
    root: join(root, 'web'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
  });
  writeFileSync(stampFile, digest);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write('Satchel: checking whether the app has to be built …\n');
  const startedMs = performance.now();
  const did = await buildIfChanged();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(
    did ? `Satchel: built the app in ${seconds} s.\n` : 'Satchel: the app is up to date.\n',
  );
}
