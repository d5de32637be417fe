/** A line of the table that is copied: one number of one mark, or a mark that has none. */
export interface CsvRow {
  /** Words, of people and of files: they are guarded. */
  readonly [column: string]: string | number | null;
}

/**
 * Writes rows as CSV (RFC 4180: comma, CRLF, quotes doubled), the columns in the order of `columns`. Numbers
 * have a point and as many digits as they have; a text that a spreadsheet would take for a formula gets an
 * apostrophe before it, so that a name in a file can run nothing on the computer it is pasted into.
 */
export function csvOf(
  columns: readonly (readonly [key: string, title: string])[],
  rows: readonly CsvRow[],
): string {
  const lines = [
    columns.map(([, title]) => field(title)),
    ...rows.map((row) => columns.map(([key]) => field(row[key] ?? null))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/** What Excel, LibreOffice and Sheets begin a formula with, in full width too, after whatever blanks. */
const formulaStart = /^[\s\0]*[=+\-@＝＋－＠]/u;

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? numberField(value) : '';
  const isFormula = formulaStart.test(value) || /^[\t\r\n]/.test(value);
  const guarded = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Six digits after the point are below what any of the measures is good for. */
function numberField(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
