/** A media type with its parameters (RFC 9110 8.3.1); names in lower case, values without their quotes. */
export interface MediaType {
  /** `type/subtype` in lower case; `*` stands for any. */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** One entry of an Accept header (RFC 9110 12.5.1). */
export interface AcceptRange extends MediaType {
  /** 0 to 1; 0 means: never this. */
  readonly q: number;
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Reads one media type; null when it is none. White space around `;` and `=` is let through, quotes as well as none. */
export function parseMediaType(text: string): MediaType | null {
  const [head = '', ...rest] = splitOutsideQuotes(text, ';');
  const essence = head.trim().toLowerCase();
  const [type, subtype, more] = essence.split('/');
  if (more !== undefined || type === undefined || subtype === undefined) return null;
  if (!token.test(type) || !token.test(subtype)) return null;
  const parameters = new Map<string, string>();
  for (const piece of rest) {
    if (piece.trim() === '') continue;
    const equals = piece.indexOf('=');
    if (equals <= 0) return null;
    const name = piece.slice(0, equals).trim().toLowerCase();
    const value = unquoted(piece.slice(equals + 1).trim());
    if (!token.test(name) || value === null) return null;
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return { essence, parameters };
}

function unquoted(value: string): string | null {
  if (!value.startsWith('"')) return value;
  if (value.length < 2 || !value.endsWith('"')) return null;
  return value.slice(1, -1).replace(/\\(.)/g, '$1');
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\' && quoted) i += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      pieces.push(text.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

/**
 * Reads an Accept header, best first: higher q, then more specific, then as written. Entries that are no
 * media ranges are left out; an empty header means anything (RFC 9110 12.5.1).
 */
export function parseAccept(header: string): AcceptRange[] {
  if (header.trim() === '') return [{ essence: '*/*', parameters: new Map(), q: 1 }];
  const ranges = splitOutsideQuotes(header, ',').flatMap((piece) => {
    const mediaType = parseMediaType(piece.trim() === '*' ? '*/*' : piece);
    if (mediaType === null) return [];
    const parameters = new Map(mediaType.parameters);
    const weight = Number(parameters.get('q') ?? '1');
    parameters.delete('q');
    const q = Number.isFinite(weight) ? Math.min(1, Math.max(0, weight)) : 1;
    return [{ essence: mediaType.essence, parameters, q }];
  });
  return ranges
    .map((range, index) => ({ range, index }))
    .sort(
      (a, b) =>
        b.range.q - a.range.q || specificity(b.range) - specificity(a.range) || a.index - b.index,
    )
    .map(({ range }) => range);
}

function specificity(range: MediaType): number {
  if (range.essence === '*/*') return 0;
  return range.essence.endsWith('/*') ? 1 : 2 + range.parameters.size;
}

/** Tells whether a range covers an essence (`image/*` covers `image/png`). */
export function coversEssence(range: MediaType, essence: string): boolean {
  if (range.essence === '*/*' || range.essence === essence) return true;
  return range.essence.endsWith('/*') && essence.startsWith(range.essence.slice(0, -1));
}

/** Something a server can answer with (PS3.18 8.7). */
export interface MediaOffer {
  /** Of the answer, or of each part where `multipart`. */
  readonly essence: string;
  /** Sent as multipart/related; type="essence". */
  readonly multipart: boolean;
  /** Of the parts; absent for types that have none (JSON). */
  readonly TransferSyntaxUID?: string;
}

export interface MediaChoice<Offer extends MediaOffer> {
  readonly offer: Offer;
  readonly range: AcceptRange;
}

/**
 * Chooses what to answer (PS3.18 8.7.5): the best range that an offer fits, and the first such offer, so the
 * server's order decides among equals. `transfer-syntax=*` fits any; no parameter fits `defaultSyntax` alone,
 * and an offer without a transfer syntax fits always. Null: 406. Types that a range of q=0 names are never chosen.
 */
export function negotiate<Offer extends MediaOffer>(
  ranges: readonly AcceptRange[],
  offers: readonly Offer[],
  isDefaultSyntax: (offer: Offer) => boolean,
): MediaChoice<Offer> | null {
  const refused = ranges.filter((range) => range.q === 0 && range.essence !== '*/*');
  for (const range of ranges) {
    if (range.q === 0) break;
    const offer = offers.find(
      (candidate) =>
        fits(range, candidate, isDefaultSyntax) &&
        !refused.some((no) => fits(no, candidate, isDefaultSyntax)),
    );
    if (offer !== undefined) return { offer, range };
  }
  return null;
}

function fits<Offer extends MediaOffer>(
  range: MediaType,
  offer: Offer,
  isDefaultSyntax: (offer: Offer) => boolean,
): boolean {
  return fitsType(range, offer) && fitsSyntax(range, offer, isDefaultSyntax);
}

function fitsType(range: MediaType, offer: MediaOffer): boolean {
  if (range.essence === '*/*') return true;
  if (range.essence === 'multipart/related' || range.essence === 'multipart/*') {
    const type = range.parameters.get('type') ?? '*/*';
    return (
      offer.multipart && coversEssence({ ...range, essence: type.toLowerCase() }, offer.essence)
    );
  }
  return !offer.multipart && coversEssence(range, offer.essence);
}

function fitsSyntax<Offer extends MediaOffer>(
  range: MediaType,
  offer: Offer,
  isDefaultSyntax: (offer: Offer) => boolean,
): boolean {
  if (offer.TransferSyntaxUID === undefined) return true;
  const asked = range.parameters.get('transfer-syntax');
  if (asked === '*') return true;
  return asked === undefined ? isDefaultSyntax(offer) : asked === offer.TransferSyntaxUID;
}

/**
 * The boundary of a multipart Content-Type; null when it is none or has no usable boundary. RFC 2046 5.1.1
 * allows 70 characters; Orthanc sends 73, so up to 200 are taken.
 */
export function boundaryOf(contentType: string): string | null {
  const mediaType = parseMediaType(contentType);
  if (mediaType === null || !mediaType.essence.startsWith('multipart/')) return null;
  const boundary = mediaType.parameters.get('boundary') ?? '';
  return /^[ -~]{0,199}[!-~]$/.test(boundary) ? boundary : null;
}

/** Writes a media type; values that are no tokens are quoted. */
export function formatMediaType(
  essence: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const pieces = Object.entries(parameters).map(([name, value]) =>
    token.test(value) ? `${name}=${value}` : `${name}="${value.replace(/(["\\])/g, '\\$1')}"`,
  );
  return [essence, ...pieces].join('; ');
}
