import { get_element } from '@iwharris/dicom-data-dictionary';
import type { Context } from 'hono';
import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import { toDicomJson } from '#shared/dicomweb/dicom-json-wire.ts';
import { coversEssence, parseAccept } from '#shared/dicomweb/media-type.ts';
import { parseQidoQuery, type QidoQuery } from '#shared/dicomweb/qido-query.ts';
import type { DicomwebPath } from '#shared/dicomweb/wado-path.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { standardVrOf } from '../archive/dictionary.ts';
import type { Search, SearchHit } from '../archive/index/archive-index.ts';
import { isSearchable } from '../archive/index/search-conditions.ts';
import {
  instanceLevelTags,
  seriesLevelTags,
  studyLevelTags,
} from '../archive/index/level-attributes.ts';
import { problem } from '../problem.ts';
import { dicomwebBase, retrieveUrl } from './links.ts';

/** One answer never holds more: a client asks for the next page, and memory stays bounded. */
const limitMax = 5000;

function tagOf(keyword: string): string | undefined {
  return get_element(keyword)?.tag.replaceAll(/[(),]/g, '').toUpperCase();
}

/** QIDO-RS (PS3.18 10.6) at the level that the path names. */
export async function search(
  context: Context,
  deps: AppDependencies,
  path: DicomwebPath,
): Promise<Response> {
  const ranges = parseAccept(context.req.header('Accept') ?? '');
  const offered = ['application/dicom+json', 'application/json'];
  if (!ranges.some((range) => range.q > 0 && offered.some((one) => coversEssence(range, one)))) {
    return problem(context, 'NOT_ACCEPTABLE');
  }
  const query = parseQidoQuery(new URL(context.req.url).search, { tagOf, vrOf: standardVrOf });
  if (!query.ok) {
    const detail = `${query.failure.code}: ${query.failure.parameter.slice(0, 64)}`;
    return problem(context, 'QUERY_INVALID', { detail });
  }
  const level = levelOf(path);
  const limit = Math.min(query.value.limit ?? limitMax, limitMax);
  const filters = [...query.value.filters];
  if (path.study !== undefined) filters.push({ path: [tags.StudyInstanceUID], value: path.study });
  if (path.series !== undefined)
    filters.push({ path: [tags.SeriesInstanceUID], value: path.series });
  const hits =
    limit === 0
      ? []
      : await deps.archive.index.search({
          level,
          filters: filters.filter((filter) => isSearchable(level, filter.path)),
          limit,
          offset: query.value.offset,
          wholeDatasets: level === 'instance' && wantsWhole(query.value),
        });
  const base = dicomwebBase(context, deps);
  const answer = hits.map((hit) => answerOf(hit, level, path, query.value, base));
  const headers: Record<string, string> = {
    'Content-Type': 'application/dicom+json',
    'Cache-Control': 'no-store',
  };
  const warning = warningOf(query.value, hits.length === limitMax);
  if (warning !== '') headers['Warning'] = `299 satchel "${warning}"`;
  return context.body(JSON.stringify(answer), 200, headers);
}

/** What lists show is kept apart; only other attributes cost a look at the whole data set. */
function wantsWhole(query: QidoQuery): boolean {
  const listed = new Set([...studyLevelTags, ...seriesLevelTags, ...instanceLevelTags]);
  return query.includeAll || query.includeFields.some(([tag = '']) => !listed.has(tag));
}

function levelOf(path: DicomwebPath): Search['level'] {
  return path.view === 'instances' ? 'instance' : path.view === 'series' ? 'series' : 'study';
}

/** PS3.18 8.3.4.2: what was asked for and is not done is said, and the literal match given. */
function warningOf(query: QidoQuery, isCut: boolean): string {
  const said: string[] = [];
  if (query.fuzzyMatching)
    said.push(
      'The fuzzymatching parameter is not supported. Only literal matching has been performed.',
    );
  if (query.unknownParameters.length > 0)
    said.push('Some parameters are unknown and were ignored.');
  if (isCut)
    said.push(
      'The results are cut at the limit of this server; ask for the next page with offset.',
    );
  return said.join(' ');
}

function answerOf(
  hit: SearchHit,
  level: Search['level'],
  path: DicomwebPath,
  query: QidoQuery,
  base: string,
): DicomDataset {
  const wanted = new Set<string>([
    ...levelTags(level, path),
    ...query.filters.map((filter) => filter.path[0] ?? ''),
    ...query.includeFields.map((field) => field[0] ?? ''),
  ]);
  const picked: Record<string, DicomDataset[string]> = {};
  for (const [tag, element] of Object.entries(hit.dataset)) {
    if (query.includeAll || wanted.has(tag)) picked[tag] = element;
  }
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID } = hit;
  const url =
    level === 'study'
      ? retrieveUrl(base, StudyInstanceUID)
      : level === 'series'
        ? retrieveUrl(base, StudyInstanceUID, SeriesInstanceUID)
        : retrieveUrl(base, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID);
  picked[tags.RetrieveURL] = elementOf(tags.RetrieveURL, url);
  picked[tags.InstanceAvailability] = elementOf(tags.InstanceAvailability, 'ONLINE');
  return toDicomJson(picked, () => null);
}

const studyCounts = [
  tags.ModalitiesInStudy,
  tags.NumberOfStudyRelatedSeries,
  tags.NumberOfStudyRelatedInstances,
];

/** A level above that the path does not fix is answered too (relational queries, PS3.18 10.6.1.2.3). */
function levelTags(level: Search['level'], path: DicomwebPath): readonly string[] {
  const study =
    path.study === undefined || level === 'study' ? [...studyLevelTags, ...studyCounts] : [];
  if (level === 'study') return study;
  const series = path.series === undefined || level === 'series' ? seriesLevelTags : [];
  const uids = [tags.StudyInstanceUID, tags.SeriesInstanceUID];
  const seriesAll = [...study, ...series, ...uids, tags.NumberOfSeriesRelatedInstances];
  return level === 'series' ? seriesAll : [...study, ...series, ...uids, ...instanceLevelTags];
}
