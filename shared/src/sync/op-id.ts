import type { Op } from './op.ts';

/** What a person's act says before the device gives it its number and time. */
export type OpDraft = Omit<Op, 'id' | 'hlc'>;

/** The three parts of an operation's id: [OP1]. */
export interface OpIdParts {
  readonly deviceId: string;
  readonly epoch: string;
  /** 1, 2, 3 … without gaps per device and epoch. */
  readonly n: number;
}

const opIdPattern = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,64})\.([1-9][0-9]{0,14})$/;

/** `<device>.<epoch>.<n>`. */
export function formatOpId(parts: OpIdParts): string {
  return `${parts.deviceId}.${parts.epoch}.${parts.n}`;
}

/** Reads an operation's id; null when it is none. */
export function parseOpId(id: string): OpIdParts | null {
  const match = opIdPattern.exec(id);
  if (match === null) return null;
  return { deviceId: match[1] ?? '', epoch: match[2] ?? '', n: Number(match[3]) };
}

/** The stream whose numbers run without gaps: `<device>.<epoch>`. */
export function opStream(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}

/** Gives a draft its number and time: called inside the transaction that stores it ([STORE2]). */
export function numberOp(draft: OpDraft, parts: OpIdParts, hlc: string): Op {
  return { ...draft, id: formatOpId(parts), hlc };
}

/** The order in which one stream must be pushed; ids that are none come last, in text order. */
export function compareOpIds(a: string, b: string): number {
  const left = parseOpId(a);
  const right = parseOpId(b);
  if (left === null || right === null) {
    if (left !== null) return -1;
    if (right !== null) return 1;
    return compareText(a, b);
  }
  return (
    compareText(left.deviceId, right.deviceId) ||
    compareText(left.epoch, right.epoch) ||
    left.n - right.n
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
