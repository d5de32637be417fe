const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size for people: `41 MB`, `1.2 GB`; decimal units, as file lists and stores show them. */
export function formatBytes(language: string, byteLength: number): string {
  let value = byteLength;
  let index = 0;
  while (value >= 999.5 && index < byteUnits.length - 1) {
    value /= 1000;
    index += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: byteUnits[index] ?? 'byte',
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && index > 1 ? 1 : 0,
  }).format(value);
}

/** A moment of this device's clock; the month as a word, so that no day is read as a month. */
export function formatMoment(language: string, isoOrMs: string | number): string {
  const date = new Date(isoOrMs);
  if (Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date);
}
