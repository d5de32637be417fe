import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expandFiles } from './expand-files.ts';
import { importLimits } from './import-limits.ts';

/** A ZIP archive, its entries stored or deflated (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
function zipOf(
  entries: readonly (readonly [string, Uint8Array])[],
  isDeflated = false,
): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const bytes = isDeflated ? deflateRawSync(content) : content;
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isDeflated ? 8 : 0, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

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
