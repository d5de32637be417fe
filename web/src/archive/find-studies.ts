import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { readSeq, type Archive } from './archive.ts';
import { refuse } from './archive-error.ts';
import type { HeaderBody, InstanceBody, InstanceRow, StudyBody, StudyRow } from './archive-rows.ts';
import type {
  InstanceRecord,
  InstanceSummary,
  SeriesSummary,
  StudyDetail,
  StudySummary,
} from './archive-types.ts';
import { attempt } from './attempt.ts';
import { inDisplayOrder, type OrderedInstance } from './display-order.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { getListSheet, openListSheet } from './list-sheet.ts';
import { lookupKeys } from './lookup-key.ts';
import { openRow } from './seal.ts';
import { studySummary } from './study-summary.ts';

/** What changed in the list since a reader last looked. */
export interface StudyChanges {
  /** To be given as `sinceSeq` next time. */
  readonly seq: number;
  readonly studies: readonly StudySummary[];
  /** No longer to be shown: nothing of them is left here. */
  readonly goneKeys: readonly string[];
  /** How many rows had to be opened one by one: a reason to write the sheet anew. */
  readonly openedCount: number;
}

/** Studies that changed after `sinceSeq` (0: all), those in the trash among them. */
export function readStudySummaries(
  archive: Archive,
  sinceSeq: number,
): Promise<Result<StudyChanges, ArchiveFailure>> {
  return attempt(archive, 'read studies', async () => {
    const bundle = needKeys(archive.session, 'read studies');
    const sheeted = sinceSeq === 0 ? await readBySheet(archive, bundle) : null;
    return sheeted ?? openChanges(bundle, await rowsAbove(archive, sinceSeq));
  });
}

interface ChangedRows {
  readonly seq: number;
  readonly rows: readonly StudyRow[];
}

function rowsAbove(archive: Archive, sinceSeq: number): Promise<ChangedRows> {
  const { db } = archive;
  return db.transaction('r', db.meta, db.study, async () => ({
    seq: await readSeq(db),
    rows: await db.study.where('seq').above(sinceSeq).toArray(),
  }));
}

async function openChanges(bundle: KeyBundle, { seq, rows }: ChangedRows): Promise<StudyChanges> {
  const read = await Promise.all(rows.map((row) => readStudy(bundle, row)));
  return {
    seq,
    studies: read.filter(({ isShown }) => isShown).map(({ summary }) => summary),
    goneKeys: read.filter(({ isShown }) => !isShown).map(({ summary }) => summary.key),
    openedCount: rows.length,
  };
}

/** The sheet, and what has changed since it was written; null where there is none to be used. */
async function readBySheet(archive: Archive, bundle: KeyBundle): Promise<StudyChanges | null> {
  const { db } = archive;
  const read = await db.transaction('r', db.meta, db.study, db.sheet, async () => {
    const sheet = await getListSheet(archive);
    return sheet === undefined ? null : { sheet, changed: await rowsAbove(archive, sheet.seq) };
  });
  if (read === null || read.sheet.seq > read.changed.seq) return null;
  const kept = await openListSheet(bundle, read.sheet);
  if (kept === null) return null;
  const changes = await openChanges(bundle, read.changed);
  if (changes.openedCount === 0) return { ...changes, studies: kept };
  const byKey = new Map([...kept, ...changes.studies].map((study) => [study.key, study]));
  for (const key of changes.goneKeys) byKey.delete(key);
  return { ...changes, studies: [...byKey.values()] };
}

/** Bodies decrypted before, by instance id; kept by a reader who asks for the same study again and again. */
export type InstanceBodyCache = Map<string, { readonly rev: number; readonly body: InstanceBody }>;

/** A study with its series and instances in display order. NOT_FOUND when nothing of it is here. */
export function readStudyDetail(
  archive: Archive,
  key: string,
  cache: InstanceBodyCache = new Map(),
): Promise<Result<StudyDetail, ArchiveFailure>> {
  return attempt(archive, 'read study', async () => {
    const { db } = archive;
    const read = await db.transaction('r', db.study, db.instance, db.preview, async () => ({
      study: await db.study.get(key),
      instances: await db.instance.where('study').equals(key).toArray(),
      previews: await db.preview.where('study').equals(key).primaryKeys(),
    }));
    if (read.study === undefined || read.study.gone === 1) refuse('NOT_FOUND', 'read study');
    const bundle = needKeys(archive.session, 'read study');
    const { summary } = await readStudy(bundle, read.study);
    const opened = await Promise.all(
      read.instances.map(async (row) => ({ row, body: await bodyOf(bundle, row, cache) })),
    );
    const pictured = new Set(read.previews.map(([instance]) => instance));
    return { study: summary, series: seriesOf(opened, pictured) };
  });
}

/** Key of the study row under a Study Instance UID that shows most; null when nothing of it is here. */
export function findStudyKey(
  archive: Archive,
  StudyInstanceUID: string,
): Promise<Result<string | null, ArchiveFailure>> {
  return attempt(archive, 'find study', async () => {
    const bundle = needKeys(archive.session, 'find study');
    const keys = await lookupKeys(bundle, 'study-uid', StudyInstanceUID);
    const rows = await archive.db.study
      .where('uid')
      .anyOf([...keys])
      .toArray();
    const shown = rows.filter(({ gone, sample }) => gone === 0 && sample === 0);
    const [first] = shown.toSorted((a, b) => b.instanceCount - a.instanceCount);
    return first?.key ?? null;
  });
}

