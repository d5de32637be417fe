import type { CheckedReceipt } from './sync-event.ts';

/** What a receipt must be about to count. */
export interface ExpectedReceipt {
  readonly sha256: string;
  readonly byteLength: number;
  readonly hubId: string;
  readonly hubEpoch: string;
  readonly kid: string;
}

/**
 * Tells whether a receipt proves that the server holds an instance ([RCPT1] to [RCPT3]): signed under the
 * key pinned at pairing, by this server in this life of it, over these very bytes. A receipt under any other
 * key counts as none.
 */
export function provesStored(
  { receipt, isSignatureValid }: CheckedReceipt,
  expected: ExpectedReceipt,
): boolean {
  return (
    isSignatureValid &&
    receipt.kid === expected.kid &&
    receipt.hubId === expected.hubId &&
    receipt.hubEpoch === expected.hubEpoch &&
    receipt.sha256 === expected.sha256 &&
    receipt.byteLength === expected.byteLength
  );
}
