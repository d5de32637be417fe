import { crc32 } from 'node:zlib';

interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** 1 January 1980, the first day a ZIP knows: equal input gives equal bytes, so builds can be compared. */
const dosDate = 0x0021;

/** Builds a ZIP archive of stored entries (APPNOTE 6.3.10, 4.3); sizes below 4 GiB. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let byteOffset = 0;
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(dosDate, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.byteLength, 14);
    fields.writeUInt32LE(bytes.byteLength, 18);
    fields.writeUInt16LE(name.byteLength, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(byteOffset, 10);
    const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name]);
    pieces.push(header, bytes);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, name);
    byteOffset += header.byteLength + bytes.byteLength;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes.byteLength, 12);
  end.writeUInt32LE(byteOffset, 16);
  return Buffer.concat([...pieces, directoryBytes, end]);
}
