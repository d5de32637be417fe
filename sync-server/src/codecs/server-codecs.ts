import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCodecSet } from '#shared/codec/codec-set.ts';
import type { CodecModules, CodecSet } from '#shared/codec/codec-set.ts';

const require = createRequire(import.meta.url);

interface EmscriptenOptions {
  readonly wasmBinary: Uint8Array;
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
}
type EmscriptenFactory<Module> = (options: EmscriptenOptions) => Promise<Module>;

function optionsFor(wasmPath: string): EmscriptenOptions {
  return {
    wasmBinary: readFileSync(require.resolve(wasmPath)),
    print: () => undefined,
    printErr: () => undefined,
  };
}

/** The WebAssembly decoders in Node, from the same files that the app ships: loaded when first needed. */
export function serverCodecs(): CodecSet {
  const load = async <Name extends keyof CodecModules>(
    scriptPath: string,
    wasmPath: string,
  ): Promise<CodecModules[Name]> => {
    const loaded: unknown = await import(require.resolve(scriptPath));
    const { default: factory } = loaded as { default: EmscriptenFactory<CodecModules[Name]> };
    return factory(optionsFor(wasmPath));
  };
  return createCodecSet({
    charls: () =>
      load<'charls'>(
        '@cornerstonejs/codec-charls/decodewasmjs',
        '@cornerstonejs/codec-charls/decodewasm',
      ),
    libjpegTurbo: () =>
      load<'libjpegTurbo'>(
        '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
        '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
      ),
    openjpeg: () =>
      load<'openjpeg'>(
        '@cornerstonejs/codec-openjpeg/decodewasmjs',
        '@cornerstonejs/codec-openjpeg/decodewasm',
      ),
    openjph: () =>
      load<'openjph'>('@cornerstonejs/codec-openjph/wasmjs', '@cornerstonejs/codec-openjph/wasm'),
    libjxl: () =>
      load<'libjxl'>(
        '@cornerstonejs/codec-libjxl/decodewasmjs',
        '@cornerstonejs/codec-libjxl/decodewasm',
      ),
  });
}
