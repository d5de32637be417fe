import type { Delivered } from '../../ui/deliver.ts';

export type HandedOut = 'handed-out' | 'cancelled' | 'NEEDS_TAP' | 'NO_WAY' | 'ZIP_FAILED' | 'LEFT';

interface HandOutPorts {
  zip(files: readonly File[]): Promise<File>;
  deliver(files: readonly File[]): Promise<Delivered>;
  /** Who uses the device; null where nobody does. */
  personId(): Promise<string | null>;
}

/**
 * Packs pictures and hands them to the person who asked for it, as one file. `LEFT`: meanwhile the dialog was closed
 * (`signal`), or the device handed over; the pictures of one person must not come out under the hands of the next.
 */
export async function handOutPacked(
  files: readonly File[],
  signal: AbortSignal,
  ports: HandOutPorts,
): Promise<HandedOut> {
  const asked = await ports.personId();
  const zip = await ports.zip(files).catch(() => null);
  if (signal.aborted || (await ports.personId()) !== asked || signal.aborted) return 'LEFT';
  return zip === null ? 'ZIP_FAILED' : handedOut(await ports.deliver([zip]));
}

/** What became of files, in one word. */
export function handedOut(delivered: Delivered): HandedOut {
  if (delivered.outcome === 'failed') return delivered.code;
  return delivered.outcome === 'cancelled' ? 'cancelled' : 'handed-out';
}
