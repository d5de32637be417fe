import { useSyncExternalStore } from 'react';
import { forgetAtHandOver } from './hand-over.ts';

/** A study that somebody wants to hand out, whole or some of its series. */
export interface ExportRequest {
  readonly studyKey: string;
  /** SeriesInstanceUIDs; null for all. */
  readonly series: readonly string[] | null;
}

let asked: readonly ExportRequest[] | null = null;
const listeners = new Set<() => void>();

function set(next: readonly ExportRequest[] | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Opens the export dialog over whatever screen is there: any feature may ask, the app shows it. */
export function askExport(requests: readonly ExportRequest[]): void {
  set(requests);
}

/** The dialog was closed. */
export function endExportRequest(): void {
  set(null);
}

forgetAtHandOver(endExportRequest);

/** What is asked for; null while no dialog is open. */
export function useExportRequest(): readonly ExportRequest[] | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
