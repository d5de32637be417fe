/**
 * Builds the notices of everything that is shipped with Satchel: each package that the product (not
 * the tests) depends on, with its version, licence and licence text, as the licences ask.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Tools that only build or run the product; their code is not part of what is served. */
const notShipped = new Set(['vite', 'vite-plugin-pwa', '@vitejs/plugin-react', 'node']);

function manifestOf(folder: string): Manifest | null {
  const file = join(folder, 'package.json');
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
}

/** The folders of all shipped packages, found as Node would resolve them, each once. */
function shippedFolders(root: string): Map<string, Manifest> {
  const found = new Map<string, Manifest>();
  const visit = (name: string, from: string): void => {
    for (let base = from; ; base = join(base, '..')) {
      const folder = join(base, 'node_modules', name);
      const manifest = manifestOf(folder);
      if (manifest !== null) {
        if (found.has(folder)) return;
        found.set(folder, manifest);
        for (const next of Object.keys(manifest.dependencies ?? {})) visit(next, folder);
        return;
      }
      if (base === root || base === join(base, '..')) return;
    }
  };
  const own = manifestOf(root);
  for (const name of Object.keys(own?.dependencies ?? {})) {
    if (!notShipped.has(name)) visit(name, root);
  }
  return found;
}

/** The whole text, packages in the order of their names; the same input gives the same text. */
export function thirdPartyNotices(root: string): string {
  const entries = [...shippedFolders(root)].map(([folder, manifest]) => {
    const head = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see text'})`;
    return { head, text: licenceText(folder) };
  });
  entries.sort((a, b) => (a.head < b.head ? -1 : 1));
  const parts = entries.map(({ head, text }) => `${head}\n${'-'.repeat(head.length)}\n${text}\n`);
  return `Satchel contains these works of others.\n\n${parts.join('\n')}`;
}
