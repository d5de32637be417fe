const titles = /^(?:dr|prof|med|vet|pd|mr|mrs|ms|mx|herr|frau|dvm|md|rn|phd)$/i;

/** One or two letters that stand for a name, titles left out: `Dr. Ada Moss` → `AM`. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.,·-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const own = words.filter((word) => !titles.test(word));
  const used = own.length === 0 ? words : own;
  const first = used[0];
  const last = used.length > 1 ? used.at(-1) : undefined;
  return [first, last]
    .map((word = '') => /^./u.exec(word)?.[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
