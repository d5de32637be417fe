import type { FrameCodec } from './codec-output.ts';
import type { WasmCodec } from './codec-set.ts';
import { decodeDeflatedFrame } from './deflated-frame.ts';
import { decodeHtj2k, decodeJpeg2000 } from './jpeg-2000.ts';
import { decodeJpegLs } from './jpeg-ls.ts';
import { decodeJpegXl } from './jpeg-xl.ts';
import { decodeJpeg } from './jpeg.ts';
import { decodeNative } from './native.ts';
import { decodeRle } from './rle.ts';

/** What Satchel can do with the pixel data of one transfer syntax. */
export interface CodecCapability {
  readonly TransferSyntaxUID: string;
  readonly codec:
    | 'native'
    | 'rle'
    | 'deflate'
    | 'jpeg'
    | 'jpeg-lossless'
    | 'jpeg-ls'
    | 'jpeg-2000'
    | 'htj2k'
    | 'jpeg-xl';
  readonly decode: FrameCodec;
  /** WebAssembly module it needs, null for code of our own. */
  readonly wasm: WasmCodec | null;
  /** `either`: the codestream says. Lossless syntaxes decode bit for bit. */
  readonly loss: 'lossless' | 'lossy' | 'either';
  readonly limits: string;
}

const uid = '1.2.840.10008.1.2';
const nativeLimits = '1, 8, 16, 32 bits, float, double';
const jpegLimits = '8 and 12 bits, sequential and progressive, Huffman';
const j2kLimits = 'grey up to 16 bits, colour of 8 bits, no signed samples of 8 bits or less';
const htj2kLimits = 'up to 16 bits, no signed samples of 8 bits or less';

function row(
  TransferSyntaxUID: string,
  codec: CodecCapability['codec'],
  decode: FrameCodec,
  wasm: WasmCodec | null,
  loss: CodecCapability['loss'],
  limits: string,
): CodecCapability {
  return { TransferSyntaxUID, codec, decode, wasm, loss, limits };
}

/** Every transfer syntax whose frames can be decoded (PS3.6 Annex A); what is not here is DECODER_MISSING. */
export const codecRegistry: readonly CodecCapability[] = [
  row(uid, 'native', decodeNative, null, 'lossless', nativeLimits),
  row(`${uid}.1`, 'native', decodeNative, null, 'lossless', nativeLimits),
  row(`${uid}.2`, 'native', decodeNative, null, 'lossless', nativeLimits),
  row(`${uid}.1.98`, 'native', decodeNative, null, 'lossless', nativeLimits),
  row(`${uid}.1.99`, 'native', decodeNative, null, 'lossless', nativeLimits),
  row(`${uid}.8.1`, 'deflate', decodeDeflatedFrame, null, 'lossless', nativeLimits),
  row(`${uid}.5`, 'rle', decodeRle, null, 'lossless', '1, 8, 16, 32 bits, up to 15 segments'),
  row(`${uid}.4.50`, 'jpeg', decodeJpeg, 'libjpegTurbo', 'lossy', jpegLimits),
  row(`${uid}.4.51`, 'jpeg', decodeJpeg, 'libjpegTurbo', 'lossy', jpegLimits),
  row(`${uid}.4.53`, 'jpeg', decodeJpeg, 'libjpegTurbo', 'lossy', `${jpegLimits}; retired`),
  row(`${uid}.4.55`, 'jpeg', decodeJpeg, 'libjpegTurbo', 'lossy', `${jpegLimits}; retired`),
  row(`${uid}.4.57`, 'jpeg-lossless', decodeJpeg, null, 'lossless', '2 to 16 bits, all predictors'),
  row(`${uid}.4.70`, 'jpeg-lossless', decodeJpeg, null, 'lossless', '2 to 16 bits'),
  row(`${uid}.4.80`, 'jpeg-ls', decodeJpegLs, 'charls', 'lossless', '2 to 16 bits'),
  row(`${uid}.4.81`, 'jpeg-ls', decodeJpegLs, 'charls', 'either', '2 to 16 bits'),
  row(`${uid}.4.90`, 'jpeg-2000', decodeJpeg2000, 'openjpeg', 'lossless', j2kLimits),
  row(`${uid}.4.91`, 'jpeg-2000', decodeJpeg2000, 'openjpeg', 'either', j2kLimits),
  row(`${uid}.4.201`, 'htj2k', decodeHtj2k, 'openjph', 'lossless', htj2kLimits),
  row(`${uid}.4.202`, 'htj2k', decodeHtj2k, 'openjph', 'lossless', htj2kLimits),
  row(`${uid}.4.203`, 'htj2k', decodeHtj2k, 'openjph', 'either', htj2kLimits),
  row(`${uid}.4.110`, 'jpeg-xl', decodeJpegXl, 'libjxl', 'lossless', 'up to 16 bits'),
  row(`${uid}.4.111`, 'jpeg-xl', decodeJpegXl, 'libjxl', 'lossy', '8 bits'),
  row(`${uid}.4.112`, 'jpeg-xl', decodeJpegXl, 'libjxl', 'either', 'up to 16 bits'),
];

const byUid = new Map(codecRegistry.map((entry) => [entry.TransferSyntaxUID, entry]));

/** The capability for a transfer syntax, or null where no decoder is here. */
export function codecFor(TransferSyntaxUID: string): CodecCapability | null {
  return byUid.get(TransferSyntaxUID) ?? null;
}
