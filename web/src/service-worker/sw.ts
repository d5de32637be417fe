import { cleanupOutdatedCaches, matchPrecache, precache } from 'workbox-precaching';
import type { ServiceWorkerAnswer, ServiceWorkerRequest } from './sw-messages.ts';

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
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (serverPaths.test(url.pathname)) return;
  const path = request.mode === 'navigate' ? '/index.html' : url.pathname;
  event.respondWith(fromCacheElseNetwork(path, request));
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
  }
});

/** The cached response is given as it was stored: with the server's security headers on it. */
async function fromCacheElseNetwork(path: string, request: Request): Promise<Response> {
  return (await matchPrecache(path)) ?? fetch(request);
}

/** Looks instead of trusting the installation: a browser under pressure may have emptied the cache. */
async function countMissing(): Promise<ServiceWorkerAnswer> {
  let missingCount = 0;
  for (const url of urls) {
    if ((await matchPrecache(url)) === undefined) missingCount += 1;
  }
  return { fileCount: urls.length, missingCount };
}
