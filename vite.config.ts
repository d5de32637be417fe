import { readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { appManifest } from './web/build/app-manifest.ts';
import { checkPrecache } from './web/build/check-precache.ts';
import { compileMessages } from './web/build/compile-messages.ts';
import { compressFiles } from './web/build/compress-files.ts';
import { emitConformance } from './web/build/emit-conformance.ts';
import { emitNotices } from './web/build/emit-notices.ts';
import { emitSampleStudy } from './web/build/emit-sample-study.ts';
import { trimAriaLanguages } from './web/build/trim-aria-languages.ts';

const root = path.resolve(import.meta.dirname, 'web');
const outDir = path.resolve(import.meta.dirname, 'dist/web');
const packageJson = readFileSync(path.resolve(import.meta.dirname, 'package.json'), 'utf8');
const { version } = JSON.parse(packageJson) as { version: string };
const serverOrigin = `http://127.0.0.1:${process.env['SATCHEL_PORT'] ?? '8080'}`;

export default defineConfig({
  root,
  cacheDir: path.resolve(import.meta.dirname, 'node_modules/.vite'),
  publicDir: path.resolve(import.meta.dirname, 'public'),
  // The package's own entry leads to a build for old browsers in a wrapper: a fifth larger.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  define: { 'import.meta.env.SATCHEL_VERSION': JSON.stringify(version) },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // The service worker needs every file under its own address, and the CSP allows no data: script or style.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // All that the first screen needs in one file: offline, each file is a trip through the service worker.
          groups: [{ name: 'shell', test: /\/web\/src\/main\.tsx$/ }],
        },
      },
    },
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
    compileMessages(),
    trimAriaLanguages(),
    emitSampleStudy(),
    emitNotices(import.meta.dirname),
    emitConformance(version),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      injectManifest: {
        rollupFormat: 'iife',
        injectionPoint: 'self.filesOfTheApp',
        globPatterns: ['**/*'],
        globIgnores: ['**/*.map', '**/*.gz', 'sw.js', 'manifest.webmanifest'],
        // Names under assets/ carry a hash of their content already.
        dontCacheBustURLsMatching: /^assets\//,
        // Workbox leaves out what is above 2 MiB by default: a decoder that is missing offline.
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
      },
      manifest: appManifest,
    }),
    checkPrecache(outDir),
    compressFiles(outDir),
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
