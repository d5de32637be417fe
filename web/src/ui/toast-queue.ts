/** A passing message at the edge of the screen; nothing that must be read or done lives only here. */
export interface Toast {
  readonly id: number;
  readonly words: string;
  readonly tone: 'neutral' | 'failed';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** More would cover the list below them; the oldest goes first. */
const toastCountMax = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
let isMuted = false;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function readToasts(): readonly Toast[] {
  return toasts;
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function showToast(
  words: string,
  options: { readonly tone?: Toast['tone']; readonly action?: Toast['action'] } = {},
): void {
  if (isMuted) return;
  lastId += 1;
  const toast: Toast = {
    id: lastId,
    words,
    tone: options.tone ?? 'neutral',
    action: options.action ?? null,
  };
  publish([...toasts, toast].slice(-toastCountMax));
}

/** The next to use the device is not told what happened to the one before. */
export function closeAllToasts(): void {
  publish([]);
}

/** Behind a closed lock nothing is told: what ends there may name a patient. */
export function muteToasts(muted: boolean): void {
  isMuted = muted;
  if (muted) closeAllToasts();
}

export function closeToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}
