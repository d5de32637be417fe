import type { BlobStore } from './blob-store/blob-store.ts';
import type { ArchiveIndex } from './index/archive-index.ts';

/** The two halves of what a server keeps: bytes, and what is known of them. */
export interface Archive {
  readonly blobs: BlobStore;
  readonly index: ArchiveIndex;
}
