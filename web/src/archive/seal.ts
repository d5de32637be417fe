import { refuse } from './archive-error.ts';
import type { KeyBundle, Keys } from './key-session.ts';
import { randomBytes } from './random-id.ts';

/**
 * Ciphertext as it lies on the disk: AES-256-GCM under a fresh random 96-bit IV, tag at the end.
 * `k` names the master secret. The associated data says what and where it is, so that a row cannot be
 * put in another's place, nor a chunk moved, dropped or repeated, without the reader noticing.
 */
export interface Sealed {
  readonly k: string;
  readonly iv: ArrayBuffer;
  readonly bytes: ArrayBuffer;
}

const ivByteLength = 12;

/** First byte of every body's plaintext: how the rest is to be read. Room for packed bodies later. */
const bodyFormat = { json: 1, raw: 2 } as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Associated data of a row's body: table, primary key, key. */
export function rowPlace(table: string, primaryKey: string): string {
  return `satchel1\nrow\n${table}\n${primaryKey}`;
}

/** Associated data of a chunk: blob, index (0-based), count, key. */
export function chunkPlace(blobId: string, index: number, chunkCount: number): string {
  return `satchel1\nchunk\n${blobId}\n${index}\n${chunkCount}`;
}

/** Encrypts bytes for one place. The input is not kept; it must not change before this resolves. */
export async function sealBytes(
  keys: Keys,
  place: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Sealed> {
  const iv = randomBytes(ivByteLength);
  const parameters = { name: 'AES-GCM', iv, additionalData: associated(place, keys.keyId) };
  const sealed = await crypto.subtle.encrypt(parameters, keys.encKey, bytes);
  return { k: keys.keyId, iv: iv.buffer, bytes: sealed };
}

/** Decrypts; LOCKED when the key is not held, BYTES_DAMAGED when the ciphertext is not what was written there. */
export async function openBytes(
  bundle: KeyBundle,
  place: string,
  sealed: Sealed,
): Promise<Uint8Array<ArrayBuffer>> {
  const keys = keysFor(bundle, sealed.k);
  const parameters = {
    name: 'AES-GCM',
    iv: sealed.iv,
    additionalData: associated(place, sealed.k),
  };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters, keys.encKey, sealed.bytes));
  } catch {
    return refuse('BYTES_DAMAGED', 'decrypt');
  }
}

/** Encrypts a row's body, JSON inside. */
export async function sealRow(
  keys: Keys,
  table: string,
  primaryKey: string,
  body: unknown,
): Promise<Sealed> {
  const json = encoder.encode(JSON.stringify(body));
  return sealTagged(keys, table, primaryKey, bodyFormat.json, json);
}

/** Decrypts a row's body. */
export async function openRow<Body>(
  bundle: KeyBundle,
  table: string,
  primaryKey: string,
  sealed: Sealed,
): Promise<Body> {
  const plain = await openBytes(bundle, rowPlace(table, primaryKey), sealed);
  if (plain[0] !== bodyFormat.json) refuse('BYTES_DAMAGED', `read ${table}`);
  // The tag of AES-GCM proves that this is what `sealRow` wrote there, so the shape is known.
  return JSON.parse(decoder.decode(plain.subarray(1))) as Body;
}

/** Encrypts a row's body that is bytes already (previews). */
export async function sealRawRow(
  keys: Keys,
  table: string,
  primaryKey: string,
  bytes: Uint8Array,
): Promise<Sealed> {
  return sealTagged(keys, table, primaryKey, bodyFormat.raw, bytes);
}

/** Decrypts a body of bytes. */
export async function openRawRow(
  bundle: KeyBundle,
  table: string,
  primaryKey: string,
  sealed: Sealed,
): Promise<Uint8Array<ArrayBuffer>> {
  const plain = await openBytes(bundle, rowPlace(table, primaryKey), sealed);
  if (plain[0] !== bodyFormat.raw) refuse('BYTES_DAMAGED', `read ${table}`);
  return plain.subarray(1);
}

/** Encrypts the same plaintext anew for the same place under other keys. */
export async function resealBytes(
  bundle: KeyBundle,
  place: string,
  sealed: Sealed,
): Promise<Sealed> {
  return sealBytes(bundle.active, place, await openBytes(bundle, place, sealed));
}

async function sealTagged(
  keys: Keys,
  table: string,
  primaryKey: string,
  format: number,
  body: Uint8Array,
): Promise<Sealed> {
  const plain = new Uint8Array(body.byteLength + 1);
  plain[0] = format;
  plain.set(body, 1);
  return sealBytes(keys, rowPlace(table, primaryKey), plain);
}

function keysFor(bundle: KeyBundle, keyId: string): Keys {
  if (bundle.active.keyId === keyId) return bundle.active;
  if (bundle.retiring !== null && bundle.retiring.keyId === keyId) return bundle.retiring;
  // Another tab has set a lock since: this one has to be unlocked again.
  return refuse('LOCKED', 'decrypt');
}

function associated(place: string, keyId: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${place}\n${keyId}`);
}
