import type { KeyBundle, Keys } from './key-session.ts';
import { randomBytes, randomId } from './random-id.ts';

/**
 * 32 random bytes from which every key of this device derives. In the clear they are in memory only
 * while a lock is opened, set or changed; on the disk only while there is no lock.
 */
export interface MasterSecret {
  readonly keyId: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A master secret encrypted under another key. */
export interface WrappedMaster {
  readonly keyId: string;
  readonly iv: ArrayBuffer;
  readonly wrapped: ArrayBuffer;
}

const encoder = new TextEncoder();
const salt = encoder.encode('satchel/master/1');

export function newMasterSecret(): MasterSecret {
  return { keyId: randomId(), bytes: randomBytes(32) };
}

/** HKDF-SHA-256 into the two working keys. */
async function deriveKeys(master: MasterSecret): Promise<Keys> {
  const base = await crypto.subtle.importKey('raw', master.bytes, 'HKDF', false, ['deriveKey']);
  const derive = (info: string, target: AesKeyGenParams | HmacKeyGenParams, use: KeyUsage[]) =>
    crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt, info: encoder.encode(info) },
      base,
      target,
      false,
      use,
    );
  const [encKey, macKey] = await Promise.all([
    derive('encryption', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']),
    derive('lookup', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']),
  ]);
  return { keyId: master.keyId, encKey, macKey };
}

/** The keys of an unlocked device; `retiring` is there while everything is being encrypted anew. */
export async function deriveBundle(
  active: MasterSecret,
  retiring: MasterSecret | null,
): Promise<KeyBundle> {
  return {
    active: await deriveKeys(active),
    retiring: retiring === null ? null : await deriveKeys(retiring),
  };
}

/** HKDF of a secret that is strong by itself (recovery key, passkey) into a key that wraps. */
export async function wrappingKey(
  secret: Uint8Array<ArrayBuffer>,
  saltBytes: ArrayBuffer,
  info: string,
): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: saltBytes, info: encoder.encode(info) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** A key that wraps, from bytes that are one already (Argon2id's output). */
export function wrappingKeyOf(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The key under which the master that a first lock replaces lies until it is no longer needed. */
export function retirementKey(master: MasterSecret): Promise<CryptoKey> {
  return wrappingKey(master.bytes, encoder.encode('satchel/retire/1').buffer, 'retiring master');
}

/** `place` names the keyring row and the parameters that made the wrapping key: none can be exchanged. */
export async function wrapMaster(
  wrapping: CryptoKey,
  master: MasterSecret,
  place: string,
): Promise<WrappedMaster> {
  const iv = randomBytes(12);
  const wrapped = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: associated(place, master.keyId) },
    wrapping,
    master.bytes,
  );
  return { keyId: master.keyId, iv: iv.buffer, wrapped };
}

/** Null when the wrapping key is another one: AES-GCM's tag is the key-check value. */
export async function unwrapMaster(
  wrapping: CryptoKey,
  row: WrappedMaster,
  place: string,
): Promise<MasterSecret | null> {
  try {
    const bytes = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: row.iv, additionalData: associated(place, row.keyId) },
      wrapping,
      row.wrapped,
    );
    return { keyId: row.keyId, bytes: new Uint8Array(bytes) };
  } catch {
    return null;
  }
}

function associated(place: string, keyId: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`satchel1\nkeyring\n${place}\n${keyId}`);
}
