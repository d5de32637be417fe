import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, 'web');
const outDir = path.resolve(import.meta.dirname, 'dist/web');
const packageJson = await readFile(path.resolve(import.meta.dirname, 'package.json'), 'utf8');
const { version } = JSON.parse(packageJson) as { version: string };
const serverOrigin = `http://127.0.0.1:${process.env['SATCHEL_PORT'] ?? '8080'}`;

export default defineConfig({
  root,
  cacheDir: path.resolve(import.meta.dirname, 'node_modules/.vite'),
  publicDir: path.resolve(import.meta.dirname, 'public'),
  define: { 'import.meta.env.SATCHEL_VERSION': JSON.stringify(version) },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // The service worker needs every file under its own address, and the CSP allows no data: script or style.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/dicom-web': serverOrigin,
      '/sync': serverOrigin,
      '/healthz': serverOrigin,
    },
  },
  plugins: [
    react(),
    sampleStudy(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*'],
        globIgnores: ['**/*.map', 'sw.js', 'manifest.webmanifest'],
        // Names under assets/ carry a hash of their content already.
        dontCacheBustURLsMatching: /^assets\//,
        // Workbox leaves out what is above 2 MiB by default: a decoder that is missing offline.
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
      },
      manifest: {
        id: '/',
        name: 'Satchel',
        short_name: 'Satchel',
        description:
          'A PACS you carry: studies stay on this device and come back to the archive.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        background_color: '#0E1116',
        theme_color: '#0E1116',
        categories: ['medical', 'productivity'],
        icons: [
          { src: '/icons/satchel.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: '/icons/satchel-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/icons/satchel-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          {
            src: '/icons/satchel-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
        shortcuts: [
          { name: 'Add studies', url: '/import' },
          { name: 'Outbox', url: '/outbox' },
        ],
      },
    }),
    precacheIsWhole(),
  ],
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          root: import.meta.dirname,
          environment: 'node',
          include: [
            'shared/**/*.test.ts',
            'web/**/*.test.{ts,tsx}',
            'sync-server/**/*.test.ts',
            'e2e/{convergence,tools}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/*.peers.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // Against dcmtk, Orthanc and their like: `npm run test:peers` installs them.
        test: {
          name: 'peers',
          root: import.meta.dirname,
          environment: 'node',
          include: ['**/*.peers.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});

/** Emits the synthetic sample study, made at build time by the generator that the tests use too. */
function sampleStudy(): Plugin {
  const generator = path.resolve(import.meta.dirname, 'shared/testing/sample-study.ts');
  const makeZip = async (): Promise<Uint8Array> => {
    const made = (await import(pathToFileURL(generator).href)) as {
      sampleStudyFiles: () => readonly { readonly path: string; readonly bytes: Uint8Array }[];
    };
    return zipOf(made.sampleStudyFiles());
  };
  return {
    name: 'satchel-sample-study',
    async generateBundle() {
      if (!existsSync(generator)) return;
      this.emitFile({ type: 'asset', fileName: 'sample-study.zip', source: await makeZip() });
    },
    configureServer(server) {
      server.middlewares.use('/sample-study.zip', (_request, response, next) => {
        makeZip().then((zip) => response.end(zip), next);
      });
    },
  };
}

/** A ZIP archive of stored entries (APPNOTE 6.3.10, 4.3), dates fixed so that equal input gives equal bytes. */
function zipOf(
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Uint8Array {
  const dosDate = 0x0021;
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let byteOffset = 0;
  for (const file of files) {
    const name = Buffer.from(file.path, 'utf8');
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800, 2);
    shared.writeUInt16LE(dosDate, 8);
    shared.writeUInt32LE(crc32(file.bytes), 10);
    shared.writeUInt32LE(file.bytes.byteLength, 14);
    shared.writeUInt32LE(file.bytes.byteLength, 18);
    shared.writeUInt16LE(name.byteLength, 22);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(byteOffset, 10);
    directory.push(
      Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
      Buffer.concat([shared, tail, name]),
    );
    pieces.push(entry, Buffer.from(file.bytes));
    byteOffset += entry.byteLength + file.bytes.byteLength;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directoryBytes.byteLength, 12);
  end.writeUInt32LE(byteOffset, 16);
  return Buffer.concat([...pieces, directoryBytes, end]);
}

/**
 * Ends the build when a file of the app is not in the service worker's list: it would be missing
 * offline, and nobody would notice before a day without network.
 */
function precacheIsWhole(): Plugin {
  return {
    name: 'satchel-precache-is-whole',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (!existsSync(path.join(outDir, 'sw.js'))) return;
        const serviceWorker = await readFile(path.join(outDir, 'sw.js'), 'utf8');
        const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
        const names = entries
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(outDir, path.join(entry.parentPath, entry.name)))
          .map((name) => name.split(path.sep).join('/'))
          .filter((name) => name !== 'sw.js' && !name.endsWith('.map'));
        const missing = names.filter((name) => !serviceWorker.includes(`"${name}"`));
        if (missing.length > 0) {
          throw new Error(`not in the service worker's precache: ${missing.join(', ')}`);
        }
      },
    },
  };
}
