import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Without I, L, O and U: nothing that is misread from a screen (Crockford's base 32). */
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 8;

/** A bearer token: 256 random bits, with a prefix that tells people and scanners what it is. */
export function createTokenSecret(): string {
  return `satchel_${randomBytes(32).toString('base64url')}`;
}

/** A pairing code: 8 characters in two groups, 40 bits, for ten minutes and five tries. */
export function createPairingCode(): string {
  let code = '';
  for (let i = 0; i < codeLength; i += 1)
    code += codeAlphabet[randomInt(codeAlphabet.length)] ?? '';
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What people type instead of the code's characters, undone; null when it cannot be a code. */
export function normalisePairingCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : null;
}

/** Secrets are kept as their SHA-256 only: they are random, so no slower hash is needed. */
export function secretDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
