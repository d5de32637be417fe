import {
  isCount,
  isDataset,
  isJson,
  isText,
  isUidText,
  listOf,
  parseFeedLines,
  parseHead,
  type FeedLine,
} from './parse-answers.ts';
import type { ScopeAnswer, SearchAnswer, StudyChangesAnswer } from './protocol.ts';

/** A page of one study's rows, read one by one as those of the feed are. */
export type StudyChangesPage = Omit<StudyChangesAnswer, 'rows'> & {
  readonly rows: readonly FeedLine[];
};

/** Answer of `/scope`. */
export function parseScopeAnswer(json: unknown): ScopeAnswer | null {
  if (!isJson(json) || !isText(json['hubEpoch'])) return null;
  const scope = parseHead(json['scope']);
  return scope === null ? null : { hubEpoch: json['hubEpoch'], scope };
}

/** Answer of `/studies/<uid>/changes`. */
export function parseStudyChangesAnswer(json: unknown): StudyChangesPage | null {
  if (!isJson(json)) return null;
  const { hubEpoch, to, isLast } = json;
  const head = parseHead(json['head']);
  const rows = parseFeedLines(json['rows']);
  if (!isText(hubEpoch) || !isCount(to) || typeof isLast !== 'boolean') return null;
  return head === null || rows === null ? null : { hubEpoch, to, isLast, head, rows };
}

/** Answer of `/search`. */
export function parseSearchAnswer(json: unknown): SearchAnswer | null {
  if (!isJson(json)) return null;
  const { next } = json;
  const studies = listOf(json['studies'], ({ StudyInstanceUID, attributes, isCorrected }) =>
    isUidText(StudyInstanceUID) && isDataset(attributes) && typeof isCorrected === 'boolean'
      ? { StudyInstanceUID, attributes, isCorrected }
      : null,
  );
  if (studies === null || (next !== null && !isText(next))) return null;
  return { studies, next };
}
