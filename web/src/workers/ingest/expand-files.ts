import type { PickedFile } from './ingest-api.ts';
import { entryOfBlob, headOf, type ImportEntry } from './import-entry.ts';
import { importLimits } from './import-limits.ts';
import { mapAhead } from './map-ahead.ts';
import { readZip, type ZipBudget, type ZipRefusal } from './read-zip.ts';
import { sniffContent, type ContentKind } from './sniff-content.ts';

export interface SniffedEntry {
  readonly entry: ImportEntry;
  readonly content: ContentKind;
}
export interface UnreadableEntry {
  readonly entry: ImportEntry;
  readonly detail: string;
}
/** A picked file turns out to be an archive: what is in it is counted instead of it; again at its end. */
export interface ExpandedArchive {
  readonly archive: ImportEntry;
  readonly isOpen: boolean;
  /** Entries of it that nothing has been told of yet. */
  readonly restCount: () => number;
}
export type Expanded = SniffedEntry | UnreadableEntry | ZipRefusal | ExpandedArchive;

const limits = {
  countMax: importLimits.aheadCountMax,
  bytesMax: importLimits.aheadBytesMax,
  bytesOf: (entry: ImportEntry) =>
    entry.blob === null ? Math.min(entry.byteLength, importLimits.wholeBytesMax) : 1,
};

/** Sniffs every picked file and, in place of each archive, the files in it, in order. */
export async function* expandFiles(files: readonly PickedFile[]): AsyncGenerator<Expanded> {
  const entries = files.map(({ file, path }) => entryOfBlob(file, path, 0));
  for await (const sniffed of mapAhead(each(entries), limits, sniff)) {
    yield* expand(sniffed, noneCounted());
  }
}

function noneCounted(): ZipBudget {
  return { entryCount: 0, byteLength: 0, listedCount: 0, passedCount: 0 };
}

async function* expand(
  sniffed: SniffedEntry | UnreadableEntry,
  budget: ZipBudget,
): AsyncGenerator<Expanded> {
  if (!('content' in sniffed) || sniffed.content.kind !== 'zip') {
    yield sniffed;
    return;
  }
  const { entry } = sniffed;
  const blob = await archiveBlob(entry);
  if (entry.depth >= importLimits.zipDepthMax || blob === null) {
    const code = blob === null ? 'ZIP_TOO_LARGE' : 'ZIP_TOO_DEEP';
    // One too large to be unpacked says nothing against what lies beside it.
    const isWhole = blob !== null;
    yield { name: entry.name, code, detail: '', progressBytes: entry.progressBytes, isWhole };
    return;
  }
  const isPicked = entry.depth === 0;
  const restCount = (): number => Math.max(0, budget.listedCount - budget.passedCount);
  if (isPicked) yield { archive: entry, isOpen: true, restCount };
  const refusals: ZipRefusal[] = [];
  const inner = entriesOf(readZip(blob, entry.name, entry.depth + 1, budget), refusals);
  for await (const next of mapAhead(inner, limits, sniff)) {
    yield* told(refusals.splice(0), budget, isPicked);
    for await (const expanded of expand(next, budget)) {
      yield expanded;
      if (!('isWhole' in expanded) || !expanded.isWhole || !isLimit(expanded)) continue;
      const detail = expanded.name;
      // Nested too deep: the archive that brought it is believed no more, what lies beside it is.
      if (isPicked && expanded.code === 'ZIP_TOO_DEEP') {
        yield { ...expanded, name: next.entry.name, detail, progressBytes: 0 };
        break;
      }
      // A limit was passed somewhere inside: nothing more of the picked archive is believed, and it says so.
      if (isPicked) {
        budget.passedCount += 1;
        yield { ...expanded, name: entry.name, detail, progressBytes: 0, restCount: restCount() };
      }
      return;
    }
    if (isPicked) budget.passedCount += 1;
  }
  yield* told(refusals.splice(0), budget, isPicked);
  if (isPicked) yield { archive: entry, isOpen: false, restCount };
}

/** The end of an archive speaks for what it was not read to. */
function* told(
  refusals: readonly ZipRefusal[],
  budget: ZipBudget,
  isPicked: boolean,
): Generator<ZipRefusal> {
  for (const refusal of refusals) {
    if (isPicked && !refusal.isWhole) budget.passedCount += 1;
    const restCount = Math.max(0, budget.listedCount - budget.passedCount);
    yield isPicked && refusal.isWhole ? { ...refusal, restCount } : refusal;
  }
}

function isLimit({ code }: ZipRefusal): boolean {
  return code === 'ZIP_TOO_DEEP' || code === 'ZIP_TOO_LARGE';
}

async function* entriesOf(
  contents: AsyncIterable<ImportEntry | ZipRefusal>,
  refusals: ZipRefusal[],
): AsyncGenerator<ImportEntry> {
  for await (const content of contents) {
    if ('code' in content) refusals.push(content);
    else yield content;
  }
}

async function sniff(entry: ImportEntry): Promise<SniffedEntry | UnreadableEntry> {
  try {
    return { entry, content: sniffContent(await headOf(entry)) };
  } catch (error) {
    return { entry, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** An archive inside an archive is unpacked into memory; null where it is too large for that. */
async function archiveBlob(entry: ImportEntry): Promise<Blob | null> {
  if (entry.blob !== null) return entry.blob;
  if (entry.byteLength > importLimits.wholeBytesMax) return null;
  return new Blob([await entry.readWhole()]);
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
