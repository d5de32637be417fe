/**
 * The WebAssembly decoders, as the few calls that Satchel makes on them. Who runs the code (a decode
 * worker of the app, the server, a test) brings the loaders; nothing is loaded before a frame needs it.
 */
interface WasmFrameDescription {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

export interface WasmDecoder {
  getEncodedBuffer(byteLength: number): Uint8Array;
  getDecodedBuffer(): Uint8Array | Uint8ClampedArray;
  getFrameInfo(): WasmFrameDescription;
  decode(): void;
  /** Frees the C++ object: WebAssembly memory has no garbage collector. */
  delete(): void;
}

interface JpegLsDecoder extends WasmDecoder {
  /** 0: plane after plane, 1: line by line, 2: sample by sample (the last two come out interleaved). */
  getInterleaveMode(): number;
  getNearLossless(): number;
}

interface WasmModule {
  readonly HEAPU8: Uint8Array;
}

export interface CodecModules {
  charls: WasmModule & { readonly JpegLSDecoder: new () => JpegLsDecoder };
  libjpegTurbo: WasmModule & { readonly JPEGDecoder: new () => WasmDecoder };
  openjpeg: WasmModule & { readonly J2KDecoder: new () => WasmDecoder };
  openjph: WasmModule & { readonly HTJ2KDecoder: new () => WasmDecoder };
  libjxl: WasmModule & { readonly JpegXLDecoder: new () => WasmDecoder };
}

export type WasmCodec = keyof CodecModules;
export type CodecLoaders = { readonly [Name in WasmCodec]: () => Promise<CodecModules[Name]> };

export interface CodecSet {
  /** Resolves with the module, loading it at the first call; rejects when its file cannot be had. */
  load<Name extends WasmCodec>(name: Name): Promise<CodecModules[Name]>;
  /** Lets go of a module whose state or memory can no longer be trusted; the next `load` makes a fresh one. */
  discard(name: WasmCodec): void;
}

/** Makes a set that loads each module once and forgets a load that failed, so that the next try is a new one. */
export function createCodecSet(loaders: CodecLoaders): CodecSet {
  const loaded: { [Name in WasmCodec]?: Promise<CodecModules[Name]> } = {};
  return {
    load<Name extends WasmCodec>(name: Name): Promise<CodecModules[Name]> {
      const known: Promise<CodecModules[Name]> | undefined = loaded[name];
      if (known !== undefined) return known;
      const load: () => Promise<CodecModules[Name]> = loaders[name];
      const loading = load();
      Object.assign(loaded, { [name]: loading });
      loading.catch(() => {
        if ((loaded[name] as unknown) === loading) delete loaded[name];
      });
      return loading;
    },
    discard(name) {
      delete loaded[name];
    },
  };
}
