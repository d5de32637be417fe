import { isUid } from '../dicom/uid.ts';
import { parseHlc } from './hlc.ts';
import type { Op, OpTarget, OpUser } from './op.ts';
import { parseOpId } from './op-id.ts';

/** Longest texts and lists an operation may carry: somebody's mistake must not fill every device. */
const opLimits = { textLengthMax: 1024, baseCountMax: 4096 } as const;

/**
 * Reads an operation from parsed JSON, as a server takes it in or a device gets it: null when it breaks
 * [OP1] to [OP3]. Kind, field and value are not judged: unknown ones are kept and relayed ([OP6]).
 * Members that this version does not know are left out of the answer.
 */
export function parseOp(json: unknown): Op | null {
  if (!isRecord(json)) return null;
  const { id, hlc, kind, field, base } = json;
  if (typeof id !== 'string' || parseOpId(id) === null) return null;
  if (typeof hlc !== 'string' || parseHlc(hlc) === null) return null;
  if (!isShortText(kind) || kind === '' || !isShortText(field)) return null;
  const user = parseUser(json['user']);
  const target = parseTarget(json['target']);
  if (user === null || target === null) return null;
  if (!Array.isArray(base) || base.length > opLimits.baseCountMax) return null;
  const seen: string[] = [];
  for (const item of base as readonly unknown[]) {
    if (typeof item !== 'string' || parseOpId(item) === null) return null;
    seen.push(item);
  }
  return { id, user, hlc, target, kind, field, value: json['value'] ?? null, base: seen };
}

function parseUser(json: unknown): OpUser | null {
  if (!isRecord(json)) return null;
  const { id, name, profession } = json;
  if (!isShortText(id) || !isShortText(name) || !isShortText(profession)) return null;
  return { id, name, profession };
}

function parseTarget(json: unknown): OpTarget | null {
  if (!isRecord(json)) return null;
  const { type, id, StudyInstanceUID } = json;
  if (!isShortText(type) || type === '' || !isShortText(id) || id === '') return null;
  if (typeof StudyInstanceUID !== 'string' || !isUid(StudyInstanceUID)) return null;
  return { type, id, StudyInstanceUID };
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= opLimits.textLengthMax;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
