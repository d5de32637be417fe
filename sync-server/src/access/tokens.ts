import { randomBytes } from 'node:crypto';
import type { AccessToken, ArchiveIndex } from '../archive/index/archive-index.ts';
import {
  createPairingCode,
  createTokenSecret,
  normalisePairingCode,
  secretDigest,
} from './secrets.ts';

export const pairingMinutes = 10;

/** Makes a client token for `/dicom-web`; the secret is shown this once. */
export async function createClientToken(
  index: ArchiveIndex,
  label: string,
  now: Date,
): Promise<string> {
  return createToken(index, { kind: 'client', label, deviceId: '' }, now);
}

/** Makes a pairing code that one device may use within ten minutes. */
export async function createPairing(index: ArchiveIndex, now: Date): Promise<string> {
  const code = createPairingCode();
  const digest = secretDigest(normalisePairingCode(code) ?? '');
  await index.savePairing(digest, now.getTime() + pairingMinutes * 60_000);
  return code;
}

/** Turns a pairing code into a device's token; null when the code is wrong, used, guessed at too often or too old. */
export async function redeemPairing(
  index: ArchiveIndex,
  typed: string,
  device: { readonly deviceId: string; readonly deviceName: string },
  now: Date,
): Promise<string | null> {
  // A malformed code counts as a try as well, so that trying costs the same whatever is tried.
  const digest = secretDigest(normalisePairingCode(typed) ?? '');
  if (!(await index.redeemPairing(digest, now.getTime()))) return null;
  const { deviceId, deviceName } = device;
  return createToken(index, { kind: 'device', label: deviceName, deviceId }, now);
}

async function createToken(
  index: ArchiveIndex,
  token: Pick<AccessToken, 'kind' | 'label' | 'deviceId'>,
  now: Date,
): Promise<string> {
  const secret = createTokenSecret();
  const id = randomBytes(6).toString('hex');
  const whole = { ...token, id, createdAt: now.toISOString(), lastUsedAt: null, revokedAt: null };
  await index.addToken(whole, secretDigest(secret));
  return secret;
}
