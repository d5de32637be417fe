import { hex, randomBytes } from '../archive/random-id.ts';
import type { ExportRequest } from './export-request.ts';
import { forgetAtHandOver } from './hand-over.ts';

export type ExportForm = 'zip' | 'folder' | 'pictures';

/** An export that ended before it was complete, for the one who began it. */
export interface CutExport {
  readonly id: string;
  readonly form: ExportForm;
  /** `taken`: the lock closed, or another person took the device. `closed`: the page was loaded anew or killed. */
  readonly reason: 'taken' | 'closed';
  /** Something incomplete lies where it was written to. */
  readonly isLeft: boolean;
  /** What it was of; null where a reload has forgotten it. */
  readonly requests: readonly ExportRequest[] | null;
}

/** What is kept of an export on the disk, in plain text: nothing of a study, and of the person an opaque id. */
interface Trace {
  readonly form: ExportForm;
  readonly personId: string;
  readonly reason: CutExport['reason'];
  readonly isLeft: boolean;
}

/** One export while it is being written. */
export interface ExportHold {
  /** Random; names the mark of an unfinished folder too. */
  readonly id: string;
  /**
   * It came to an end of its own, and its own screen says which; one that was cut before stays cut, unless it is
   * whole all the same.
   */
  end(isWhole?: boolean): void;
  /** What was written is away again. */
  clean(): void;
}

const prefix = 'satchel.export.';
const lockOf = (id: string): string => `satchel-export-${id}`;

interface Running {
  readonly requests: readonly ExportRequest[] | null;
  readonly release: () => void;
}

/** Those of this window. */
const running = new Map<string, Running>();
/** What a cut export was of; found by its id, which is told to the one who began it alone. */
const cutRequests = new Map<string, readonly ExportRequest[]>();

/** From now on this window writes an export: the lock asks before it closes, and what cuts it is told of. */
export function beginExport(begun: {
  readonly form: ExportForm;
  readonly personId: string;
  readonly requests: readonly ExportRequest[] | null;
}): ExportHold {
  const { form, personId, requests } = begun;
  const id = hex(randomBytes(8));
  keep(id, { form, personId, reason: 'closed', isLeft: form === 'folder' });
  running.set(id, { requests, release: holdLock(id) });
  return {
    id,
    end(isWhole = false) {
      const mine = running.get(id);
      if (mine === undefined && !isWhole) return;
      running.delete(id);
      forgetCutExport(id);
      mine?.release();
    },
    clean() {
      const trace = read(id);
      if (trace !== null) keep(id, { ...trace, isLeft: false });
    },
  };
}

/** Whoever comes next is not told; whoever began them is, when they are back. */
function cutAll(): void {
  for (const [id, { requests, release }] of running) {
    const trace = read(id);
    if (trace !== null) keep(id, { ...trace, reason: 'taken' });
    if (requests !== null) cutRequests.set(id, requests);
    release();
  }
  running.clear();
}
forgetAtHandOver(cutAll);

/** Whether this window is writing one. */
export function isExporting(): boolean {
  return running.size > 0;
}

/** Whether any window is. */
export async function isExportingAnywhere(): Promise<boolean> {
  if (isExporting()) return true;
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name = '' }) => name.startsWith(lockOf('')));
}

/**
 * The export of this person that was cut, or null. Waits where another window is still writing one, as it may
 * yet be killed; `signal` ends that.
 */
export async function readCutExport(
  personId: string,
  signal: AbortSignal,
): Promise<CutExport | null> {
  for (const id of keptIds()) {
    if (read(id)?.personId !== personId || running.has(id)) continue;
    await otherWindowsEnd(id, signal);
    const trace = read(id);
    if (trace === null || signal.aborted) continue;
    const { form, reason, isLeft } = trace;
    return { id, form, reason, isLeft, requests: cutRequests.get(id) ?? null };
  }
  return null;
}

/** Its person has been told. */
export function forgetCutExport(id: string): void {
  cutRequests.delete(id);
  keep(id, null);
}

function holdLock(id: string): () => void {
  if (!('locks' in navigator)) return () => undefined;
  const { promise, resolve } = Promise.withResolvers<void>();
  void navigator.locks.request(lockOf(id), () => promise);
  return resolve;
}

async function otherWindowsEnd(id: string, signal: AbortSignal): Promise<void> {
  if (!('locks' in navigator)) return;
  await navigator.locks.request(lockOf(id), { signal }, () => undefined).catch(() => undefined);
}

function keep(id: string, trace: Trace | null): void {
  try {
    if (trace === null) localStorage.removeItem(prefix + id);
    else localStorage.setItem(prefix + id, JSON.stringify(trace));
  } catch {
    // A browser that keeps nothing: then nothing is told afterwards.
  }
}

function keptIds(): readonly string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}

function read(id: string): Trace | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + id) ?? 'null');
    return isTrace(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isTrace(kept: unknown): kept is Trace {
  if (typeof kept !== 'object' || kept === null) return false;
  return 'form' in kept && 'personId' in kept && 'reason' in kept && 'isLeft' in kept;
}
