import type { StudySummary } from '../archive/archive-types.ts';

/** Where a study is, and what is happening with it: one state, chosen by what a person must know first. */
export type StudyStatus =
  | { readonly kind: 'sample' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'sending'; readonly count: number; readonly total: number }
  | { readonly kind: 'only-here' }
  | { readonly kind: 'part-on-server'; readonly count: number; readonly total: number }
  | { readonly kind: 'both' }
  | { readonly kind: 'part-here'; readonly count: number; readonly total: number }
  | { readonly kind: 'on-server' };

/** What the sync is doing with a study right now. */
export interface StudyTransfer {
  readonly isSending: boolean;
  /** Something of it waits for a person, not for the network. */
  readonly isRefused: boolean;
}

export function studyStatus(study: StudySummary, transfer: StudyTransfer): StudyStatus {
  const { instanceCount: total, localCount, serverCount } = study.whereabouts;
  if (study.isSample) return { kind: 'sample' };
  if (serverCount < total) {
    if (transfer.isRefused) return { kind: 'failed' };
    if (transfer.isSending) return { kind: 'sending', count: serverCount, total };
    if (serverCount === 0) return { kind: 'only-here' };
    return { kind: 'part-on-server', count: serverCount, total };
  }
  if (localCount === 0) return { kind: 'on-server' };
  if (localCount < total) return { kind: 'part-here', count: localCount, total };
  return { kind: 'both' };
}
