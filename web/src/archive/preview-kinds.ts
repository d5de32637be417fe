import type { PreviewKind } from './archive-rows.ts';

export const previewKinds: readonly PreviewKind[] = ['thumbnail', 'preview'];

/** Largest small pictures kept; a larger one is not stored. */
export const previewBytesMax: Readonly<Record<PreviewKind, number>> = {
  thumbnail: 64 * 1024,
  preview: 300 * 1024,
};
