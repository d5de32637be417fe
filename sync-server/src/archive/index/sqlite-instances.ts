import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { momentDigits } from '#shared/dicomweb/match.ts';
import type { InstanceChange } from '#shared/sync/protocol.ts';
import { instanceChange } from '../instance-change.ts';
import type {
  AddOutcome,
  InstanceLayout,
  InstanceMetadata,
  InstanceRow,
  NewInstance,
} from './archive-index.ts';
import { packText, unpackText } from './packed-text.ts';
import { sequence, type SqliteDatabase } from './sqlite-database.ts';
import type { SqliteScope } from './sqlite-scope.ts';
import { studyWriter, wholeNumber } from './sqlite-study-rows.ts';

type Packed = string | Uint8Array;

const columns = `i.sha256, i.byteLength, i.StudyInstanceUID, i.SeriesInstanceUID, i.SOPInstanceUID, i.SOPClassUID,
  i.TransferSyntaxUID, i.deviceId, i.role, i.receivedAt, i.seq`;
const joined = `instance i join series s on s.id = i.series join study on study.id = s.study
  where i.role = 'primary' and study.rejected = 0 and study.StudyInstanceUID = @study
    and (@series is null or s.SeriesInstanceUID = @series)`;
const visible = `${joined} order by s.SeriesNumber, s.id, i.InstanceNumber, i.id limit @limit offset @offset`;
const named = `${joined} and i.SOPInstanceUID = @instance limit @limit offset @offset`;

interface Scope {
  readonly study: string;
  readonly series: string | null;
  readonly instance: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** Instances of the index; every function runs inside one transaction. */
export function sqliteInstances(database: SqliteDatabase, scope: SqliteScope) {
  const byDigest = database.prepare<[string], InstanceRow>(
    `select ${columns} from instance i where sha256 = ?`,
  );
  const ofSop = database.prepare<[string], InstanceRow>(
    `select ${columns} from instance i where SOPInstanceUID = ? order by role <> 'primary', id`,
  );
  const list = database.prepare<[Scope], InstanceRow>(`select ${columns} from ${visible}`);
  const one = database.prepare<[Scope], InstanceRow>(`select ${columns} from ${named}`);
  const metadataOf = database.prepare<[string], { readonly metadata: Packed }>(
    'select metadata from content join instance on instance.id = content.instance where sha256 = ?',
  );
  const find = (scope: Scope): readonly InstanceRow[] =>
    (scope.instance === null ? list : one).all(scope);
  const layout = database.prepare<[string], { readonly layout: Packed }>(
    'select layout from content join instance on instance.id = content.instance where sha256 = ?',
  );
  const isStored = database.prepare<[string], { one: number }>(
    'select 1 as one from instance where sha256 = ? and damaged = 0',
  );
  const damage = database.prepare<[number, string, number], never>(
    'update instance set damaged = ? where sha256 = ? and damaged <> ?',
  );
  const change = database.prepare<[number], InstanceRow & { readonly attributes: string }>(
    `select ${columns}, c.attributes from instance i join content c on c.instance = i.id where i.id = ?`,
  );

  return {
    add: instanceAdder(database, scope),
    byDigest: (sha256: string): InstanceRow | null => byDigest.get(sha256) ?? null,
    ofSop: (uid: string): readonly InstanceRow[] => ofSop.all(uid),
    of: (study: string, series?: string, instance?: string): readonly InstanceRow[] =>
      find(scopeOf(study, series, instance, { limit: -1, offset: 0 })),
    metadataOf(
      study: string,
      series: string | undefined,
      instance: string | undefined,
      page: { readonly limit: number; readonly offset: number },
    ): readonly InstanceMetadata[] {
      return find(scopeOf(study, series, instance, page)).map((row) => ({
        row,
        metadata: unpackText(metadataOf.get(row.sha256)?.metadata ?? '{}'),
      }));
    },
    layoutOf(sha256: string): InstanceLayout | null {
      const found = layout.get(sha256);
      return found === undefined ? null : (JSON.parse(unpackText(found.layout)) as InstanceLayout);
    },
    storedDigests: (sha256: readonly string[]) =>
      new Set(sha256.filter((digest) => isStored.get(digest) !== undefined)),
    saveDamage(sha256: string, isDamaged: boolean): void {
      const damaged = isDamaged ? 1 : 0;
      damage.run(damaged, sha256, damaged);
    },
    changeOf(id: number): InstanceChange | null {
      const found = change.get(id);
      if (found === undefined) return null;
      const { attributes, ...row } = found;
      return instanceChange(row, JSON.parse(attributes) as DicomDataset);
    },
  };
}

function scopeOf(
  study: string,
  series: string | undefined,
  instance: string | undefined,
  page: { readonly limit: number; readonly offset: number },
): Scope {
  return { study, series: series ?? null, instance: instance ?? null, ...page };
}

/** Adds one instance; must run inside a transaction. */
function instanceAdder(
  database: SqliteDatabase,
  scope: SqliteScope,
): (instance: NewInstance) => AddOutcome {
  const byDigest = database.prepare<[string], InstanceRow>(
    `select ${columns} from instance i where sha256 = ?`,
  );
  const countOfSop = database.prepare<[string], { readonly count: number }>(
    'select count(*) as count from instance where SOPInstanceUID = ?',
  );
  const insert = database.prepare(
    `insert into instance (sha256, byteLength, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID,
       TransferSyntaxUID, series, InstanceNumber, role, deviceId, receivedAt, seq)
     values (@sha256, @byteLength, @StudyInstanceUID, @SeriesInstanceUID, @SOPInstanceUID, @SOPClassUID,
       @TransferSyntaxUID, @series, @InstanceNumber, @role, @deviceId, @receivedAt, @seq)`,
  );
  const insertContent = database.prepare('insert into content values (?, ?, ?, ?)');
  const log = database.prepare(
    `insert into change_log (seq, kind, ref, study) values (?, 'instance', ?, ?)`,
  );
  const nextSeq = sequence(database);
  const countIntoStudy = studyWriter(database);

  return ({ row, content, comparedCount }) => {
    const there = byDigest.get(row.sha256);
    if (there !== undefined) return { outcome: 'there', row: there };
    // Two requests may bring two contents of one UID at once: who came first is decided here alone.
    if (countOfSop.get(row.SOPInstanceUID)?.count !== comparedCount) return { outcome: 'compare' };
    const series = row.role === 'primary' ? countIntoStudy(row, content.attributes) : null;
    const seq = nextSeq();
    const InstanceNumber = wholeNumber(content.attributes, tags.InstanceNumber);
    const { lastInsertRowid } = insert.run({ ...row, series, InstanceNumber, seq });
    const { attributes, metadata, layout } = content;
    const [lists, whole, places] = [
      JSON.stringify(attributes),
      packText(metadata),
      packText(JSON.stringify(layout)),
    ];
    insertContent.run(lastInsertRowid, lists, whole, places);
    const study = scope.idOf(row.StudyInstanceUID);
    const StudyDate = momentDigits(textOf(attributes, tags.StudyDate)).slice(0, 8);
    scope.noteArrival(study, row.receivedAt, /^\d{8}$/.test(StudyDate) ? StudyDate : '');
    log.run(seq, lastInsertRowid, study);
    return { outcome: 'added', row: { ...row, seq } };
  };
}
