import { tags } from '../src/dicom/tag.ts';
import { explicitVrLittleEndian } from '../src/dicom/transfer-syntax.ts';
import { elementOf, writePart10 } from '../src/dicom/write-part10.ts';
import type { DicomDataset } from '../src/dicom/dicom-json.ts';
import { joinFrames } from './encode-instance.ts';
import type { SyntheticInstance } from './synthetic-instance.ts';

/** One file with one fault, and what a reader has to make of it. */
export interface MalformedVariant {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** `opens`: identity is readable; anything else: the failure code. */
  readonly expected: string;
}

/** Known faults, each made from the given instance (one frame, native). */
export function malformedVariants(instance: SyntheticInstance): MalformedVariant[] {
  const good = write(instance, {});
  const pixelBytes = joinFrames(instance.frames).byteLength;
  const dataset = (changes: DicomDataset): Uint8Array => write(instance, changes);
  const rows = find(good, [0x28, 0, 0x10, 0, 0x55, 0x53]);
  const metaEnd = 144 + new DataView(good.buffer, good.byteOffset).getUint32(140, true);
  return [
    { name: 'empty', bytes: new Uint8Array(0), expected: 'EMPTY_FILE' },
    {
      name: 'text',
      bytes: new TextEncoder().encode('This is no DICOM file.\n'.repeat(40)),
      expected: 'NOT_DICOM',
    },
    { name: 'zeros', bytes: new Uint8Array(4096), expected: 'NOT_DICOM' },
    { name: 'preamble only', bytes: good.slice(0, 132), expected: 'META_DAMAGED' },
    { name: 'cut in group 0002', bytes: good.slice(0, 200), expected: 'TRUNCATED' },
    { name: 'cut in the data set', bytes: good.slice(0, metaEnd + 300), expected: 'TRUNCATED' },
    {
      name: 'cut in the pixel data',
      bytes: good.slice(0, good.length - pixelBytes / 2),
      expected: 'TRUNCATED',
    },
    { name: 'no preamble', bytes: good.slice(132), expected: 'opens' },
    { name: 'no preamble, no meta', bytes: good.slice(metaEnd), expected: 'opens' },
    { name: 'trailing zeros', bytes: joinFrames([good, new Uint8Array(2048)]), expected: 'opens' },
    {
      name: 'length past the end',
      bytes: patched(good, rows + 6, [0xfe, 0xff]),
      expected: 'TRUNCATED',
    },
    {
      name: 'wrong group length',
      bytes: patched(good, 140, [0xff, 0xff, 0xff, 0x7f]),
      expected: 'opens',
    },
    {
      name: 'UID is a path',
      bytes: dataset({ [tags.SOPInstanceUID]: elementOf(tags.SOPInstanceUID, '../../etc/passwd') }),
      expected: 'UID_INVALID',
    },
    {
      name: 'no SOP Instance UID',
      bytes: dataset({ [tags.SOPInstanceUID]: { vr: 'UI' } }),
      expected: 'UID_MISSING',
    },
    { name: 'rows 0', bytes: dataset({ [tags.Rows]: elementOf(tags.Rows, 0) }), expected: 'opens' },
    {
      name: '65535 squared',
      bytes: dataset({
        [tags.Rows]: elementOf(tags.Rows, 65535),
        [tags.Columns]: elementOf(tags.Columns, 65535),
      }),
      expected: 'opens',
    },
    {
      name: '2^31 frames',
      bytes: dataset({ [tags.NumberOfFrames]: elementOf(tags.NumberOfFrames, 2147483647) }),
      expected: 'opens',
    },
    {
      name: 'markup in the name',
      bytes: dataset({
        [tags.PatientName]: elementOf(tags.PatientName, '<img src=x onerror=alert(1)>'),
      }),
      expected: 'opens',
    },
    { name: 'nested 60', bytes: dataset(nested(60)), expected: 'opens' },
    { name: 'nested 500', bytes: dataset(nested(500)), expected: 'NESTING_TOO_DEEP' },
  ];
}

function write(instance: SyntheticInstance, changes: DicomDataset): Uint8Array {
  return writePart10({
    TransferSyntaxUID: explicitVrLittleEndian,
    dataset: { ...instance.dataset, ...changes },
    pixelBytes: joinFrames(instance.frames),
  });
}

/** Sequences within sequences, `depth` of them. */
function nested(depth: number): DicomDataset {
  let inner: DicomDataset = {};
  for (let i = 0; i < depth; i += 1) {
    inner = { [tags.ReferencedStudySequence]: { vr: 'SQ', Value: [inner] } };
  }
  return inner;
}

function patched(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(values, at);
  return copy;
}

function find(bytes: Uint8Array, pattern: readonly number[]): number {
  for (let at = 0; at + pattern.length <= bytes.length; at += 1) {
    if (pattern.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
