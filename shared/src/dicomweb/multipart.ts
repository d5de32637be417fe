/** One body part: header names in lower case, and its bytes as they come. */
export interface MultipartPart {
  readonly headers: ReadonlyMap<string, string>;
  /** Throws MultipartError where the message breaks off: bytes that came before are no whole part. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface MultipartLimits {
  readonly headerBytesMax: number;
  readonly partCountMax: number;
  readonly preambleBytesMax: number;
}

const defaultLimits: MultipartLimits = {
  headerBytesMax: 16 * 1024,
  partCountMax: 100_000,
  preambleBytesMax: 64 * 1024,
};

export type MultipartFaultCode =
  | 'MULTIPART_TRUNCATED'
  | 'MULTIPART_SYNTAX'
  | 'MULTIPART_HEADER_TOO_LARGE'
  | 'MULTIPART_TOO_MANY_PARTS'
  | 'MULTIPART_PREAMBLE_TOO_LARGE';

/**
 * What is wrong with a multipart message. Thrown, because an iteration has no other way to end badly;
 * whoever iterates turns it into an answer.
 */
export class MultipartError extends Error {
  readonly code: MultipartFaultCode;

  constructor(code: MultipartFaultCode) {
    super(code);
    this.code = code;
  }
}

const dash = 0x2d;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * Reads a multipart message part by part (RFC 2046 5.1.1) with constant memory: preamble and epilogue are
 * skipped, a boundary counts only at the start of a line and followed by nothing but white space. A part
 * whose body was not read to its end is skipped when the next one is asked for.
 */
export async function* parseMultipart(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
  limits: Partial<MultipartLimits> = {},
): AsyncGenerator<MultipartPart, void, undefined> {
  const bounds = { ...defaultLimits, ...limits };
  const reader = new PartReader(source, boundary);
  try {
    let preambleBytes = 0;
    for await (const piece of reader.untilDelimiter()) {
      preambleBytes += piece.byteLength;
      if (preambleBytes > bounds.preambleBytesMax) {
        throw new MultipartError('MULTIPART_PREAMBLE_TOO_LARGE');
      }
    }
    for (let partCount = 1; !(await reader.atClose()); partCount += 1) {
      if (partCount > bounds.partCountMax) throw new MultipartError('MULTIPART_TOO_MANY_PARTS');
      const headers = await reader.readHeaders(bounds.headerBytesMax);
      const body = reader.untilDelimiter();
      yield { headers, body };
      for await (const rest of body) void rest;
      if (!reader.atDelimiter) for await (const rest of reader.untilDelimiter()) void rest;
    }
  } finally {
    await reader.close();
  }
}

class PartReader {
  /** The last delimiter was found, and what follows it is next. */
  atDelimiter = false;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly delimiter: Uint8Array;
  private buffer: Uint8Array;
  private ended = false;

  constructor(source: AsyncIterable<Uint8Array>, boundary: string) {
    this.chunks = source[Symbol.asyncIterator]();
    this.delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
    // The first delimiter may stand at the very start, without the line break that belongs to the others.
    this.buffer = Uint8Array.of(carriageReturn, lineFeed);
  }

  async close(): Promise<void> {
    if (!this.ended) await this.chunks.return?.();
  }

  /** Adds the next chunk to the buffer; false at the end of the source. */
  private async fill(): Promise<boolean> {
    if (this.ended) return false;
    const next = await this.chunks.next();
    if (next.done === true) {
      this.ended = true;
      return false;
    }
    if (this.buffer.byteLength === 0) {
      this.buffer = next.value;
      return true;
    }
    const grown = new Uint8Array(this.buffer.byteLength + next.value.byteLength);
    grown.set(this.buffer);
    grown.set(next.value, this.buffer.byteLength);
    this.buffer = grown;
    return true;
  }

  private async need(byteLength: number): Promise<void> {
    while (this.buffer.byteLength < byteLength) {
      if (!(await this.fill())) throw new MultipartError('MULTIPART_TRUNCATED');
    }
  }

  /** Gives all bytes up to the next delimiter line, and takes the delimiter itself away. */
  async *untilDelimiter(): AsyncGenerator<Uint8Array, void, undefined> {
    this.atDelimiter = false;
    for (;;) {
      const found = this.find();
      if (found.at >= 0 && found.isWhole) {
        if (found.at > 0) yield this.buffer.subarray(0, found.at);
        this.buffer = this.buffer.subarray(found.at + this.delimiter.byteLength);
        this.atDelimiter = true;
        return;
      }
      const keepFrom = found.at >= 0 ? found.at : this.buffer.byteLength;
      if (keepFrom > 0) yield this.buffer.subarray(0, keepFrom);
      this.buffer = this.buffer.subarray(keepFrom);
      if (!(await this.fill())) throw new MultipartError('MULTIPART_TRUNCATED');
    }
  }

  /** Where a delimiter stands, or might begin at the end of the buffer (`isWhole` false); -1: nowhere. */
  private find(): { at: number; isWhole: boolean } {
    let at = this.buffer.indexOf(carriageReturn);
    while (at >= 0) {
      const verdict = this.verdictAt(at);
      if (verdict !== 'no') return { at, isWhole: verdict === 'yes' };
      at = this.buffer.indexOf(carriageReturn, at + 1);
    }
    return { at: -1, isWhole: false };
  }

