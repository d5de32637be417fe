import { bytesFromBase64url } from './base64.ts';
import { receiptText, type Receipt, type ReceiptKey } from '#shared/sync/protocol.ts';

/** What a receipt must be about to count. */
export interface ReceiptExpectation {
  readonly sha256: string;
  readonly byteLength: number;
  readonly hubId: string;
  readonly hubEpoch: string;
}

/**
 * True when the receipt is signed (Ed25519 over `receiptText`) by the key pinned at pairing and says just
 * this: these bytes, this many, of this server in this life of it ([RCPT2]). A receipt under any other key
 * counts as none; so does one that a browser without Ed25519 cannot verify.
 */
export async function verifyReceipt(
  receipt: Receipt,
  pinned: ReceiptKey,
  expected: ReceiptExpectation,
): Promise<boolean> {
  if (receipt.kid !== pinned.kid || receipt.sha256 !== expected.sha256) return false;
  if (receipt.byteLength !== expected.byteLength) return false;
  if (receipt.hubId !== expected.hubId || receipt.hubEpoch !== expected.hubEpoch) return false;
  const signature = bytesFromBase64url(receipt.sig);
  const raw = bytesFromBase64url(pinned.publicKey);
  if (signature === null || raw === null) return false;
  try {
    const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    const text = new TextEncoder().encode(receiptText(receipt));
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, text);
  } catch {
    return false;
  }
}
