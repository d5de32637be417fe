import type { DicomFailure } from '../failure/dicom-failure.ts';
import { ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import type { ImageDescription } from '../pixel/image-description.ts';
import { decodeFailure } from './codec-output.ts';
import type { CodecModules, CodecSet, WasmCodec, WasmDecoder } from './codec-set.ts';
import { sizeDisagreement } from './codestream-size.ts';

/** WebAssembly memory grows and never shrinks; above this a module is dropped after the frame. */
const heapKeptMax = 256 * 2 ** 20;

export interface WasmDecoded {
  /** A copy outside of WebAssembly memory. */
  readonly bytes: Uint8Array;
  readonly bitsPerSample: number;
  readonly isSigned: boolean;
}

/**
 * Runs one WebAssembly decoder over one codestream and copies out what it made, after comparing its
 * frame with the description. What the decoder throws becomes DECODE_FAILED, a module that cannot be
 * loaded DECODER_MISSING.
 */
export async function runWasmDecoder<Name extends WasmCodec, Decoder extends WasmDecoder>(
  name: Name,
  codecs: CodecSet,
  create: (module: CodecModules[Name]) => Decoder,
  codestream: Uint8Array,
  image: ImageDescription,
  inspect?: (decoder: Decoder) => void,
): Promise<Result<WasmDecoded, DicomFailure>> {
  let module: CodecModules[Name];
  try {
    module = await codecs.load(name);
  } catch (error) {
    return decodeFailure('DECODER_MISSING', `${name}: ${String(error)}`);
  }
  let decoder: Decoder | null = null;
  try {
    decoder = create(module);
    decoder.getEncodedBuffer(codestream.byteLength).set(codestream);
    decoder.decode();
    const decoded = decoder.getDecodedBuffer();
    // Some decoders print what is wrong and come back with nothing.
    if (decoded.byteLength === 0) return decodeFailure('DECODE_FAILED', `${name}: nothing decoded`);
    const frame = decoder.getFrameInfo();
    inspect?.(decoder);
    const disagreement = sizeDisagreement(frame, image);
    if (disagreement !== null) return disagreement;
    const sampleCount = frame.width * frame.height * frame.componentCount;
    const expected = sampleCount * Math.ceil(frame.bitsPerSample / 8);
    if (decoded.byteLength !== expected) {
      return decodeFailure('DECODE_SIZE_WRONG', `${decoded.byteLength} of ${expected} bytes`);
    }
    return ok({
      bytes: Uint8Array.from(decoded),
      bitsPerSample: frame.bitsPerSample,
      isSigned: frame.isSigned === true,
    });
  } catch (error) {
    // A trap leaves the module in a state nobody knows.
    codecs.discard(name);
    return decodeFailure('DECODE_FAILED', `${name}: ${thrownText(error)}`);
  } finally {
    release(decoder);
    if (module.HEAPU8.byteLength > heapKeptMax) codecs.discard(name);
  }
}

function release(decoder: WasmDecoder | null): void {
  try {
    decoder?.delete();
  } catch {
    // After a trap the destructor traps too; the module was discarded already.
  }
}

/** C++ exceptions arrive as numbers (their address), traps as errors. */
function thrownText(error: unknown): string {
  return error instanceof Error ? error.message : 'codestream damaged';
}
