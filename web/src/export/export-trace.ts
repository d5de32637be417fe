import type { ExportForm } from './export-run.ts';

/** In this tab alone, and gone with it; says nothing but the form. */
const key = 'satchel-export-running';

/** Leaves a trace that an export is being written, so that a reload can be told from its end. */
export function markExport(form: ExportForm | null): void {
  try {
    if (form === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, form);
  } catch {
    // A browser that keeps nothing for the tab: then nothing is told after a reload.
  }
}
