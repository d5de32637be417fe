import type { DicomDataset, DicomElement } from '#shared/dicom/dicom-json.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import { isUniversal, matchesFilters } from '#shared/dicomweb/match.ts';
import type { QidoFilter } from '#shared/dicomweb/qido-query.ts';
import type { Search, SearchHit } from './archive-index.ts';
import { unpackText } from './packed-text.ts';
import { conditionOf, needsWholeDataset, type Condition } from './search-conditions.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** The order of each level is total and does not depend on the query: pages never repeat or skip a row. */
const levels: Readonly<Record<Search['level'], { readonly from: string; readonly order: string }>> =
  {
    study: {
      from: 'select study.id as id from study',
      order: 'study.StudyDate desc, study.id desc',
    },
    series: {
      from: 'select s.id as id from study join series s on s.study = study.id',
      order: 'study.StudyDate desc, study.id desc, s.SeriesNumber, s.id',
    },
    instance: {
      from: `select i.id as id from study join series s on s.study = study.id
      join instance i on i.series = s.id and i.role = 'primary'`,
      order: 'study.StudyDate desc, study.id desc, s.SeriesNumber, s.id, i.InstanceNumber, i.id',
    },
  };

/** Up to here a condition's studies are looked up and sorted; above, studies are gone through newest first. */
const fewStudies = 2000;

/** Searches at one level: what SQLite can decide is decided there, the rest row by row. */
export function sqliteSearch(database: SqliteDatabase): (search: Search) => SearchHit[] {
  const readHit = hitReader(database);
  return (search) => {
    const { from, order } = levels[search.level];
    const filters = search.filters.filter((filter) => !isUniversal(filter.value.trim()));
    const open: QidoFilter[] = [];
    const conditions: Condition[] = [{ sql: 'study.rejected = 0', values: [] }];
    for (const filter of filters) {
      const condition = conditionOf(filter, search.level);
      if (condition === null) open.push(filter);
      else conditions.push(narrowed(database, condition));
    }
    const where = conditions.map(({ sql }) => `(${sql})`).join(' and ');
    const values = conditions.flatMap((condition) => condition.values);
    const sql = `${from} where ${where} order by ${order}`;
    const isWhole = search.wholeDatasets === true || open.some(needsWholeDataset);
    if (open.length === 0) {
      const ids = database.prepare<(string | number)[], { id: number }>(`${sql} limit ? offset ?`);
      return ids
        .all(...values, search.limit, search.offset)
        .map(({ id }) => readHit(search.level, id, isWhole));
    }
    const hits: SearchHit[] = [];
    let skip = search.offset;
    // Ids are small: read at once, so that no statement stays open while the rows are looked at.
    for (const { id } of database
      .prepare<(string | number)[], { id: number }>(sql)
      .all(...values)) {
      if (hits.length >= search.limit) break;
      const hit = readHit(search.level, id, isWhole);
      if (!matchesFilters(hit.dataset, open)) continue;
      if (skip > 0) skip -= 1;
      else hits.push(hit);
    }
    return hits;
  };
}

/** Replaces a condition that few studies meet by their ids, so that only those are looked at. */
function narrowed(database: SqliteDatabase, condition: Condition): Condition {
  if (condition.studies === undefined) return condition;
  const few = database.prepare<(string | number)[], { id: number }>(`${condition.studies} limit ?`);
  const ids = few.all(...condition.values, fewStudies + 1);
  if (ids.length > fewStudies) return condition;
  return {
    sql: 'study.id in (select value from json_each(?))',
    values: [JSON.stringify(ids.map(({ id }) => id))],
  };
}

interface StudyRow {
  readonly StudyInstanceUID: string;
  readonly attributes: string;
  readonly modalities: string;
  readonly seriesCount: number;
  readonly instanceCount: number;
}
interface SeriesRow {
  readonly study: number;
  readonly SeriesInstanceUID: string;
  readonly attributes: string;
  readonly instanceCount: number;
}
interface InstanceParts {
  readonly series: number;
  readonly SOPInstanceUID: string;
  readonly text: string | Uint8Array;
}

/** Reads the attributes of a row of one level, and of the levels above it. */
export function hitReader(database: SqliteDatabase) {
  const studyOf = database.prepare<[number], StudyRow>('select * from study where id = ?');
  const seriesOf = database.prepare<[number], SeriesRow>('select * from series where id = ?');
  const instanceSql = (column: string): string =>
    `select series, SOPInstanceUID, ${column} as text from instance join content on instance = instance.id where instance.id = ?`;
  const instanceOf = database.prepare<[number], InstanceParts>(instanceSql('attributes'));
  const wholeOf = database.prepare<[number], InstanceParts>(instanceSql('metadata'));

  return (level: Search['level'], id: number, isWhole: boolean): SearchHit => {
    const instance = level === 'instance' ? (isWhole ? wholeOf : instanceOf).get(id) : undefined;
    const seriesId = level === 'series' ? id : instance?.series;
    const series = seriesId === undefined ? undefined : seriesOf.get(seriesId);
    const study = studyOf.get(level === 'study' ? id : (series?.study ?? 0));
    return {
      StudyInstanceUID: study?.StudyInstanceUID ?? '',
      SeriesInstanceUID: series?.SeriesInstanceUID ?? '',
      SOPInstanceUID: instance?.SOPInstanceUID ?? '',
      dataset: {
        ...datasetOf(instance && unpackText(instance.text)),
        ...datasetOf(series?.attributes),
        ...datasetOf(study?.attributes),
        ...countsOf(study, series),
      },
    };
  };
}

function datasetOf(text: string | undefined): DicomDataset {
  return text === undefined ? {} : (JSON.parse(text) as DicomDataset);
}

function countsOf(study: StudyRow | undefined, series: SeriesRow | undefined): DicomDataset {
  const counts: Record<string, DicomElement> = {};
  if (study !== undefined) {
    const modalities = JSON.parse(study.modalities) as string[];
    counts[tags.ModalitiesInStudy] = elementOf(tags.ModalitiesInStudy, ...modalities);
    counts[tags.NumberOfStudyRelatedSeries] = elementOf(
      tags.NumberOfStudyRelatedSeries,
      study.seriesCount,
    );
    counts[tags.NumberOfStudyRelatedInstances] = elementOf(
      tags.NumberOfStudyRelatedInstances,
      study.instanceCount,
    );
  }
  if (series !== undefined) {
    const tag = tags.NumberOfSeriesRelatedInstances;
    counts[tag] = elementOf(tag, series.instanceCount);
  }
  return counts;
}
