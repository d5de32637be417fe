/** Parameters of Argon2id (RFC 9106), stored beside what it protects so that they can be raised later. */
export interface StretchParameters {
  readonly name: 'argon2id';
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: ArrayBuffer;
}

/** Makes 32 bytes from a passphrase: about a second of work, on purpose. A worker can do it instead of the page. */
export type StretchPassphrase = (
  passphrase: string,
  parameters: StretchParameters,
) => Promise<Uint8Array<ArrayBuffer>>;

/** 64 MiB, three passes: what a tablet does in about a second and a graphics card finds dear. */
export const stretchDefaults = { memoryKib: 64 * 1024, passes: 3, lanes: 1 } as const;

/** Argon2id in this thread; its code comes when a passphrase is typed. The same passphrase typed on another keyboard is the same (NFKC). */
export const stretchHere: StretchPassphrase = async (passphrase, parameters) => {
  const { argon2id } = await import('hash-wasm');
  const bytes = await argon2id({
    password: new TextEncoder().encode(passphrase.normalize('NFKC')),
    salt: new Uint8Array(parameters.salt),
    iterations: parameters.passes,
    parallelism: parameters.lanes,
    memorySize: parameters.memoryKib,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(bytes);
};
