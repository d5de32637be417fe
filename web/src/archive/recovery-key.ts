import { randomBytes } from './random-id.ts';

/** Crockford's base 32: no I, L, O, U, so that nothing is misread from paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 27 symbols of 5 random bits are 135 bits; the 28th checks the others. */
const secretSymbols = 27;
const groupLength = 4;

/** A new recovery key as printed: seven groups of four, the last symbol being a check. */
export function newRecoveryKey(): string {
  // A byte's low five bits are as random as the byte.
  const symbols = [...randomBytes(secretSymbols)].map((byte) => byte & 31);
  const text = [...symbols, checkSymbol(symbols)].map((symbol) => alphabet[symbol] ?? '').join('');
  return text.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? '';
}

/**
 * Reads a recovery key as typed: case, spaces and dashes do not matter, O is 0, I and L are 1.
 * Null when symbols are missing or the check symbol tells of a typing error.
 */
export function readRecoveryKey(typed: string): Uint8Array<ArrayBuffer> | null {
  const text = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const symbols = Array.from(text, (letter) => alphabet.indexOf(letter));
  if (symbols.length !== secretSymbols + 1 || symbols.includes(-1)) return null;
  const secret = symbols.slice(0, secretSymbols);
  if (checkSymbol(secret) !== symbols[secretSymbols]) return null;
  return Uint8Array.from(secret);
}

/** Luhn's algorithm modulo 32: finds every wrong symbol and nearly every exchange of neighbours. */
function checkSymbol(symbols: readonly number[]): number {
  let sum = 0;
  let factor = 2;
  for (let index = symbols.length - 1; index >= 0; index -= 1) {
    const product = factor * (symbols[index] ?? 0);
    sum += Math.floor(product / 32) + (product % 32);
    factor = factor === 2 ? 1 : 2;
  }
  return (32 - (sum % 32)) % 32;
}