  private verdictAt(at: number): 'yes' | 'no' | 'more' {
    for (let i = 0; i < this.delimiter.byteLength; i += 1) {
      const byte = this.buffer[at + i];
      if (byte === undefined) return 'more';
      if (byte !== this.delimiter[i]) return 'no';
    }
    // A longer boundary that begins like ours is content (RFC 2046 5.1.1).
    const end = at + this.delimiter.byteLength;
    const [first, second] = [this.buffer[end], this.buffer[end + 1]];
    if (first === undefined) return this.ended ? 'no' : 'more';
    if (first === 0x20 || first === 0x09) return 'yes';
    if (second === undefined) return this.ended ? 'no' : 'more';
    const isClose = first === dash && second === dash;
    return isClose || (first === carriageReturn && second === lineFeed) ? 'yes' : 'no';
  }

  /** After a delimiter: true for the closing one. */
  async atClose(): Promise<boolean> {
    await this.need(2);
    return this.buffer[0] === dash && this.buffer[1] === dash;
  }

  async readHeaders(headerBytesMax: number): Promise<ReadonlyMap<string, string>> {
    const headers = new Map<string, string>();
    const padding = await this.readLine(headerBytesMax);
    if (padding.trim() !== '') throw new MultipartError('MULTIPART_SYNTAX');
    let total = 0;
    let lastName = '';
    for (;;) {
      const line = await this.readLine(headerBytesMax - total);
      if (line === '') break;
      total += line.length + 2;
      if (/^[ \t]/.test(line) && lastName !== '') {
        headers.set(lastName, `${headers.get(lastName) ?? ''} ${line.trim()}`);
        continue;
      }
      const colon = line.indexOf(':');
      if (colon <= 0) throw new MultipartError('MULTIPART_SYNTAX');
      lastName = line.slice(0, colon).trim().toLowerCase();
      headers.set(lastName, line.slice(colon + 1).trim());
    }
    await this.giveBackLineBreak();
    return headers;
  }

  /** The blank line of a part without body is at once the line break of the next delimiter. */
  private async giveBackLineBreak(): Promise<void> {
    const boundary = this.delimiter.subarray(2);
    await this.need(boundary.byteLength);
    if (boundary.some((byte, i) => this.buffer[i] !== byte)) return;
    const whole = new Uint8Array(this.buffer.byteLength + 2);
    whole.set([carriageReturn, lineFeed]);
    whole.set(this.buffer, 2);
    this.buffer = whole;
  }

  private async readLine(bytesMax: number): Promise<string> {
    for (let from = 0; ;) {
      const at = this.buffer.indexOf(lineFeed, from);
      if (at > bytesMax || (at < 0 && this.buffer.byteLength > bytesMax)) {
        throw new MultipartError('MULTIPART_HEADER_TOO_LARGE');
      }
      if (at >= 0) {
        const line = new TextDecoder().decode(this.buffer.subarray(0, at));
        this.buffer = this.buffer.subarray(at + 1);
        return line.endsWith('\r') ? line.slice(0, -1) : line;
      }
      from = this.buffer.byteLength;
      if (!(await this.fill())) throw new MultipartError('MULTIPART_TRUNCATED');
    }
  }
}

/** One part to be written: its bytes at once or as a stream. */
export interface OutgoingPart {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Writes a multipart message (RFC 2046 5.1.1); the boundary must not occur in any part. */
export async function* writeMultipart(
  parts: Iterable<OutgoingPart> | AsyncIterable<OutgoingPart>,
  boundary: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let isFirst = true;
  for await (const part of parts) {
    yield partHead(part.headers, boundary, isFirst);
    if (part.body instanceof Uint8Array) yield part.body;
    else yield* part.body;
    isFirst = false;
  }
  yield new TextEncoder().encode(`${isFirst ? '' : '\r\n'}--${boundary}--\r\n`);
}

function partHead(
  headers: Readonly<Record<string, string>>,
  boundary: string,
  isFirst: boolean,
): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `${isFirst ? '' : '\r\n'}--${boundary}\r\n${lines.join('')}\r\n`;
  return new TextEncoder().encode(text);
}

/** Bytes of a whole message whose parts have known lengths: for Content-Length, and for range answers. */
export function multipartByteLength(
  parts: readonly {
    readonly headers: Readonly<Record<string, string>>;
    readonly byteLength: number;
  }[],
  boundary: string,
): number {
  const heads = parts.map((part, i) => partHead(part.headers, boundary, i === 0).byteLength);
  const bodies = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const close = boundary.length + 6 + (parts.length === 0 ? 0 : 2);
  return heads.reduce((sum, head) => sum + head, 0) + bodies + close;
}

/** A boundary from random bytes: 32 hex digits never occur after a line break and two dashes by chance. */
export function boundaryFromRandom(random16: Uint8Array): string {
  return `satchel-${Array.from(random16.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
