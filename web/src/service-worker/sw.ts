import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import { dropHeldFiles, heldFiles, receiveShare } from './shared-files.ts';
import {
  type ServiceWorkerAnswer,
  type ServiceWorkerRequest,
  type SharedFilesAnswer,
  sharePath,
} from './sw-messages.ts';

declare const self: ServiceWorkerGlobalScope & {
  /** Written in by the build: every file of the app. */
  readonly filesOfTheApp: readonly (string | { url: string; revision: string | null })[];
};

/**
 * The app's own files and nothing else. What comes from these paths describes patients: it is neither
 * stored here nor answered from here, so no study can outlive its key in Cache Storage.
 */
const serverPaths = /^\/(dicom-web|sync|healthz)(\/|$)/;

const entries = [...self.filesOfTheApp];
const urls = entries.map((entry) => (typeof entry === 'string' ? entry : entry.url));

precache(entries);
cleanupOutdatedCaches();

self.addEventListener('activate', (event) => {
  // The page that installed us becomes ours at once: "ready for offline" must be true without a reload.
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && url.pathname === sharePath) {
    event.respondWith(receiveShare(event));
    return;
  }
  if (request.method !== 'GET' || serverPaths.test(url.pathname)) return;
  event.respondWith(fromCacheElseNetwork(url.pathname, request));
});

self.addEventListener('message', (event) => {
  const message = event.data as ServiceWorkerRequest;
  switch (message.kind) {
    // Sent when a person chose to update; this worker never takes over by itself.
    case 'take-over':
      event.waitUntil(self.skipWaiting());
      return;
    case 'count-missing':
      event.waitUntil(countMissing().then((answer) => event.ports[0]?.postMessage(answer)));
      return;
    case 'ask-shared': {
      const answer: SharedFilesAnswer = { files: heldFiles(message.id) };
      event.ports[0]?.postMessage(answer);
      return;
    }
    case 'drop-shared':
      dropHeldFiles(message.id);
      return;
  }
});

/**
 * The cached response is given as it was stored: with the server's security headers on it. A navigation to a
 * file of the app (the notices, the conformance statement) gets that file, any other the app itself.
 */
async function fromCacheElseNetwork(path: string, request: Request): Promise<Response> {
  const file = await matchPrecache(path);
  if (file !== undefined) return file;
  const page = request.mode === 'navigate' ? await matchPrecache('/index.html') : undefined;
  return page ?? fetch(request);
}

/** Looks instead of trusting the installation: a browser under pressure may have emptied the cache. */
async function countMissing(): Promise<ServiceWorkerAnswer> {
  let missingCount = 0;
  for (const url of urls) {
    if ((await matchPrecache(url)) === undefined) missingCount += 1;
  }
  return { fileCount: urls.length, missingCount };
}
