import type { BitReader } from './bit-reader.ts';
import type { HuffmanTable } from './huffman-table.ts';
import { zigZag } from './walk-scans.ts';
import type { Scan } from './walk-scans.ts';

/** What goes from block to block within one scan. */
export interface BlockState {
  readonly reader: BitReader;
  readonly scan: Scan;
  /** Last DC value of each component of the scan. */
  readonly dc: Int32Array;
  /** Blocks still to come that hold nothing new in this band (T.81 G.1.2.2). */
  endOfBandRun: number;
}

const place = new Uint8Array(zigZag);

/**
 * Decodes one block of 64 coefficients at `at`; `component` counts within the scan.
 * Returns null, or what is wrong.
 */
export function decodeBlock(
  state: BlockState,
  coefficients: Int16Array,
  at: number,
  component: number,
  isProgressive: boolean,
): string | null {
  const { scan } = state;
  const tables = scan.components[component];
  if (tables === undefined) return 'scan without component';
  if (!isProgressive) {
    if (tables.dcTable === null || tables.acTable === null) return 'Huffman table missing';
    const wrong = decodeDc(state, tables.dcTable, coefficients, at, component);
    return wrong ?? decodeSequentialAc(state.reader, tables.acTable, coefficients, at);
  }
  if (scan.spectralStart === 0) {
    if (scan.approximationHigh > 0) {
      if (state.reader.bits(1) === 1) {
        coefficients[at] = (coefficients[at] as number) | (1 << scan.approximationLow);
      }
      return null;
    }
    if (tables.dcTable === null) return 'Huffman table missing';
    return decodeDc(state, tables.dcTable, coefficients, at, component);
  }
  if (tables.acTable === null) return 'Huffman table missing';
  if (scan.spectralEnd > 63 || scan.spectralStart > scan.spectralEnd)
    return 'spectral band damaged';
  return scan.approximationHigh === 0
    ? decodeFirstAc(state, tables.acTable, coefficients, at)
    : refineAc(state, tables.acTable, coefficients, at);
}

/** DC difference (T.81 F.2.2.1), shifted up in progressive scans (G.1.2.1). */
function decodeDc(
  state: BlockState,
  table: HuffmanTable,
  coefficients: Int16Array,
  at: number,
  component: number,
): string | null {
  const length = state.reader.symbol(table);
  if (length < 0 || length > 16) return 'DC code damaged';
  const value = (state.dc[component] as number) + state.reader.signed(length);
  state.dc[component] = value;
  coefficients[at] = value << state.scan.approximationLow;
  return null;
}

function decodeSequentialAc(
  reader: BitReader,
  table: HuffmanTable,
  coefficients: Int16Array,
  at: number,
): string | null {
  let index = 1;
  while (index < 64) {
    const symbol = reader.symbol(table);
    if (symbol < 0) return 'AC code damaged';
    const length = symbol & 15;
    const run = symbol >> 4;
    if (length === 0) {
      if (run !== 15) return null;
      index += 16;
      continue;
    }
    index += run;
    if (index > 63) return 'AC run reaches past the block';
    coefficients[at + (place[index] as number)] = reader.signed(length);
    index += 1;
  }
  return null;
}

/** First scan of a band (T.81 G.1.2.2). */
function decodeFirstAc(
  state: BlockState,
  table: HuffmanTable,
  coefficients: Int16Array,
  at: number,
): string | null {
  const { reader, scan } = state;
  if (state.endOfBandRun > 0) {
    state.endOfBandRun -= 1;
    return null;
  }
  let index = scan.spectralStart;
  while (index <= scan.spectralEnd) {
    const symbol = reader.symbol(table);
    if (symbol < 0) return 'AC code damaged';
    const length = symbol & 15;
    const run = symbol >> 4;
    if (length === 0) {
      if (run < 15) {
        state.endOfBandRun = (1 << run) - 1 + reader.bits(run);
        return null;
      }
      index += 16;
      continue;
    }
    index += run;
    if (index > 63) return 'AC run reaches past the block';
    coefficients[at + (place[index] as number)] =
      reader.signed(length) * 2 ** scan.approximationLow;
    index += 1;
  }
  return null;
}

/** Further scans of a band: one more bit for what is known, and what is new at this bit (T.81 G.1.2.3). */
function refineAc(
  state: BlockState,
  table: HuffmanTable,
  coefficients: Int16Array,
  at: number,
): string | null {
  const { reader, scan } = state;
  const bit = 1 << scan.approximationLow;
  let index = scan.spectralStart;
  if (state.endOfBandRun === 0) {
    while (index <= scan.spectralEnd) {
      const symbol = reader.symbol(table);
      if (symbol < 0) return 'AC code damaged';
      let run = symbol >> 4;
      let fresh = 0;
      if ((symbol & 15) === 0) {
        if (run < 15) {
          state.endOfBandRun = (1 << run) + reader.bits(run);
          break;
        }
      } else {
        fresh = reader.bits(1) === 1 ? bit : -bit;
      }
      for (; index <= scan.spectralEnd; index += 1) {
        const cell = at + (place[index] as number);
        if (coefficients[cell] !== 0) {
          refineOne(reader, coefficients, cell, bit);
        } else {
          if (run === 0) {
            if (fresh !== 0) coefficients[cell] = fresh;
            index += 1;
            break;
          }
          run -= 1;
        }
      }
    }
  }
  if (state.endOfBandRun > 0) {
    for (; index <= scan.spectralEnd; index += 1) {
      const cell = at + (place[index] as number);
      if (coefficients[cell] !== 0) refineOne(reader, coefficients, cell, bit);
    }
    state.endOfBandRun -= 1;
  }
  return null;
}

function refineOne(reader: BitReader, coefficients: Int16Array, cell: number, bit: number): void {
  if (reader.bits(1) === 0) return;
  const value = coefficients[cell] as number;
  if ((Math.abs(value) & bit) === 0) coefficients[cell] = value >= 0 ? value + bit : value - bit;
}
