import type { ImagePoint } from '#shared/annotation/mark.ts';

/** Something a person did to a mark, with what it takes to undo it. Undoing is an operation of its own. */
export type MarkDeed =
  | { readonly kind: 'create'; readonly markId: string }
  | { readonly kind: 'delete'; readonly markId: string }
  | {
      readonly kind: 'move';
      readonly markId: string;
      readonly before: readonly ImagePoint[];
      readonly after: readonly ImagePoint[];
    };

/** What undoes a deed. */
export type MarkReversal =
  | { readonly kind: 'delete'; readonly markId: string }
  | { readonly kind: 'undelete'; readonly markId: string }
  | {
      readonly kind: 'set-points';
      readonly markId: string;
      readonly points: readonly ImagePoint[];
    };

const deedsMax = 100;

/** Puts a deed on top; the oldest is forgotten above 100. */
export function remember(deeds: readonly MarkDeed[], deed: MarkDeed): readonly MarkDeed[] {
  return [...deeds, deed].slice(-deedsMax);
}

/** The operation that undoes a deed. */
export function reversalOf(deed: MarkDeed): MarkReversal {
  switch (deed.kind) {
    case 'create':
      return { kind: 'delete', markId: deed.markId };
    case 'delete':
      return { kind: 'undelete', markId: deed.markId };
    case 'move':
      return { kind: 'set-points', markId: deed.markId, points: deed.before };
  }
}
