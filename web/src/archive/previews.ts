import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { fenceKeys, nextSeq, type Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import type { PreviewKind } from './archive-rows.ts';
import { attempt } from './attempt.ts';
import { needKeys } from './key-session.ts';
import { previewBytesMax } from './preview-kinds.ts';
import { openRawRow, sealRawRow } from './seal.ts';
import { previewKeyText } from './sealed-tables.ts';

/** First byte of a stored picture: how it is coded. */
const mediaTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PreviewMediaType = (typeof mediaTypes)[number];

export interface Preview {
  readonly mediaType: PreviewMediaType;
  readonly bytes: Uint8Array;
}

/**
 * Stores a small picture of an instance, encrypted, in place of an older one. `standsForStudy` makes it
 * the picture of the study list. Answers false, storing nothing, when the picture is larger than its kind may be.
 */
export function savePreview(
  archive: Archive,
  instanceId: string,
  kind: PreviewKind,
  preview: Preview,
  standsForStudy = false,
): Promise<Result<boolean, ArchiveFailure>> {
  return attempt(archive, 'save preview', async () => {
    if (preview.bytes.byteLength > previewBytesMax[kind]) return false;
    const { db } = archive;
    const bundle = needKeys(archive.session, 'save preview');
    const plain = new Uint8Array(preview.bytes.byteLength + 1);
    plain[0] = mediaTypes.indexOf(preview.mediaType);
    plain.set(preview.bytes, 1);
    const keyText = previewKeyText({ instance: instanceId, kind });
    const sealed = await sealRawRow(bundle.active, 'preview', keyText, plain);
    return db.transaction('rw', db.meta, db.study, db.instance, db.preview, async () => {
      await fenceKeys(db, bundle);
      const instance = await db.instance.get(instanceId);
      // Deleted while its picture was being made.
      if (instance === undefined) return false;
      const study = await db.study.get(instance.study);
      if (study === undefined) return false;
      await db.preview.put({ instance: instanceId, kind, study: study.key, ...sealed });
      const thumbnail = standsForStudy && kind === 'thumbnail' ? instanceId : study.thumbnail;
      await db.study.put({ ...study, thumbnail, seq: await nextSeq(db) });
      return true;
    });
  });
}

/** The stored picture of an instance; null when none has been made. */
export function readPreview(
  archive: Archive,
  instanceId: string,
  kind: PreviewKind,
): Promise<Result<Blob | null, ArchiveFailure>> {
  return attempt(archive, 'read preview', async () => {
    const row = await archive.db.preview.get([instanceId, kind]);
    if (row === undefined) return null;
    const bundle = needKeys(archive.session, 'read preview');
    const plain = await openRawRow(bundle, 'preview', previewKeyText(row), row);
    const mediaType = mediaTypes[plain[0] ?? -1];
    if (mediaType === undefined) refuse('BYTES_DAMAGED', 'read preview');
    return new Blob([plain.subarray(1)], { type: mediaType });
  });
}

/** The small picture for lists; null when none has been made. */
export function readThumbnail(
  archive: Archive,
  instanceId: string,
): Promise<Result<Blob | null, ArchiveFailure>> {
  return readPreview(archive, instanceId, 'thumbnail');
}
