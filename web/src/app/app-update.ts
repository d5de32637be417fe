import type { ServiceWorkerAnswer, ServiceWorkerRequest } from '../service-worker/sw-messages.ts';
import { type BusyKind, readBusy } from './busy-locks.ts';

export interface AppUpdate {
  /** False under plain HTTP and in development: then there is no offline start. */
  readonly isSupported: boolean;
  /** A service worker answers for this page. */
  readonly isControlled: boolean;
  /** A newer version is on the device, whole, and waits for a person's word. */
  readonly isWaiting: boolean;
}

let update: AppUpdate = {
  isSupported: 'serviceWorker' in navigator && import.meta.env.PROD,
  isControlled: false,
  isWaiting: false,
};
let registration: ServiceWorkerRegistration | null = null;
const listeners = new Set<() => void>();

function publish(change: Partial<AppUpdate>): void {
  update = { ...update, ...change };
  for (const listener of listeners) listener();
}

export function readAppUpdate(): AppUpdate {
  return update;
}

export function subscribeAppUpdate(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How often an app that is never closed asks for a newer version. */
const askAgainAfterMs = 60 * 60 * 1000;

/** Registers the service worker and watches for a newer one; never activates it by itself. */
export async function watchForUpdates(): Promise<void> {
  if (!update.isSupported) return;
  const { serviceWorker } = navigator;
  let hadController = serviceWorker.controller !== null;
  publish({ isControlled: hadController });
  serviceWorker.addEventListener('controllerchange', () => {
    // The first worker taking its page is no update. A second one was asked for, here or in another
    // tab, when no tab was busy: the files this page was made of are gone, so it starts anew.
    if (hadController) location.reload();
    hadController = true;
    publish({ isControlled: true });
  });
  try {
    registration = await serviceWorker.register('/sw.js');
  } catch {
    publish({ isSupported: false });
    return;
  }
  const found = registration;
  const look = (): void => publish({ isWaiting: found.waiting !== null && hadController });
  look();
  found.addEventListener('updatefound', () => {
    found.installing?.addEventListener('statechange', look);
  });
  setInterval(() => void found.update().catch(() => undefined), askAgainAfterMs);
}

/** Changes to the waiting version, unless some tab reads or works: then answers with what. */
export async function takeUpdate(): Promise<BusyKind | null> {
  const busy = await readBusy();
  if (busy !== null) return busy;
  post(registration?.waiting ?? null, { kind: 'take-over' });
  return null;
}

function post(
  worker: ServiceWorker | null,
  message: ServiceWorkerRequest,
  port?: MessagePort,
): void {
  worker?.postMessage(message, port === undefined ? [] : [port]);
}

/** How many of the app's files are in the cache; null when no service worker answers in time. */
export function countCachedFiles(): Promise<ServiceWorkerAnswer | null> {
  return askServiceWorker<ServiceWorkerAnswer>({ kind: 'count-missing' });
}

/** Asks the worker that has this page; null when there is none, or none that answers in time. */
export function askServiceWorker<Answer>(request: ServiceWorkerRequest): Promise<Answer | null> {
  const controller = 'serviceWorker' in navigator ? navigator.serviceWorker.controller : null;
  if (controller === null) return Promise.resolve(null);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(null), 20_000);
    port1.onmessage = (event: MessageEvent<Answer>) => {
      clearTimeout(timer);
      resolve(event.data);
    };
    post(controller, request, port2);
  });
}

/** Tells the worker that has this page, if there is one. */
export function tellServiceWorker(request: ServiceWorkerRequest): void {
  if ('serviceWorker' in navigator) post(navigator.serviceWorker.controller, request);
}
