import type { Result } from '../failure/result.ts';
import { fail, ok } from '../failure/result.ts';
import { tagOfKeyword, vrOf } from '../dicom/tag.ts';

/** One matching key: the path of tags (sequences first), and what it has to match (PS3.4 C.2.2.2). */
export interface QidoFilter {
  readonly path: readonly string[];
  readonly value: string;
}

/** A search as PS3.18 8.3.4 and 10.6.1 define it. */
export interface QidoQuery {
  readonly filters: readonly QidoFilter[];
  /** Paths of tags asked for besides the required ones. */
  readonly includeFields: readonly (readonly string[])[];
  readonly includeAll: boolean;
  readonly limit: number | null;
  readonly offset: number;
  readonly fuzzyMatching: boolean;
  readonly emptyValueMatching: boolean;
  readonly multipleValueMatching: boolean;
  /** Parameters that name nothing known: ignored, worth a Warning header. */
  readonly unknownParameters: readonly string[];
}

/** Why a search is answered with 400; `parameter` is the name as it came, never a value. */
export interface QidoFailure {
  readonly code: 'ENCODING' | 'NUMBER' | 'BOOLEAN' | 'ATTRIBUTE' | 'VALUE';
  readonly parameter: string;
}

export interface QidoOptions {
  /** Keyword → tag beyond the attributes of `tag.ts`. */
  readonly tagOf?: (keyword: string) => string | undefined;
  readonly vrOf?: (tag: string) => string | undefined;
}

interface Draft {
  readonly filters: QidoFilter[];
  readonly includeFields: (readonly string[])[];
  readonly unknownParameters: string[];
  includeAll: boolean;
  limit: number | null;
  offset: number;
  fuzzyMatching: boolean;
  emptyValueMatching: boolean;
  multipleValueMatching: boolean;
}

/**
 * Reads the query part of a search URL (without `?`): percent-decoding of names and values, `+` as space,
 * keys as keyword, 8 hex digits or a path `Sequence.Attribute` (PS3.18 8.3.4.1). Values of known keys are checked.
 */
export function parseQidoQuery(
  query: string,
  options: QidoOptions = {},
): Result<QidoQuery, QidoFailure> {
  const draft: Draft = {
    filters: [],
    includeFields: [],
    unknownParameters: [],
    includeAll: false,
    limit: null,
    offset: 0,
    fuzzyMatching: false,
    emptyValueMatching: false,
    multipleValueMatching: false,
  };
  for (const piece of query.replace(/^\?/, '').split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = decoded(equals < 0 ? piece : piece.slice(0, equals));
    const value = decoded(equals < 0 ? '' : piece.slice(equals + 1));
    if (name === null || value === null) return fail({ code: 'ENCODING', parameter: name ?? '' });
    const code = readParameter(draft, name, value, options);
    if (code !== null) return fail({ code, parameter: name });
  }
  return ok(draft);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

type Fault = QidoFailure['code'] | null;

function readParameter(draft: Draft, name: string, value: string, options: QidoOptions): Fault {
  switch (name.toLowerCase()) {
    case 'limit':
      draft.limit = wholeNumber(value);
      return draft.limit === null ? 'NUMBER' : null;
    case 'offset': {
      const offset = wholeNumber(value);
      draft.offset = offset ?? 0;
      return offset === null ? 'NUMBER' : null;
    }
    case 'fuzzymatching':
      draft.fuzzyMatching = value === 'true';
      return isBoolean(value) ? null : 'BOOLEAN';
    case 'emptyvaluematching':
      draft.emptyValueMatching = value === 'true';
      return isBoolean(value) ? null : 'BOOLEAN';
    case 'multiplevaluematching':
      draft.multipleValueMatching = value === 'true';
      return isBoolean(value) ? null : 'BOOLEAN';
    case 'includefield':
      return readIncludeField(draft, value, options);
    case 'accept':
    case 'charset':
      return null;
    default:
      return readFilter(draft, name, value, options);
  }
}

/** Digits that fit a safe integer; null for anything else. */
function wholeNumber(text: string): number | null {
  return /^[0-9]{1,15}$/.test(text.trim()) ? Number(text.trim()) : null;
}

function isBoolean(text: string): boolean {
  return text === 'true' || text === 'false';
}

function readIncludeField(draft: Draft, value: string, options: QidoOptions): Fault {
  for (const field of value.split(',')) {
    const name = field.trim();
    if (name === '') continue;
    if (name.toLowerCase() === 'all') {
      draft.includeAll = true;
      continue;
    }
    const path = attributePath(name, options);
    if (path === 'malformed') return 'ATTRIBUTE';
    if (path === 'unknown') draft.unknownParameters.push('includefield');
    else draft.includeFields.push(path);
  }
  return null;
}

function readFilter(draft: Draft, name: string, value: string, options: QidoOptions): Fault {
  const path = attributePath(name, options);
  if (path === 'malformed') return 'ATTRIBUTE';
  if (path === 'unknown') {
    draft.unknownParameters.push(name.slice(0, 64));
    return null;
  }
  const vr = (options.vrOf ?? vrOf)(path.at(-1) ?? '') ?? '';
  if (!isValue(vr, value)) return 'VALUE';
  draft.filters.push({ path, value });
  return null;
}

/** Turns `00400275.00400009` or `RequestAttributesSequence.ScheduledProcedureStepID` into tags. */
function attributePath(name: string, options: QidoOptions): string[] | 'malformed' | 'unknown' {
  const path: string[] = [];
  for (const step of name.split('.')) {
    if (/^[0-9A-Fa-f]{8}$/.test(step)) {
      path.push(step.toUpperCase());
      continue;
    }
    const tag = tagOfKeyword(step) ?? options.tagOf?.(step);
    if (tag === undefined) return path.length > 0 || step === '' ? 'malformed' : 'unknown';
    path.push(tag);
  }
  return path.length > 8 ? 'malformed' : path;
}

/** Whether a value can be matched against a VR at all; wildcards and ranges count (PS3.4 C.2.2.2). */
function isValue(vr: string, value: string): boolean {
  if (value === '' || value === '*' || value === '""') return true;
  switch (vr) {
    case 'DA':
      return isRange(value, /^[0-9]{8}$/) || /^(?=.*[*?])[0-9*?]+$/.test(value);
    case 'TM':
      return (
        isRange(value, /^[0-9]{2}([0-9]{2}([0-9]{2}(\.[0-9]{1,6})?)?)?$/) ||
        /^(?=.*[*?])[0-9.*?]+$/.test(value)
      );
    case 'UI':
      return value.split(/[,\\]/).every((uid) => /^[0-9.*?]{0,64}$/.test(uid.trim()));
    case 'IS':
      return value.split(/[,\\]/).every((part) => /^[+-]?[0-9*?]{1,12}$/.test(part.trim()));
    default:
      return true;
  }
}

function isRange(value: string, single: RegExp): boolean {
  const parts = value.split('-');
  if (parts.length === 1) return single.test(value);
  return (
    parts.length === 2 &&
    parts.some((part) => part !== '') &&
    parts.every((part) => part === '' || single.test(part))
  );
}
