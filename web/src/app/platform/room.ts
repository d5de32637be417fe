import type { StudySummary } from '../../archive/archive-types.ts';

/** What the browser says of this origin's storage, in bytes; its own guess. */
export interface StorageEstimate {
  readonly usedBytes: number;
  readonly quotaBytes: number;
}

export type StudyKind = 'xray' | 'CT' | 'MR' | 'US' | 'MG' | 'PT' | 'other';

/** How many more studies fit, of the kind that this device mostly carries. */
export interface RoomInStudies {
  readonly kind: StudyKind;
  readonly count: number;
  readonly meanBytes: number;
  /** Studies of the kind that the mean was taken of; 0: `meanBytes` is assumed. */
  readonly measuredCount: number;
}

/** Kept free for the rows, previews and marks that come with bytes, and for what the browser itself writes. */
const reserveBytes = 50_000_000;

/** Where nothing of the kind is here: common sizes of whole studies, uncompressed. */
const assumedBytes: Readonly<Record<StudyKind, number>> = {
  xray: 30_000_000,
  CT: 250_000_000,
  MR: 120_000_000,
  US: 150_000_000,
  MG: 200_000_000,
  PT: 200_000_000,
  other: 60_000_000,
};

/** CR, DX and the like are one kind to a person; a PET/CT counts as PET, which is the larger. */
function kindOf(modalities: readonly string[]): StudyKind {
  for (const kind of ['PT', 'MG', 'CT', 'MR', 'US'] as const) {
    if (modalities.includes(kind)) return kind;
  }
  return modalities.some((name) => ['CR', 'DX', 'RF', 'XA', 'IO', 'PX'].includes(name))
    ? 'xray'
    : 'other';
}

/** Bytes that may still be added; null where the browser gives no estimate. */
export function freeBytes({ usedBytes, quotaBytes }: StorageEstimate): number | null {
  return quotaBytes === 0 ? null : Math.max(0, quotaBytes - usedBytes - reserveBytes);
}

/** From the mean size of the studies whose bytes are all here, sample and rejected ones left out. */
export function roomInStudies(free: number, studies: readonly StudySummary[]): RoomInStudies {
  const sizes = new Map<StudyKind, number[]>();
  for (const study of studies) {
    const { localCount, instanceCount } = study.whereabouts;
    if (study.isSample || study.rejection !== null || study.byteLength === 0) continue;
    if (localCount < instanceCount) continue;
    const kind = kindOf(study.ModalitiesInStudy);
    sizes.set(kind, [...(sizes.get(kind) ?? []), study.byteLength]);
  }
  const [kind, measured] = [...sizes].sort(([, a], [, b]) => b.length - a.length)[0] ?? [
    'xray',
    [],
  ];
  const sum = measured.reduce((total, size) => total + size, 0);
  const meanBytes = measured.length === 0 ? assumedBytes[kind] : sum / measured.length;
  return { kind, meanBytes, measuredCount: measured.length, count: Math.floor(free / meanBytes) };
}

/** `estimate()` is the browser's own guess, rounded by some; zero quota where it says nothing. */
export async function readEstimate(): Promise<StorageEstimate> {
  const { storage }: { readonly storage?: Partial<StorageManager> } = navigator;
  // Safari keeps its promises from 15.2 on and tells its room from 17 on: the one does not say that the other is there.
  const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
  return { usedBytes: usage, quotaBytes: quota };
}
