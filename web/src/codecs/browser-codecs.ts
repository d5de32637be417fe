import { createCodecSet } from '#shared/codec/codec-set.ts';
import type { CodecModules, CodecSet, WasmCodec } from '#shared/codec/codec-set.ts';
import charlsWasm from '@cornerstonejs/codec-charls/decodewasm?url';
import libjpegTurboWasm from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import libjxlWasm from '@cornerstonejs/codec-libjxl/decodewasm?url';
import openjpegWasm from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjphWasm from '@cornerstonejs/codec-openjph/wasm?url';

interface EmscriptenOptions {
  readonly locateFile: (fileName: string) => string;
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
}
type EmscriptenFactory = (options: EmscriptenOptions) => Promise<unknown>;

/** The codec packages have no types: their factory is the default export. */
interface FactoryModule {
  readonly default: EmscriptenFactory;
}

/**
 * The WebAssembly decoders of the app, each a chunk and a .wasm file of its own, fetched at its first
 * frame. For use inside a worker. The glue compiles with `wasm-unsafe-eval` alone: it makes no function
 * from text.
 */
export function browserCodecs(): CodecSet {
  return createCodecSet({
    charls: () => start('charls', import('@cornerstonejs/codec-charls/decodewasmjs'), charlsWasm),
    libjpegTurbo: () =>
      start(
        'libjpegTurbo',
        import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'),
        libjpegTurboWasm,
      ),
    openjpeg: () =>
      start('openjpeg', import('@cornerstonejs/codec-openjpeg/decodewasmjs'), openjpegWasm),
    openjph: () => start('openjph', import('@cornerstonejs/codec-openjph/wasmjs'), openjphWasm),
    libjxl: () => start('libjxl', import('@cornerstonejs/codec-libjxl/decodewasmjs'), libjxlWasm),
  });
}

async function start<Name extends WasmCodec>(
  _name: Name,
  loading: Promise<unknown>,
  wasmUrl: string,
): Promise<CodecModules[Name]> {
  const { default: factory } = (await loading) as FactoryModule;
  const module = await factory({
    locateFile: () => wasmUrl,
    // The decoders print what they think of damaged codestreams; the failure value says it.
    print: () => undefined,
    printErr: () => undefined,
  });
  return module as CodecModules[Name];
}
