/** `satchel dump FILE`: prints the attributes of a DICOM file, one a line: tag, VR, keyword, value. */
import { open } from 'node:fs/promises';
import { get_element } from '@iwharris/dicom-data-dictionary';
import type { DicomDataset, DicomElement } from '#shared/dicom/dicom-json.ts';
import { isItem, isPersonName, personNameText } from '#shared/dicom/element-access.ts';
import { readPart10 } from '#shared/dicom/parse-part10.ts';
import { keywordOf } from '#shared/dicom/tag.ts';

const valueLengthMax = 120;

function nameOf(tag: string): string {
  return keywordOf(tag) ?? get_element(tag)?.keyword ?? '';
}

/** Control characters of a value would act on the terminal: they are shown, not sent. */
function shown(element: DicomElement): string {
  if (element.BulkDataURI !== undefined) return `(${element.BulkDataURI})`;
  if (element.InlineBinary !== undefined)
    return `(${element.InlineBinary.length} characters of base64)`;
  const values = (element.Value ?? []).map((value) => {
    if (value === null) return '';
    if (isPersonName(value)) return personNameText(value);
    return isItem(value) ? '' : String(value);
  });
  const text = values.join('\\').replaceAll(/\p{Cc}/gu, '·');
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text;
}

function print(dataset: DicomDataset, indent: string): void {
  for (const tag of Object.keys(dataset).sort()) {
    const element = dataset[tag];
    if (element === undefined) continue;
    const head = `${indent}(${tag.slice(0, 4)},${tag.slice(4)}) ${element.vr} ${nameOf(tag)}`;
    console.log(`${head.padEnd(60)} ${shown(element)}`);
    for (const item of element.Value ?? []) {
      if (item === null || !isItem(item)) continue;
      console.log(`${indent}  item`);
      print(item, `${indent}    `);
    }
  }
}

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('Usage: satchel dump FILE');
  process.exit(2);
}
const handle = await open(path, 'r').catch(() => null);
if (handle === null) {
  console.error(`${path} cannot be read.`);
  process.exit(1);
}
const { size } = await handle.stat();
const read = await readPart10({
  byteLength: size,
  async read(byteOffset, byteLength) {
    const bytes = new Uint8Array(byteLength);
    const { bytesRead } = await handle.read(bytes, 0, byteLength, byteOffset);
    if (bytesRead !== byteLength) throw new RangeError('read past the end of the file');
    return bytes;
  },
});
await handle.close();
if (read.ok) {
  print(read.value.meta, '');
  print(read.value.dataset, '');
  for (const warning of read.value.warnings) console.error(`warning: ${warning}`);
} else {
  const { code, step, byteOffset } = read.failure;
  console.error(
    `${code} in step ${step}${byteOffset === undefined ? '' : ` at byte ${byteOffset}`}`,
  );
  process.exitCode = 1;
}
