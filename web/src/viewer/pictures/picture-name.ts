/** Names no patient: file names are seen in download lists and in chats. `at` is 0-based. */
export function pictureName(now: Date, format: 'jpeg' | 'png', at: number, count: number): string {
  const end = format === 'jpeg' ? 'jpg' : 'png';
  if (count === 1) return `${baseName(now)}.${end}`;
  const digits = Math.max(2, String(count).length);
  return `${baseName(now)}-${String(at + 1).padStart(digits, '0')}.${end}`;
}

/** Of the ZIP that holds several; `first` (1-based) where it is one of many. */
export function pictureZipName(now: Date, first: number | null): string {
  return `${baseName(now)}${first === null ? '' : `-from-${String(first)}`}.zip`;
}

function baseName(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `satchel-picture-${day}-${two(now.getHours())}${two(now.getMinutes())}`;
}
