/** Why a body did not arrive whole: the sender went silent, or went away. */
export class BodyFault extends Error {
  readonly code: 'BODY_STALLED' | 'BODY_CUT';
  constructor(code: 'BODY_STALLED' | 'BODY_CUT') {
    super(code);
    this.code = code;
  }
}

const none = Symbol('nothing arrived');

/**
 * The pieces of a request's body. A sender may be as slow as a field uplink, but one that sends nothing at
 * all for `stallTimeoutMs` holds a place for nothing: BodyFault, as when it goes away in the middle.
 */
export async function* bodyPieces(
  request: Request,
  stallTimeoutMs: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const next = await inTime(reader.read(), stallTimeoutMs);
      if (next === none) throw new BodyFault('BODY_STALLED');
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a sender that is silent would not answer this either.
    reader.cancel().catch(() => undefined);
  }
}

async function inTime<Value>(
  reading: Promise<Value>,
  timeoutMs: number,
): Promise<Value | typeof none> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<typeof none>((resolve) => {
    timer = setTimeout(() => resolve(none), timeoutMs);
  });
  const arrived = reading.catch(() => {
    throw new BodyFault('BODY_CUT');
  });
  try {
    return await Promise.race([arrived, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** The whole body, or null when it has more than `bytesMax`; memory is bounded whatever Content-Length claims. */
export async function readBody(
  request: Request,
  bytesMax: number,
  stallTimeoutMs: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > bytesMax) return null;
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  for await (const piece of bodyPieces(request, stallTimeoutMs)) {
    byteLength += piece.byteLength;
    if (byteLength > bytesMax) return null;
    pieces.push(piece);
  }
  const bytes = new Uint8Array(byteLength);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}
