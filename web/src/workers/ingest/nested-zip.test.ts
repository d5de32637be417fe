import { describe, expect, it } from 'vitest';
import { zipOf } from '../../testing/zip-of.ts';
import { expandFiles } from './expand-files.ts';
import { importLimits } from './import-limits.ts';

async function namesIn(whole: Uint8Array): Promise<readonly string[]> {
  const file = new File([Uint8Array.from(whole)], 'all.zip');
  const seen: string[] = [];
  for await (const found of expandFiles([{ path: 'all.zip', file }])) {
    if ('code' in found) seen.push(`${found.name} ${found.code}`);
    else if ('entry' in found) seen.push(found.entry.name);
  }
  return seen;
}

const text = new TextEncoder().encode('just text');

describe('a ZIP archive with an archive in it that is not looked into', () => {
  it('is read on beside one nested too deep: it does not take the files after it along', async () => {
    const deep = zipOf([['3.zip', zipOf([['4.zip', zipOf([['5.txt', text]])]])]]);
    const seen = await namesIn(
      zipOf([
        ['a.txt', text],
        ['deep.zip', zipOf([['2.zip', deep]])],
        ['z.txt', text],
      ]),
    );
    expect(seen).toContain('all.zip!/deep.zip ZIP_TOO_DEEP');
    expect(seen).not.toContain('all.zip ZIP_TOO_DEEP');
    expect(seen).toContain('all.zip!/z.txt');
  });

  it('is read on beside one too large to be unpacked', async () => {
    const large = new Uint8Array(importLimits.wholeBytesMax + 1);
    // Packs well, but not so well that it would be taken for a bomb.
    for (let index = 0; index < large.length; index += 64) large[index] = (index * 7919) >> 8;
    large.set(new TextEncoder().encode('PK\x03\x04'));
    const inner: [string, Uint8Array] = ['large.zip', large];
    const seen = await namesIn(zipOf([['a.txt', text], inner, ['z.txt', text]], true));
    expect(seen).toContain('all.zip!/large.zip ZIP_TOO_LARGE');
    expect(seen).not.toContain('all.zip ZIP_TOO_LARGE');
    expect(seen).toContain('all.zip!/z.txt');
  });
});

describe('an archive that is given up', () => {
  const entries = Array.from({ length: 5 }, (_, i): [string, Uint8Array] => [`${i}.txt`, text]);
  const restAfter = async (whole: Uint8Array, count: number): Promise<number | undefined> => {
    const file = new File([Uint8Array.from(whole)], 'all.zip');
    let seen = 0;
    let restCount = (): number => -1;
    for await (const found of expandFiles([{ path: 'all.zip', file }])) {
      if ('archive' in found) ({ restCount } = found);
      else if ((seen += 1) > count) break;
    }
    return restCount();
  };

  it('knows how many entries nobody has come to: they were left out of the report without a word', async () => {
    expect(await restAfter(zipOf(entries), 2)).toBe(3);
    expect(await restAfter(zipOf(entries), 9)).toBe(0);
    expect(await restAfter(zipOf([['folder/', new Uint8Array()], ...entries]), 5)).toBe(0);
  });
});