/** Everything of one instance but its bytes. */
export function readInstance(
  archive: Archive,
  instanceId: string,
): Promise<Result<InstanceRecord, ArchiveFailure>> {
  return attempt(archive, 'read instance', async () => {
    const { db } = archive;
    const [row, header] = await db.transaction('r', db.instance, db.header, () =>
      Promise.all([db.instance.get(instanceId), db.header.get(instanceId)]),
    );
    if (row === undefined || header === undefined) refuse('NOT_FOUND', 'read instance');
    const bundle = needKeys(archive.session, 'read instance');
    const body = await openRow<InstanceBody>(bundle, 'instance', row.id, row);
    const { dataset, pixel, warnings } = await openRow<HeaderBody>(
      bundle,
      'header',
      header.id,
      header,
    );
    const { StudyInstanceUID } = body;
    return { ...instanceSummary({ row, body }), StudyInstanceUID, dataset, pixel, warnings };
  });
}

function instanceSummary({ row, body }: OrderedInstance): InstanceSummary {
  return {
    id: row.id,
    SOPInstanceUID: body.SOPInstanceUID,
    SOPClassUID: body.SOPClassUID,
    TransferSyntaxUID: body.TransferSyntaxUID,
    SeriesInstanceUID: body.SeriesInstanceUID,
    InstanceNumber: body.InstanceNumber,
    NumberOfFrames: body.NumberOfFrames,
    byteLength: row.byteLength,
    sha256: body.sha256,
    isLocal: row.local === 1,
    isOnServer: row.server === 1,
    isVariant: row.variant === 1,
  };
}

async function readStudy(
  bundle: KeyBundle,
  row: StudyRow,
): Promise<{ readonly summary: StudySummary; readonly isShown: boolean }> {
  const body = await openRow<StudyBody>(bundle, 'study', row.key, row);
  // A purged study comes back when somebody restores it, or adds to it.
  const isPurged = body.purgedAt !== null && body.rejection !== null;
  return { summary: studySummary(row, body), isShown: row.gone === 0 && !isPurged };
}

async function bodyOf(
  bundle: KeyBundle,
  row: InstanceRow,
  cache: InstanceBodyCache,
): Promise<InstanceBody> {
  const known = cache.get(row.id);
  if (known?.rev === row.rev) return known.body;
  const body = await openRow<InstanceBody>(bundle, 'instance', row.id, row);
  cache.set(row.id, { rev: row.rev, body });
  return body;
}

function seriesOf(
  instances: readonly OrderedInstance[],
  pictured: ReadonlySet<string>,
): readonly SeriesSummary[] {
  const groups = new Map<string, OrderedInstance[]>();
  for (const instance of instances) {
    const uid = instance.body.SeriesInstanceUID;
    const group = groups.get(uid);
    if (group === undefined) groups.set(uid, [instance]);
    else group.push(instance);
  }
  return [...groups.values()]
    .map((group) => seriesSummary(inDisplayOrder(group), pictured))
    .toSorted(compareSeries);
}

function seriesSummary(
  ordered: readonly OrderedInstance[],
  pictured: ReadonlySet<string>,
): SeriesSummary {
  const attribute = (name: 'Modality' | 'SeriesDescription' | 'BodyPartExamined' | 'Laterality') =>
    ordered.map(({ body }) => body[name]).find((text) => text !== '') ?? '';
  return {
    SeriesInstanceUID: ordered[0]?.body.SeriesInstanceUID ?? '',
    Modality: attribute('Modality'),
    SeriesNumber: ordered[0]?.body.SeriesNumber ?? null,
    SeriesDescription: attribute('SeriesDescription'),
    BodyPartExamined: attribute('BodyPartExamined'),
    Laterality: attribute('Laterality'),
    thumbnailInstanceId: picturedOf(ordered, pictured)?.row.id ?? null,
    instances: ordered.map(instanceSummary),
  };
}

/** The instance of a series with a picture that is nearest to its middle: the first one stored has one, too. */
function picturedOf(
  ordered: readonly OrderedInstance[],
  pictured: ReadonlySet<string>,
): OrderedInstance | undefined {
  const middle = Math.floor((ordered.length - 1) / 2);
  return ordered
    .map((instance, index) => ({ instance, away: Math.abs(index - middle) }))
    .filter(({ instance }) => pictured.has(instance.row.id))
    .toSorted((a, b) => a.away - b.away)[0]?.instance;
}

export function middleOf<Item>(items: readonly Item[]): Item | undefined {
  return items[Math.floor((items.length - 1) / 2)];
}

function compareSeries(a: SeriesSummary, b: SeriesSummary): number {
  const left = a.SeriesNumber ?? Number.MAX_SAFE_INTEGER;
  const right = b.SeriesNumber ?? Number.MAX_SAFE_INTEGER;
  if (left !== right) return left - right;
  return a.SeriesInstanceUID < b.SeriesInstanceUID ? -1 : 1;
}
