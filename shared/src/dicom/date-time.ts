/** A calendar day; month 1 to 12, day 1 to 31. */
export interface DicomDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A time of day; parts that the value leaves out are 0. */
export interface DicomTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

/** Reads a DA value `YYYYMMDD` (PS3.5 6.2; `YYYY.MM.DD` of ACR-NEMA is let through); null when it names no real day. */
export function parseDate(text: string): DicomDate | null {
  const match = /^([0-9]{4})\.?([0-9]{2})\.?([0-9]{2})$/.exec(text.trim());
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return { year, month, day };
}

/** Reads a TM value `HH[MM[SS[.FFFFFF]]]` (PS3.5 6.2; `HH:MM:SS` is let through); null when it names no time. */
export function parseTime(text: string): DicomTime | null {
  const match = /^([0-9]{2})(?::?([0-9]{2})(?::?([0-9]{2})(?:\.([0-9]{1,6}))?)?)?$/.exec(
    text.trim(),
  );
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  // 60 is a leap second (PS3.5 6.2, TM).
  if (hour > 23 || minute > 59 || second > 60) return null;
  return { hour, minute, second, microsecond: Number((match[4] ?? '').padEnd(6, '0')) };
}

/**
 * Reads a DT value `YYYY[MM[DD[HH[MM[SS[.F]]]]]][&ZZXX]` (PS3.5 6.2) as milliseconds since 1970;
 * without an offset in the value, `offsetMinutes` stands. Null when it names no moment.
 */
export function parseDateTimeMs(text: string, offsetMinutes = 0): number | null {
  const match = /^([0-9]{4,14}(?:\.[0-9]{1,6})?)([+-][0-9]{4})?$/.exec(text.trim());
  if (match === null) return null;
  const [digits = '', fraction = ''] = (match[1] ?? '').split('.');
  if (digits.length % 2 === 1) return null;
  const date = parseDate(
    `${digits.slice(0, 4)}${digits.slice(4, 6) || '01'}${digits.slice(6, 8) || '01'}`,
  );
  const clock = digits.slice(8).padEnd(6, '0');
  const time = parseTime(fraction === '' ? clock : `${clock}.${fraction}`);
  if (date === null || time === null) return null;
  const zone = match[2];
  const zoneMinutes = zone === undefined ? offsetMinutes : parseOffsetMinutes(zone);
  return zoneMinutes === null ? null : dateTimeMs(date, time, zoneMinutes);
}

/** Milliseconds since 1970 of a day and time at an offset east of UTC in minutes. */
export function dateTimeMs(date: DicomDate, time: DicomTime, offsetMinutes: number): number {
  return (
    Date.UTC(date.year, date.month - 1, date.day, time.hour, time.minute, time.second) +
    time.microsecond / 1000 -
    offsetMinutes * 60_000
  );
}

/** Reads TimezoneOffsetFromUTC `&ZZXX` as minutes east of UTC (PS3.3 C.12.1.1.8); null when malformed. */
export function parseOffsetMinutes(text: string): number | null {
  const match = /^([+-])([0-9]{2})([0-9]{2})$/.exec(text.trim());
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60 || Number(match[3]) > 59) return null;
  return match[1] === '-' ? -minutes : minutes;
}

/** `YYYYMMDD` as `YYYY-MM-DD`; text that is no date comes back as it is, so that nothing is hidden. */
export function formatDate(text: string): string {
  const date = parseDate(text);
  if (date === null) return text;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
}

/** `HHMMSS.FFF` as `HH:MM`; text that is no time comes back as it is. */
export function formatTime(text: string): string {
  const time = parseTime(text);
  if (time === null) return text;
  return `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
