import type { ByteSource } from '#shared/dicom/byte-source.ts';
import { itemsOf, textsOf } from '#shared/dicom/element-access.ts';
import { readPart10 } from '#shared/dicom/parse-part10.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { ImportOutcome } from '../../archive/archive-types.ts';

/** A DICOMDIR among the files: which others it says are there (PS3.10 8.2: components, relative to its folder). */
export interface MediaDirectory {
  readonly name: string;
  readonly fileIds: readonly (readonly string[])[];
}

/** Reads the file references of a DICOMDIR; none where it is damaged: the files speak for themselves. */
export async function readMediaDirectory(
  name: string,
  source: ByteSource,
): Promise<MediaDirectory> {
  const read = await readPart10(source);
  if (!read.ok) return { name, fileIds: [] };
  const records = itemsOf(read.value.dataset, tags.DirectoryRecordSequence);
  const fileIds = records
    .map((record) => textsOf(record, tags.ReferencedFileID))
    .filter((components) => components.some((component) => component !== ''));
  return { name, fileIds };
}

/**
 * The outcome lines of a DICOMDIR, once all names are known: itself, and each file that it names but that
 * was not among those picked. Nothing is ever opened by a name it gives.
 */
export function mediaOutcomes(
  { name, fileIds }: MediaDirectory,
  names: ReadonlySet<string>,
): readonly ImportOutcome[] {
  const line = { warnings: [], studyKey: null };
  if (fileIds.some((components) => components.some(leavesFolder))) {
    return [{ ...line, fileName: name, outcome: 'refused', code: 'MEDIA_PATH_OUTSIDE' }];
  }
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const paths = fileIds.map((components) => folder + components.join('/'));
  const missing = paths.filter((path) => !names.has(foldName(path)));
  const own = { ...line, fileName: name, outcome: 'ignored', code: 'DICOMDIR' } as const;
  // Picked alone: its files were never meant to come along.
  if (missing.length === paths.length) return [own];
  return [
    own,
    ...missing.map((fileName) => ({
      ...line,
      fileName,
      outcome: 'refused' as const,
      code: 'MEDIA_FILE_MISSING',
    })),
  ];
}

/** Discs are read in capitals by some systems and in small letters by others, with `;1` or without. */
export function foldName(name: string): string {
  return name.toUpperCase().replace(/;1$/, '').replace(/\.$/, '');
}

function leavesFolder(component: string): boolean {
  return component === '..' || component === '.' || /[/\\:]/.test(component);
}
