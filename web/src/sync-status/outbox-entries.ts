import type { OutboxEntry } from '../archive/outbox.ts';

/** How the waiting instances of one study stand: the worst of them speaks for all. */
export interface StudyOutbox {
  readonly instanceCount: number;
  readonly byteLength: number;
  /** Failure code of a last try; null while none failed. */
  readonly code: string | null;
  /** The earliest next try of what failed, ms since 1970; 0: due now. */
  readonly nextAtMs: number;
}

export function byStudy(entries: readonly OutboxEntry[]): ReadonlyMap<string, StudyOutbox> {
  const studies = new Map<string, StudyOutbox>();
  for (const entry of entries) {
    if (entry.kind !== 'instance') continue;
    const known = studies.get(entry.group);
    const failed = entry.code !== null;
    const nextAtMs = failed ? entry.nextAtMs : 0;
    studies.set(entry.group, {
      instanceCount: (known?.instanceCount ?? 0) + 1,
      byteLength: (known?.byteLength ?? 0) + entry.byteLength,
      code: known?.code ?? entry.code,
      nextAtMs:
        known === undefined || known.code === null || !failed
          ? Math.max(known?.nextAtMs ?? 0, nextAtMs)
          : Math.min(known.nextAtMs, nextAtMs),
    });
  }
  return studies;
}
