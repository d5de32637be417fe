import type { KeyBundle, Keys } from './key-session.ts';
import { base64url } from './random-id.ts';

/** What a lookup key stands for; the name is part of what is hashed. */
export type LookupKind = 'instance' | 'sop' | 'study' | 'study-uid' | 'patient' | 'setting';

const encoder = new TextEncoder();

/** First 128 bits of HMAC-SHA-256(kind | text): finds a row by a UID without the UID being on the disk. */
export async function lookupKey(keys: Keys, kind: LookupKind, text: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', keys.macKey, encoder.encode(`${kind}|${text}`));
  return base64url(new Uint8Array(mac, 0, 16));
}

/** All keys under which a row may be found: the active one first, while a lock is being set also the old. */
export async function lookupKeys(
  bundle: KeyBundle,
  kind: LookupKind,
  text: string,
): Promise<readonly string[]> {
  const active = await lookupKey(bundle.active, kind, text);
  if (bundle.retiring === null) return [active];
  return [active, await lookupKey(bundle.retiring, kind, text)];
}
