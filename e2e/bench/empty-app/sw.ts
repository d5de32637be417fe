import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';

declare const self: {
  readonly filesOfTheApp: readonly { url: string; revision: string | null }[];
};

precacheAndRoute([...self.filesOfTheApp]);
const shell = createHandlerBoundToURL('/index.html');
addEventListener('fetch', (event) => {
  const fetchEvent = event as unknown as { request: Request; respondWith(answer: unknown): void };
  if (fetchEvent.request.mode === 'navigate') {
    fetchEvent.respondWith(shell({ request: fetchEvent.request } as never));
  }
});
