import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { receiptText, type HubIdentity, type Receipt } from '#shared/sync/protocol.ts';
import type { ArchiveIndex } from './index/archive-index.ts';

/** Who this server is towards devices, and the key that its receipts are signed with. */
export interface Hub {
  readonly identity: HubIdentity;
  signReceipt(receipt: Omit<Receipt, 'hubId' | 'hubEpoch' | 'kid' | 'sig'>): Receipt;
}

const keyFileName = 'receipt-key.pem';

/**
 * Opens the server's identity in its data folder, making it at the first start. The key is part of the
 * backup: receipts under another key count as none on the devices that pinned this one.
 */
export async function openHub(index: ArchiveIndex, dataFolder: string, name: string): Promise<Hub> {
  return hubOf(
    await metaOnce(index, 'hubId'),
    await metaOnce(index, 'hubEpoch'),
    name,
    readOrMakeKey(dataFolder),
  );
}

/** An identity that lives as long as the process: for tests and the simulator. */
export function createTransientHub(hubId: string, hubEpoch: string, name: string): Hub {
  return hubOf(hubId, hubEpoch, name, generateKeyPairSync('ed25519').privateKey);
}

function hubOf(hubId: string, hubEpoch: string, name: string, privateKey: KeyObject): Hub {
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = {
    kid: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKey: raw.toString('base64url'),
  };
  const identity: HubIdentity = { hubId, hubEpoch, name, key };
  return {
    identity,
    signReceipt(receipt) {
      const whole = { ...receipt, hubId, hubEpoch, kid: key.kid };
      const sig = sign(null, Buffer.from(receiptText(whole), 'utf8'), privateKey).toString(
        'base64url',
      );
      return { ...whole, sig };
    },
  };
}

async function metaOnce(index: ArchiveIndex, key: string): Promise<string> {
  const there = await index.readMeta(key);
  if (there !== null) return there;
  const made = randomBytes(12).toString('base64url');
  await index.writeMeta(key, made);
  return made;
}

function readOrMakeKey(dataFolder: string): KeyObject {
  const file = path.join(dataFolder, keyFileName);
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const handle = openSync(file, 'wx', 0o600);
  writeSync(handle, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  fsyncSync(handle);
  closeSync(handle);
  return privateKey;
}
