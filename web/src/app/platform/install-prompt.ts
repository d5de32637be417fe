/** The browser's own offer to install, kept until a person wants it; not yet in TypeScript's library. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

let offer: BeforeInstallPromptEvent | null = null;
const listeners = new Set<() => void>();

function publish(next: BeforeInstallPromptEvent | null): void {
  offer = next;
  for (const listener of listeners) listener();
}

/** From the page's start on: the event comes once, and soon. */
export function listenForInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    // Shown by the browser it would come before anybody knows what the app is good for.
    event.preventDefault();
    publish(event as BeforeInstallPromptEvent);
  });
  addEventListener('appinstalled', () => publish(null));
}

export function hasInstallPrompt(): boolean {
  return offer !== null;
}

export function subscribeInstallPrompt(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Lets the browser ask; an offer is good for one asking. */
export async function askToInstall(): Promise<void> {
  const asking = offer;
  publish(null);
  await asking?.prompt();
}
