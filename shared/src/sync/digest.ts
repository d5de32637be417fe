import { canonicalText } from './canonical-text.ts';
import type { Op } from './op.ts';

/**
 * The sum of what a scope holds: Σ FNV-1a 64 of each item's canonical text, mod 2⁶⁴. Independent of the
 * order of arrival and kept up by adding alone, so two devices compare 16 hex digits to know that they
 * hold the same. A device makes it from its own rows only, never takes over another's ([DIGEST1]).
 */
export interface ScopeDigest {
  readonly count: number;
  readonly sum: bigint;
}

const emptyDigest: ScopeDigest = { count: 0, sum: 0n };

const mask64 = (1n << 64n) - 1n;
const fnvOffset = 0xcbf29ce484222325n;
const fnvPrime = 0x100000001b3n;

/** FNV-1a, 64 bits, over the UTF-8 bytes of `text`: finds divergence, proves nothing against malice. */
export function fnv1a64(text: string): bigint {
  let hash = fnvOffset;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * fnvPrime) & mask64;
  }
  return hash;
}

/** The digest with one more item; the caller sees to it that an item is added once. */
function addToDigest(digest: ScopeDigest, itemText: string): ScopeDigest {
  return { count: digest.count + 1, sum: (digest.sum + fnv1a64(itemText)) & mask64 };
}

/** `<count>-<sum as 16 hex digits>`. */
function formatDigest(digest: ScopeDigest): string {
  return `${digest.count}-${digest.sum.toString(16).padStart(16, '0')}`;
}

/** Digest of a set of operations; the same id twice counts once. */
export function digestOps(ops: Iterable<Op>): string {
  const seen = new Set<string>();
  let digest = emptyDigest;
  for (const op of ops) {
    if (seen.has(op.id)) continue;
    seen.add(op.id);
    digest = addToDigest(digest, `op\n${canonicalText(op)}`);
  }
  return formatDigest(digest);
}

/** Digest of a set of instances, by the SHA-256 (hex) of their bytes; the same twice counts once. */
export function digestInstances(sha256s: Iterable<string>): string {
  let digest = emptyDigest;
  for (const sha256 of new Set(sha256s)) digest = addToDigest(digest, `instance\n${sha256}`);
  return formatDigest(digest);
}
