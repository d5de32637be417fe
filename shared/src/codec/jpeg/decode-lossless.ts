import { BitReader } from './bit-reader.ts';
import type { HuffmanTable } from './huffman-table.ts';
import type { JpegHeader } from './read-jpeg-header.ts';
import { walkScans } from './walk-scans.ts';
import type { Scan } from './walk-scans.ts';

type Samples = Uint8Array | Uint16Array;

/** What one line of one component needs. */
interface Line {
  readonly values: Samples;
  /** Index of the line's first sample and the distance to the next sample and the line above. */
  readonly first: number;
  readonly step: number;
  readonly lineStep: number;
  readonly width: number;
  readonly predictor: number;
  /** First line of the image or after a restart: predicted from the left only (T.81 H.1.2.1). */
  readonly isFirst: boolean;
  readonly start: number;
  readonly pointTransform: number;
  readonly sampleMask: number;
}

/**
 * Decodes a lossless Huffman-coded JPEG codestream (T.81 Annex H, processes 14 and 14 SV1), any of the
 * seven predictors, 2 to 16 bits, components at full size; size compared by the caller beforehand.
 * Returns the samples interleaved, or what is wrong.
 */
export function decodeLossless(
  bytes: Uint8Array,
  header: JpegHeader,
): { readonly values: Samples } | string {
  const componentCount = header.components.length;
  const count = header.width * header.height * componentCount;
  if (header.bitsPerSample < 2 || header.bitsPerSample > 16) return 'precision damaged';
  if (
    header.components.some((component) => component.horizontal !== 1 || component.vertical !== 1)
  ) {
    // A factor of its own on the only component changes nothing.
    if (componentCount > 1) return 'lossless JPEG with components of different size';
  }
  const values = header.bitsPerSample <= 8 ? new Uint8Array(count) : new Uint16Array(count);
  const seen = new Set<number>();
  const wrong = walkScans(bytes, header, (scan) => {
    for (const { index } of scan.components) seen.add(index);
    return decodeScan(bytes, header, scan, values);
  });
  if (wrong !== null) return wrong;
  return seen.size === componentCount ? { values } : 'component without scan';
}

function decodeScan(
  bytes: Uint8Array,
  header: JpegHeader,
  scan: Scan,
  values: Samples,
): number | string {
  const { width, height, bitsPerSample } = header;
  const componentCount = header.components.length;
  const pointTransform = scan.approximationLow;
  if (scan.spectralStart < 1 || scan.spectralStart > 7) return 'predictor damaged';
  if (pointTransform >= bitsPerSample) return 'point transform damaged';
  if (scan.restartInterval % width !== 0) return 'restart interval is not whole lines';
  const tables: HuffmanTable[] = [];
  for (const { dcTable } of scan.components) {
    if (dcTable === null) return 'Huffman table missing';
    tables.push(dcTable);
  }
  const linesPerRestart = scan.restartInterval / width;
  const reader = new BitReader(bytes, scan.position);
  let isFirst = true;
  for (let row = 0; row < height; row += 1) {
    if (linesPerRestart > 0 && row > 0 && row % linesPerRestart === 0) {
      if (!reader.restart()) return 'restart marker missing';
      isFirst = true;
    }
    const lines = scan.components.map(({ index }): Line => ({
      values,
      first: row * width * componentCount + index,
      step: componentCount,
      lineStep: width * componentCount,
      width,
      predictor: scan.spectralStart,
      isFirst,
      start: 1 << (bitsPerSample - pointTransform - 1),
      pointTransform,
      sampleMask: (1 << bitsPerSample) - 1,
    }));
    const [line] = lines;
    const [table] = tables;
    if (line === undefined || table === undefined) return 'scan without component';
    const isGood =
      lines.length === 1 ? decodeLine(reader, table, line) : decodeLines(reader, tables, lines);
    if (!isGood) return 'difference code damaged';
    if (reader.zeroBitCount > 0) return 'codestream ends early';
    isFirst = false;
  }
  return reader.position;
}

/** One line of the only component of a scan: the usual case, kept tight. */
function decodeLine(reader: BitReader, table: HuffmanTable, line: Line): boolean {
  const { values, first, step, width, pointTransform, sampleMask } = line;
  if (!line.isFirst && line.predictor !== 1) return decodeLines(reader, [table], [line]);
  let previous = line.isFirst
    ? line.start
    : (values[first - line.lineStep] as number) >> pointTransform;
  for (let column = 0, at = first; column < width; column += 1, at += step) {
    const length = reader.symbol(table);
    if (length < 0 || length > 16) return false;
    // Sixteen bits of difference stand for 32768 alone and carry no further bits (T.81 H.1.2.2).
    const difference = length === 16 ? 32768 : reader.signed(length);
    previous = (previous + difference) & 0xffff;
    values[at] = (previous << pointTransform) & sampleMask;
  }
  return true;
}

/** One line of several components, sample by sample, with any predictor. */
function decodeLines(
  reader: BitReader,
  tables: readonly HuffmanTable[],
  lines: readonly Line[],
): boolean {
  const width = lines[0]?.width ?? 0;
  for (let column = 0; column < width; column += 1) {
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] as Line;
      const length = reader.symbol(tables[index] as HuffmanTable);
      if (length < 0 || length > 16) return false;
      const difference = length === 16 ? 32768 : reader.signed(length);
      const sample = (predict(line, column) + difference) & 0xffff;
      line.values[line.first + column * line.step] =
        (sample << line.pointTransform) & line.sampleMask;
    }
  }
  return true;
}

/** The prediction of T.81 table H.1, from left (Ra), above (Rb) and above left (Rc). */
function predict(line: Line, column: number): number {
  const { values, pointTransform } = line;
  const at = line.first + column * line.step;
  if (line.isFirst) {
    return column === 0 ? line.start : (values[at - line.step] as number) >> pointTransform;
  }
  const above = (values[at - line.lineStep] as number) >> pointTransform;
  if (column === 0) return above;
  const left = (values[at - line.step] as number) >> pointTransform;
  if (line.predictor === 1) return left;
  if (line.predictor === 2) return above;
  const aboveLeft = (values[at - line.lineStep - line.step] as number) >> pointTransform;
  switch (line.predictor) {
    case 3:
      return aboveLeft;
    case 4:
      return left + above - aboveLeft;
    case 5:
      return left + ((above - aboveLeft) >> 1);
    case 6:
      return above + ((left - aboveLeft) >> 1);
    default:
      return (left + above) >> 1;
  }
}
