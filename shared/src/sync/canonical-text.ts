/**
 * JSON with the keys of every object in code unit order: the same text on every device for the same
 * value, whatever way it came. What JSON cannot carry (undefined, functions) is left out as JSON does.
 */
export function canonicalText(value: unknown): string {
  return write(value) ?? 'null';
}

function write(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item) ?? 'null').join(',')}]`;
  const members: string[] = [];
  const record = value as { readonly [key: string]: unknown };
  for (const key of Object.keys(record).toSorted(compareCodeUnits)) {
    const text = write(record[key]);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
