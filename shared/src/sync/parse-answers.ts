import type { DicomDataset } from '../dicom/dicom-json.ts';
import { isUid } from '../dicom/uid.ts';
import { parseOp } from './parse-op.ts';
import type {
  ChangeRow,
  ChangesAnswer,
  FeedHead,
  HaveAnswer,
  HelloAnswer,
  HubIdentity,
  InstanceChange,
  OpsAnswer,
  PairAnswer,
  Receipt,
  ReceiptsAnswer,
  ScopeState,
} from './protocol.ts';

/**
 * Readers of the server's answers, from parsed JSON: null where an answer is not of the form that
 * protocol.ts gives it ([LINK6]). What comes over the network is never believed to have the right shape.
 */
interface Json {
  readonly [key: string]: unknown;
}

/** A page of the feed whose rows were read one by one: null stands for a row that nobody here can read. */
export type ChangesPage = Omit<ChangesAnswer, 'rows'> & { readonly rows: readonly FeedLine[] };
export interface FeedLine {
  readonly seq: number;
  readonly row: ChangeRow | null;
}

/** Answer of `/pair`. */
export function parsePairAnswer(json: unknown): PairAnswer | null {
  if (!isJson(json)) return null;
  const hub = parseHub(json['hub']);
  const { deviceId, token } = json;
  if (hub === null || !isText(deviceId) || !isText(token)) return null;
  return { deviceId, token, hub };
}

/** Answer of `/hello`. */
export function parseHelloAnswer(json: unknown): HelloAnswer | null {
  if (!isJson(json)) return null;
  const hub = parseHub(json['hub']);
  const { nowMs, headSeq, lastOpN } = json;
  if (hub === null || !isCount(nowMs) || !isCount(headSeq) || !isCount(lastOpN)) return null;
  return { hub, nowMs, headSeq, lastOpN };
}

/** Answer of `/have`. */
export function parseHaveAnswer(json: unknown): HaveAnswer | null {
  const items = listOf(isJson(json) ? json['items'] : null, (item) => {
    const { sha256, stored, partOffset } = item;
    if (!isSha256(sha256) || typeof stored !== 'boolean' || !isCount(partOffset)) return null;
    return { sha256, stored, partOffset };
  });
  return items === null ? null : { items };
}

/** Answer of `/receipts`; signatures are not looked at here. */
export function parseReceiptsAnswer(json: unknown): ReceiptsAnswer | null {
  if (!isJson(json)) return null;
  const receipts = listOf(json['receipts'], parseReceipt);
  const { missing } = json;
  const head = parseHead(json['head']);
  if (receipts === null || head === null || !Array.isArray(missing) || !missing.every(isSha256))
    return null;
  return { receipts, missing, head };
}

/** Answer of `/ops`. */
export function parseOpsAnswer(json: unknown): OpsAnswer | null {
  if (!isJson(json) || !isCount(json['lastOpN'])) return null;
  const results = listOf(json['results'], (item) => {
    const { id, outcome, seq } = item;
    if (!isText(id) || !isCount(seq)) return null;
    const known: OpsAnswer['results'][number]['outcome'] | null =
      outcome === 'applied' || outcome === 'duplicate' ? outcome : null;
    return known === null ? null : { id, outcome: known, seq };
  });
  const head = parseHead(json['head']);
  return results === null || head === null ? null : { results, lastOpN: json['lastOpN'], head };
}

/** Answer of `/changes`: a row of an unknown kind or out of form is null and stops nobody's feed. */
export function parseChangesAnswer(json: unknown): ChangesPage | null {
  if (!isJson(json)) return null;
  const { hubEpoch, from, to } = json;
  const head = parseHead(json['head']);
  const rows = parseFeedLines(json['rows']);
  if (rows === null || head === null || !isText(hubEpoch)) return null;
  if (!isCount(from) || !isCount(to)) return null;
  const page = { hubEpoch, from, to, head, rows };
  if (json['scope'] === undefined) return page;
  const scope = json['scope'] === null ? null : parseScopeState(json['scope']);
  return scope === undefined ? null : { ...page, scope };
}

export function parseFeedLines(json: unknown): readonly FeedLine[] | null {
  return listOf(json, (item) => {
    const { seq } = item;
    return isCount(seq) ? { seq, row: parseChangeRow(item, seq) } : null;
  });
}

