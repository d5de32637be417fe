import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receiptText, type Receipt, type ReceiptKey } from '#shared/sync/protocol.ts';
import { verifyReceipt } from './verify-receipt.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const pinned: ReceiptKey = {
  kid: createHash('sha256').update(raw).digest('hex').slice(0, 16),
  publicKey: raw.toString('base64url'),
};
const expected = { sha256: 'ab'.repeat(32), byteLength: 7, hubId: 'h', hubEpoch: 'e' };

function signed(change: Partial<Receipt> = {}): Receipt {
  const receipt = {
    ...expected,
    SOPInstanceUID: '1.2.3',
    level: 'STORED' as const,
    at: '2026-05-04T10:00:00.000Z',
    seq: 3,
    kid: pinned.kid,
    ...change,
  };
  const sig = sign(null, Buffer.from(receiptText(receipt)), privateKey).toString('base64url');
  return { ...receipt, sig };
}

describe('a receipt', () => {
  it('[RCPT2] counts when the pinned key signed just this', async () => {
    expect(await verifyReceipt(signed(), pinned, expected)).toBe(true);
  });

  it.each([
    ['other bytes', signed({ sha256: 'cd'.repeat(32) })],
    ['another length', signed({ byteLength: 8 })],
    ['another server', signed({ hubId: 'x' })],
    ['an earlier life of the server', signed({ hubEpoch: 'e0' })],
    ['an unknown key', signed({ kid: '0'.repeat(16) })],
    ['a field changed after signing', { ...signed(), seq: 4 }],
    ['no signature', { ...signed(), sig: '' }],
    ['what is no base64', { ...signed(), sig: '***' }],
  ])('[RCPT2] counts as none: %s', async (_, receipt) => {
    expect(await verifyReceipt(receipt, pinned, expected)).toBe(false);
  });
});
