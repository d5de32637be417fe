import { inflateRawSync } from 'node:zlib';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import { isUniversal, listOf, matchesFilters, momentRangeOf } from '#shared/dicomweb/match.ts';
import type { QidoFilter } from '#shared/dicomweb/qido-query.ts';
import type { Search, SearchHit } from './archive-index.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

interface FoundRow {
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string | null;
  readonly SOPInstanceUID: string | null;
  readonly studyAttributes: string;
  readonly modalities: string;
  readonly seriesCount: number;
  readonly studyInstances: number;
  readonly seriesAttributes: string | null;
  readonly seriesInstances: number | null;
  readonly body: Buffer | null;
}

const studyColumns = `study.StudyInstanceUID, study.attributes as studyAttributes, study.modalities, study.seriesCount,
  study.instanceCount as studyInstances`;
const seriesColumns = `s.SeriesInstanceUID, s.attributes as seriesAttributes, s.instanceCount as seriesInstances`;

/** The order of each level is total and does not depend on the query: pages never repeat or skip a row. */
const levels: Readonly<Record<Search['level'], { readonly from: string; readonly order: string }>> =
  {
    study: {
      from: `select ${studyColumns}, null as SeriesInstanceUID, null as SOPInstanceUID, null as seriesAttributes,
      null as seriesInstances, null as body from study`,
      order: 'study.StudyDate desc, study.id desc',
    },
    series: {
      from: `select ${studyColumns}, ${seriesColumns}, null as SOPInstanceUID, null as body
      from series s join study using (StudyInstanceUID)`,
      order: 'study.StudyDate desc, study.id desc, s.SeriesNumber, s.id',
    },
    instance: {
      from: `select ${studyColumns}, ${seriesColumns}, i.SOPInstanceUID, i.body
      from instance i join study using (StudyInstanceUID)
      join series s on s.StudyInstanceUID = i.StudyInstanceUID and s.SeriesInstanceUID = i.SeriesInstanceUID`,
      order: 'study.StudyDate desc, study.id desc, s.SeriesNumber, s.id, i.InstanceNumber, i.id',
    },
  };

/** Searches at one level: what an index answers is asked of SQLite, the rest is matched row by row. */
export function sqliteSearch(database: SqliteDatabase) {
  return (search: Search): SearchHit[] => {
    const { from, order } = levels[search.level];
    const filters = search.filters.filter((filter) => !isUniversal(filter.value));
    const conditions: string[] = ['not study.rejected'];
    if (search.level === 'instance') conditions.push(`i.role = 'primary'`);
    const values: string[] = [];
    const open: QidoFilter[] = [];
    for (const filter of filters) {
      const condition = indexedCondition(filter, search.level);
      if (condition === null) {
        open.push(filter);
        continue;
      }
      conditions.push(condition.sql);
      values.push(...condition.values);
    }
    const sql = `${from} where ${conditions.join(' and ')} order by ${order}`;
    if (open.length === 0) {
      const page = database.prepare<unknown[], FoundRow>(`${sql} limit ? offset ?`);
      return page.all(...values, search.limit, search.offset).map(hitOf);
    }
    const hits: SearchHit[] = [];
    let skip = search.offset;
    for (const row of database.prepare<unknown[], FoundRow>(sql).iterate(...values)) {
      if (hits.length >= search.limit) break;
      const hit = hitOf(row);
      if (!matchesFilters(hit.dataset, open)) continue;
      if (skip > 0) skip -= 1;
      else hits.push(hit);
    }
    return hits;
  };
}

const exactColumns: Readonly<Record<string, string>> = {
  [tags.PatientID]: 'study.PatientID',
  [tags.AccessionNumber]: 'study.AccessionNumber',
  [tags.StudyID]: 'study.StudyID',
};

const uidColumns: Readonly<Record<string, readonly [column: string, level: Search['level']]>> = {
  [tags.StudyInstanceUID]: ['study.StudyInstanceUID', 'study'],
  [tags.SeriesInstanceUID]: ['s.SeriesInstanceUID', 'series'],
  [tags.SOPInstanceUID]: ['i.SOPInstanceUID', 'instance'],
  [tags.SOPClassUID]: ['i.SOPClassUID', 'instance'],
};

const depth = { study: 0, series: 1, instance: 2 } as const;

/** A condition that SQLite decides exactly as PS3.4 C.2.2.2 does; null: matched row by row. */
function indexedCondition(
  filter: QidoFilter,
  level: Search['level'],
): { readonly sql: string; readonly values: readonly string[] } | null {
  const [tag = '', ...rest] = filter.path;
  const value = filter.value.trim();
  if (rest.length > 0 || /[*?"]/.test(value)) return null;
  const uid = uidColumns[tag];
  if (uid !== undefined) {
    const [column, needed] = uid;
    if (depth[level] < depth[needed]) return null;
    const uids = listOf(value);
    return { sql: `${column} in (${uids.map(() => '?').join(', ')})`, values: uids };
  }
  const column = exactColumns[tag];
  if (column !== undefined) return { sql: `${column} = ?`, values: [value] };
  if (tag === tags.Modality && level !== 'study') return { sql: 's.Modality = ?', values: [value] };
  if (tag === tags.ModalitiesInStudy) {
    const sql =
      'exists (select 1 from series m where m.StudyInstanceUID = study.StudyInstanceUID and m.Modality = ?)';
    return { sql, values: [value] };
  }
  if (tag === tags.StudyDate) {
    const { from, to } = momentRangeOf(value);
    return {
      sql: `study.StudyDate <> '' and study.StudyDate between ? and ?`,
      values: [from ?? '', to ?? '9'],
    };
  }
  return null;
}

function hitOf(row: FoundRow): SearchHit {
  const study = JSON.parse(row.studyAttributes) as DicomDataset;
  const series =
    row.seriesAttributes === null ? {} : (JSON.parse(row.seriesAttributes) as DicomDataset);
  const instance =
    row.body === null
      ? {}
      : (JSON.parse(inflateRawSync(row.body).toString('utf8')) as { dataset: DicomDataset })
          .dataset;
  const modalities = JSON.parse(row.modalities) as string[];
  return {
    StudyInstanceUID: row.StudyInstanceUID,
    SeriesInstanceUID: row.SeriesInstanceUID ?? '',
    SOPInstanceUID: row.SOPInstanceUID ?? '',
    dataset: {
      ...instance,
      ...series,
      ...study,
      [tags.ModalitiesInStudy]: elementOf(tags.ModalitiesInStudy, ...modalities),
      [tags.NumberOfStudyRelatedSeries]: elementOf(
        tags.NumberOfStudyRelatedSeries,
        row.seriesCount,
      ),
      [tags.NumberOfStudyRelatedInstances]: elementOf(
        tags.NumberOfStudyRelatedInstances,
        row.studyInstances,
      ),
      ...(row.seriesInstances === null
        ? {}
        : {
            [tags.NumberOfSeriesRelatedInstances]: elementOf(
              tags.NumberOfSeriesRelatedInstances,
              row.seriesInstances,
            ),
          }),
    },
  };
}
