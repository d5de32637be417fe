/**
 * Hybrid logical clock, `<wallMs 13 digits>-<counter 4 hex>-<device>`: sorts as text in the order of
 * (wall, counter, device). It serves display and breaks ties among concurrent operations, nothing else:
 * what came after what is told by `Op.base`. That is why a clock that runs wild can be left behind here
 * instead of stopping sync: [OP4], [OP5].
 */
export interface Hlc {
  readonly wallMs: number;
  readonly counter: number;
  readonly deviceId: string;
}

/** A clock further ahead than this is somebody's wrong date, not a fact to follow. */
export const hlcAheadMaxMs = 5 * 60 * 1000;

const wallMsMax = 9_999_999_999_999;
const counterMax = 0xffff;
const hlcPattern = /^([0-9]{13})-([0-9a-f]{4})-([A-Za-z0-9_-]{1,64})$/;

/** Reads a clock's text; null when it has not the form above. */
export function parseHlc(text: string): Hlc | null {
  const match = hlcPattern.exec(text);
  if (match === null) return null;
  return {
    wallMs: Number(match[1]),
    counter: Number.parseInt(match[2] ?? '', 16),
    deviceId: match[3] ?? '',
  };
}

/** Writes a clock as text; the wall time is cut to 13 digits and the counter to 4 hex digits. */
function formatHlc(hlc: Hlc): string {
  const wall = String(clampWall(hlc.wallMs)).padStart(13, '0');
  const counter = Math.min(Math.max(hlc.counter, 0), counterMax).toString(16).padStart(4, '0');
  return `${wall}-${counter}-${hlc.deviceId}`;
}

/** Orders two clocks (any text, valid or not) the same way on every device: negative when `a` is earlier. */
export function compareHlc(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The clock of this device's next operation: later than `last` (the last clock this device wrote or
 * merged, empty when none), unless `last` is more than `hlcAheadMaxMs` ahead of the wall clock: then the
 * device's date had been wrong and was put right, and its next marks shall not be dated in the future.
 */
export function tickHlc(last: string, wallMs: number, deviceId: string): string {
  const wall = clampWall(wallMs);
  const previous = parseHlc(last);
  if (previous === null || previous.wallMs < wall || previous.wallMs > wall + hlcAheadMaxMs) {
    return formatHlc({ wallMs: wall, counter: 0, deviceId });
  }
  return next(previous, deviceId);
}

/**
 * The clock to remember as `last` after an operation of another device was read: so that what this
 * device writes next sorts after it. Invalid clocks and clocks too far ahead leave it as it is.
 */
export function mergeHlc(last: string, remote: string, wallMs: number): string {
  const other = parseHlc(remote);
  if (other === null || other.wallMs > clampWall(wallMs) + hlcAheadMaxMs) return last;
  const own = parseHlc(last);
  if (own !== null && compareHlc(last, remote) >= 0) return last;
  return remote;
}

/** Wall time of a clock in ISO 8601 for people to read; empty when the text is no clock. */
export function hlcTime(text: string): string {
  const hlc = parseHlc(text);
  return hlc === null ? '' : new Date(hlc.wallMs).toISOString();
}

function next(previous: Hlc, deviceId: string): string {
  // One above in the counter even where the device's name sorts lower, so that text order holds.
  if (previous.counter < counterMax) {
    return formatHlc({ wallMs: previous.wallMs, counter: previous.counter + 1, deviceId });
  }
  return formatHlc({ wallMs: previous.wallMs + 1, counter: 0, deviceId });
}

function clampWall(wallMs: number): number {
  if (!Number.isFinite(wallMs)) return 0;
  return Math.min(Math.max(Math.trunc(wallMs), 0), wallMsMax);
}
