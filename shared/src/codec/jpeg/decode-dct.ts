import { BitReader } from './bit-reader.ts';
import { decodeBlock } from './decode-block.ts';
import type { BlockState } from './decode-block.ts';
import { inverseDct } from './inverse-dct.ts';
import type { JpegHeader } from './read-jpeg-header.ts';
import { enlargePlane } from './enlarge-plane.ts';
import { walkScans } from './walk-scans.ts';
import type { Scan } from './walk-scans.ts';

/** The coefficients of one component, in blocks of 64, with room for whole MCUs. */
interface Plane {
  readonly horizontal: number;
  readonly vertical: number;
  /** Blocks that hold samples of the image, for scans of one component (T.81 A.2.2). */
  readonly blocksPerRow: number;
  readonly blockRows: number;
  /** Blocks stored: whole MCUs. */
  readonly storedPerRow: number;
  readonly coefficients: Int16Array;
  quantisation: Int32Array | null;
}

interface Frame {
  readonly header: JpegHeader;
  readonly planes: readonly Plane[];
  readonly mcusPerRow: number;
  readonly mcuRows: number;
}

export interface DecodedJpeg {
  /** Components interleaved, row by row, without any colour transform. */
  readonly values: Uint8Array | Uint16Array;
}

/**
 * Decodes a Huffman-coded DCT codestream, sequential or progressive, of 8 or 12 bits (T.81 F.2, G.2),
 * whose size the caller has compared with what it expects. Returns what is wrong as text.
 */
export function decodeDct(bytes: Uint8Array, header: JpegHeader): DecodedJpeg | string {
  const frame = layOut(header);
  if (frame === null) return 'sampling factors damaged';
  const wrong = walkScans(bytes, header, (scan) => decodeScan(bytes, frame, scan));
  if (wrong !== null) return wrong;
  const planes: (Uint8Array | Uint16Array)[] = [];
  const most = mostOf(header);
  for (const plane of frame.planes) {
    if (plane.quantisation === null) return 'component without scan or quantisation table';
    const samples = transformPlane(plane, plane.quantisation, header.bitsPerSample);
    planes.push(
      enlargePlane(
        {
          samples,
          stride: plane.storedPerRow * 8,
          width: Math.ceil((header.width * plane.horizontal) / most.horizontal),
          height: Math.ceil((header.height * plane.vertical) / most.vertical),
        },
        most.horizontal / plane.horizontal,
        most.vertical / plane.vertical,
        header.width,
        header.height,
      ),
    );
  }
  return { values: interleavePlanes(planes) };
}

function mostOf(header: JpegHeader): { horizontal: number; vertical: number } {
  return {
    horizontal: Math.max(...header.components.map((component) => component.horizontal)),
    vertical: Math.max(...header.components.map((component) => component.vertical)),
  };
}

function layOut(header: JpegHeader): Frame | null {
  const isFactor = (value: number) => value >= 1 && value <= 4;
  for (const { horizontal, vertical } of header.components) {
    if (!isFactor(horizontal) || !isFactor(vertical)) return null;
  }
  const most = mostOf(header);
  const mcusPerRow = Math.ceil(header.width / (8 * most.horizontal));
  const mcuRows = Math.ceil(header.height / (8 * most.vertical));
  const planes = header.components.map((component): Plane => {
    const storedPerRow = mcusPerRow * component.horizontal;
    return {
      horizontal: component.horizontal,
      vertical: component.vertical,
      blocksPerRow: Math.ceil(
        Math.ceil((header.width * component.horizontal) / most.horizontal) / 8,
      ),
      blockRows: Math.ceil(Math.ceil((header.height * component.vertical) / most.vertical) / 8),
      storedPerRow,
      coefficients: new Int16Array(storedPerRow * mcuRows * component.vertical * 64),
      quantisation: null,
    };
  });
  return { header, planes, mcusPerRow, mcuRows };
}

/** Decodes the data of one scan (T.81 E.2.3); answers with the position after it, or what is wrong. */
function decodeScan(bytes: Uint8Array, frame: Frame, scan: Scan): number | string {
  const reader = new BitReader(bytes, scan.position);
  const state: BlockState = { reader, scan, endOfBandRun: 0, dc: new Int32Array(4) };
  const isProgressive = frame.header.marker === 0xc2;
  const isSingle = scan.components.length === 1;
  const single = frame.planes[scan.components[0]?.index ?? 0];
  if (single === undefined) return 'scan without component';
  for (const { index } of scan.components) {
    const plane = frame.planes[index];
    const table = scan.quantisation[frame.header.components[index]?.quantisation ?? 0];
    if (plane !== undefined && table !== undefined) plane.quantisation ??= table;
  }
  const perRow = isSingle ? single.blocksPerRow : frame.mcusPerRow;
  const unitCount = perRow * (isSingle ? single.blockRows : frame.mcuRows);
  for (let unit = 0; unit < unitCount; unit += 1) {
    if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) {
      if (!reader.restart()) return 'restart marker missing';
      state.dc.fill(0);
      state.endOfBandRun = 0;
    }
    const row = Math.floor(unit / perRow);
    const column = unit - row * perRow;
    const wrong = isSingle
      ? decodeBlock(state, single.coefficients, blockAt(single, row, column), 0, isProgressive)
      : decodeMcu(state, frame, row, column, isProgressive);
    if (wrong !== null) return wrong;
    if (reader.zeroBitCount > 0) return 'codestream ends early';
  }
  return reader.position;
}

function blockAt(plane: Plane, row: number, column: number): number {
  return (row * plane.storedPerRow + column) * 64;
}

function decodeMcu(
  state: BlockState,
  frame: Frame,
  mcuRow: number,
  mcuColumn: number,
  isProgressive: boolean,
): string | null {
  for (const [place, component] of state.scan.components.entries()) {
    const plane = frame.planes[component.index];
    if (plane === undefined) return 'scan without component';
    for (let v = 0; v < plane.vertical; v += 1) {
      for (let h = 0; h < plane.horizontal; h += 1) {
        const row = mcuRow * plane.vertical + v;
        const column = mcuColumn * plane.horizontal + h;
        const at = blockAt(plane, row, column);
        const wrong = decodeBlock(state, plane.coefficients, at, place, isProgressive);
        if (wrong !== null) return wrong;
      }
    }
  }
  return null;
}

function transformPlane(
  plane: Plane,
  quantisation: Int32Array,
  bitsPerSample: number,
): Uint8Array | Uint16Array {
  const stride = plane.storedPerRow * 8;
  const count = plane.coefficients.length;
  const samples = bitsPerSample <= 8 ? new Uint8Array(count) : new Uint16Array(count);
  const blockCount = count / 64;
  for (let block = 0; block < blockCount; block += 1) {
    const row = Math.floor(block / plane.storedPerRow);
    const column = block - row * plane.storedPerRow;
    const at = row * 8 * stride + column * 8;
    inverseDct(plane.coefficients, block * 64, quantisation, samples, at, stride, bitsPerSample);
  }
  return samples;
}

function interleavePlanes(planes: readonly (Uint8Array | Uint16Array)[]): Uint8Array | Uint16Array {
  const [first] = planes;
  if (first === undefined || planes.length === 1) return first ?? new Uint8Array(0);
  const count = first.length;
  const total = count * planes.length;
  const values = first instanceof Uint8Array ? new Uint8Array(total) : new Uint16Array(total);
  for (const [index, plane] of planes.entries()) {
    for (let pixel = 0, at = index; pixel < count; pixel += 1, at += planes.length) {
      values[at] = plane[pixel] ?? 0;
    }
  }
  return values;
}
