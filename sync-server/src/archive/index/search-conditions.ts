import { tags } from '#shared/dicom/tag.ts';
import { foldName, isUniversal, listOf, momentRangeOf } from '#shared/dicomweb/match.ts';
import type { QidoFilter } from '#shared/dicomweb/qido-query.ts';
import type { Search } from './archive-index.ts';
import { instanceLevelTags, seriesLevelTags, studyLevelTags } from './level-attributes.ts';

/** A condition on the rows of `study`, `s` (series) and `i` (instance). */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /** Which studies it is about: the same condition as a query of study ids, for those that are few. */
  readonly studies?: string;
}

const depth = { study: 0, series: 1, instance: 2 } as const;
const counted: readonly string[] = [
  tags.ModalitiesInStudy,
  tags.SOPClassesInStudy,
  tags.NumberOfStudyRelatedSeries,
  tags.NumberOfStudyRelatedInstances,
];

/** Whether a level can be searched by an attribute; others are ignored with a warning (PS3.18 8.3.4). */
export function isSearchable(level: Search['level'], path: readonly string[]): boolean {
  const [tag = ''] = path;
  if (level === 'instance' || studyLevelTags.includes(tag) || counted.includes(tag)) return true;
  return (
    level === 'series' &&
    (seriesLevelTags.includes(tag) || tag === tags.NumberOfSeriesRelatedInstances)
  );
}

/** Whether what lists show decides a filter; else the whole data set has to be looked at. */
export function needsWholeDataset(filter: QidoFilter): boolean {
  const [tag = ''] = filter.path;
  return ![...studyLevelTags, ...seriesLevelTags, ...instanceLevelTags, ...counted].includes(tag);
}

const textColumns: Readonly<Record<string, readonly [column: string, level: Search['level']]>> = {
  [tags.PatientID]: ['study.PatientID', 'study'],
  [tags.AccessionNumber]: ['study.AccessionNumber', 'study'],
  [tags.StudyID]: ['study.StudyID', 'study'],
  [tags.Modality]: ['s.Modality', 'series'],
};
const uidColumns: typeof textColumns = {
  [tags.StudyInstanceUID]: ['study.StudyInstanceUID', 'study'],
  [tags.SeriesInstanceUID]: ['s.SeriesInstanceUID', 'series'],
  [tags.SOPInstanceUID]: ['i.SOPInstanceUID', 'instance'],
  [tags.SOPClassUID]: ['i.SOPClassUID', 'instance'],
};
const numberColumns: typeof textColumns = {
  [tags.SeriesNumber]: ['s.SeriesNumber', 'series'],
  [tags.InstanceNumber]: ['i.InstanceNumber', 'instance'],
};
const momentColumns: Readonly<Record<string, string>> = {
  [tags.StudyDate]: 'study.StudyDate',
  [tags.StudyTime]: 'study.StudyTime',
};

/** The condition that decides a filter exactly as PS3.4 C.2.2.2 does; null: it is matched row by row. */
export function conditionOf(filter: QidoFilter, level: Search['level']): Condition | null {
  const [tag = '', ...rest] = filter.path;
  const value = filter.value.trim();
  if (rest.length > 0 || isUniversal(value)) return null;
  const own = (columns: typeof textColumns): string | undefined => {
    const [column, needed] = columns[tag] ?? [];
    return needed !== undefined && depth[level] >= depth[needed] ? column : undefined;
  };
  const textColumn = own(textColumns);
  if (textColumn !== undefined) return textCondition(textColumn, value === '""' ? '' : value);
  if (value === '""') return null;
  const uidColumn = own(uidColumns);
  if (uidColumn !== undefined && !isPattern(value)) return oneOf(uidColumn, listOf(value));
  const numberColumn = own(numberColumns);
  if (numberColumn !== undefined && /^[0-9]{1,9}$/.test(value))
    return oneOf(numberColumn, [Number(value)]);
  const momentColumn = momentColumns[tag];
  if (momentColumn !== undefined && !isPattern(value)) return momentCondition(momentColumn, value);
  if (tag === tags.PatientName || tag === tags.ReferringPhysicianName)
    return nameCondition(tag, value);
  if (tag === tags.ModalitiesInStudy) {
    const modality = textCondition('m.Modality', value);
    return ofStudies('series m', 'm.study', modality);
  }
  if (tag === tags.SOPClassesInStudy && !isPattern(value)) {
    return ofStudies(
      'series m join instance c on c.series = m.id',
      'm.study',
      oneOf('c.SOPClassUID', listOf(value)),
    );
  }
  return null;
}

function isPattern(value: string): boolean {
  return /[*?]/.test(value);
}

function oneOf(column: string, values: readonly (string | number)[]): Condition {
  return { sql: `${column} in (${values.map(() => '?').join(', ')})`, values };
}

/** Single value and wildcard matching: GLOB has the wildcards of DICOM, and `[`, which must stand for itself. */
function textCondition(column: string, value: string): Condition {
  if (!isPattern(value)) return { sql: `${column} = ?`, values: [value] };
  const glob = value.replaceAll('[', '[[]');
  const prefix = /^[^*?]*/.exec(value)?.[0] ?? '';
  // An empty value matches no pattern but the universal one.
  if (prefix === '') return { sql: `${column} glob ? and ${column} <> ''`, values: [glob] };
  const sql = `${column} glob ? and ${column} >= ? and ${column} < ?`;
  return { sql, values: [glob, prefix, `${prefix}\u{10FFFF}`] };
}

function momentCondition(column: string, value: string): Condition {
  const { from, to } = momentRangeOf(value);
  const bounds = [
    { sql: `${column} <> ''`, values: [] },
    ...(from === null ? [] : [{ sql: `${column} >= ?`, values: [from] }]),
    ...(to === null ? [] : [{ sql: `${column} <= ?`, values: [to] }]),
  ];
  return {
    sql: bounds.map((bound) => bound.sql).join(' and '),
    values: bounds.flatMap((bound) => bound.values),
  };
}

/** Names (PS3.4 C.2.2.2.1): a pattern of one component group may match any, several are matched each with its own. */
function nameCondition(tag: string, value: string): Condition | null {
  const groups = value.split('=').map(foldName);
  if (groups.length > 1) return null;
  const [group = ''] = groups;
  if (isUniversal(group)) return null;
  const { sql, values } = textCondition('n.folded', group);
  return ofStudies('study_name n', 'n.study', {
    sql: `n.tag = ? and ${sql}`,
    values: [tag, ...values],
  });
}

function ofStudies(from: string, study: string, condition: Condition): Condition {
  return {
    sql: `exists (select 1 from ${from} where ${study} = study.id and ${condition.sql})`,
    values: condition.values,
    studies: `select distinct ${study} as id from ${from} where ${condition.sql}`,
  };
}