/** undefined: it is out of form. */
function parseScopeState(json: unknown): ScopeState | undefined {
  const head = parseHead(json);
  const owed = listOf(isJson(json) ? json['owed'] : null, ({ seq, StudyInstanceUID }) =>
    isCount(seq) && isUidText(StudyInstanceUID) ? { seq, StudyInstanceUID } : null,
  );
  return head === null || owed === null ? undefined : { ...head, owed };
}

export function parseHead(json: unknown): FeedHead | null {
  if (!isJson(json)) return null;
  const { seq, mark } = json;
  return isCount(seq) && typeof mark === 'string' && mark.length <= 64 ? { seq, mark } : null;
}

function parseHub(json: unknown): HubIdentity | null {
  if (!isJson(json) || !isJson(json['key'])) return null;
  const { hubId, hubEpoch, name } = json;
  const { kid, publicKey } = json['key'];
  if (!isText(hubId) || !isText(hubEpoch) || typeof name !== 'string') return null;
  if (!isText(kid) || !isText(publicKey)) return null;
  return { hubId, hubEpoch, name, key: { kid, publicKey } };
}

function parseReceipt(json: Json): Receipt | null {
  const { sha256, byteLength, SOPInstanceUID, level, at, hubId, hubEpoch, seq, kid, sig } = json;
  if (!isSha256(sha256) || !isCount(byteLength) || !isCount(seq)) return null;
  if (!isText(SOPInstanceUID) || !isText(at) || !isText(hubId) || !isText(hubEpoch)) return null;
  if (!isText(kid) || !isText(sig)) return null;
  if (
    level !== 'STORED' &&
    level !== 'REPLICATED' &&
    level !== 'ARCHIVED' &&
    level !== 'COMMITTED'
  ) {
    return null;
  }
  return { sha256, byteLength, SOPInstanceUID, level, at, hubId, hubEpoch, seq, kid, sig };
}

function parseChangeRow(json: Json, seq: number): ChangeRow | null {
  const { kind } = json;
  if (kind === 'op') {
    const op = parseOp(json['op']);
    return op === null ? null : { seq, kind, op };
  }
  if (kind !== 'instance' || !isJson(json['instance'])) return null;
  const instance = parseInstanceChange(json['instance']);
  return instance === null ? null : { seq, kind, instance };
}

function parseInstanceChange(json: Json): InstanceChange | null {
  const { sha256, byteLength, attributes, variant, deviceId } = json;
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, SOPClassUID, TransferSyntaxUID } =
    json;
  if (!isSha256(sha256) || !isCount(byteLength) || !isDataset(attributes)) return null;
  if (typeof variant !== 'boolean' || typeof deviceId !== 'string') return null;
  if (!isUidText(StudyInstanceUID) || !isUidText(SeriesInstanceUID)) return null;
  if (!isUidText(SOPInstanceUID)) return null;
  // Files without them are read all the same: nothing but a lookup in a table is made of these two.
  if (typeof SOPClassUID !== 'string' || typeof TransferSyntaxUID !== 'string') return null;
  return {
    sha256,
    byteLength,
    StudyInstanceUID,
    SeriesInstanceUID,
    SOPInstanceUID,
    SOPClassUID,
    TransferSyntaxUID,
    attributes,
    variant,
    deviceId,
  };
}

export function isDataset(json: unknown): json is DicomDataset {
  if (!isJson(json)) return false;
  return Object.entries(json).every(
    ([tag, element]) =>
      /^[0-9A-F]{8}$/.test(tag) &&
      isJson(element) &&
      typeof element['vr'] === 'string' &&
      (element['Value'] === undefined || Array.isArray(element['Value'])),
  );
}

export function listOf<Item>(
  json: unknown,
  parse: (item: Json) => Item | null,
): readonly Item[] | null {
  if (!Array.isArray(json)) return null;
  const items: Item[] = [];
  for (const item of json as readonly unknown[]) {
    const parsed = isJson(item) ? parse(item) : null;
    if (parsed === null) return null;
    items.push(parsed);
  }
  return items;
}

export function isJson(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isText(json: unknown): json is string {
  return typeof json === 'string' && json.length > 0 && json.length <= 4096;
}

export function isUidText(json: unknown): json is string {
  return typeof json === 'string' && isUid(json);
}

export function isCount(json: unknown): json is number {
  return typeof json === 'number' && Number.isSafeInteger(json) && json >= 0;
}

function isSha256(json: unknown): json is string {
  return typeof json === 'string' && /^[0-9a-f]{64}$/.test(json);
}
