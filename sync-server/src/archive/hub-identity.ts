import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { receiptText, type HubIdentity, type Receipt } from '#shared/sync/protocol.ts';
import type { ArchiveIndex } from './index/archive-index.ts';

/** Who this server is towards devices, and the key that its receipts are signed with. */
export interface Hub {
  readonly identity: HubIdentity;
  /** Tells devices that history was lost (a backup came back): each offers everything again. */
  renewEpoch(): Promise<void>;
  /**
   * Mark of a row of the feed in this epoch, from its number and what it tells of: nobody but the holder of
   * the key can make it, and it tells nothing of the row.
   */
  feedMark(seq: number, name: string): string;
  signReceipt(receipt: Omit<Receipt, 'hubId' | 'hubEpoch' | 'kid' | 'sig'>): Receipt;
}

const keyFileName = 'receipt-key.pem';
const epochKey = 'hubEpoch';

/**
 * Opens the server's identity in its data folder, making it at the first start. The key is part of the
 * backup and names the server: receipts under another key count as none on the devices that pinned this
 * one. The epoch lies in the index: an index that was lost and made anew is a new epoch of the same server.
 */
export async function openHub(index: ArchiveIndex, dataFolder: string, name: string): Promise<Hub> {
  const before = await index.readMeta(epochKey);
  const epoch = before ?? newEpoch();
  if (before === null) await index.writeMeta(epochKey, epoch);
  return hubOf(epoch, name, readOrMakeKey(dataFolder), (next) => index.writeMeta(epochKey, next));
}

/** An identity that lives as long as the process: for tests and the simulator. */
export function createTransientHub(hubEpoch: string, name: string): Hub {
  const { privateKey } = generateKeyPairSync('ed25519');
  return hubOf(hubEpoch, name, privateKey, () => Promise.resolve());
}

function hubOf(
  firstEpoch: string,
  name: string,
  privateKey: KeyObject,
  saveEpoch: (epoch: string) => Promise<void>,
): Hub {
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const digest = createHash('sha256').update(raw).digest('hex');
  const key = { kid: digest.slice(0, 16), publicKey: raw.toString('base64url') };
  const hubId = digest.slice(16, 40);
  // Ed25519 signs the same text always alike: a secret of its own, without another file in the backup.
  const markKey = sign(null, Buffer.from('satchel-feed-mark-1', 'utf8'), privateKey);
  let hubEpoch = firstEpoch;
  return {
    get identity() {
      return { hubId, hubEpoch, name, key };
    },
    async renewEpoch() {
      const next = newEpoch();
      await saveEpoch(next);
      hubEpoch = next;
    },
    feedMark(seq, name) {
      return createHmac('sha256', markKey)
        .update(`${hubEpoch}\n${seq}\n${name}`)
        .digest('base64url')
        .slice(0, 16);
    },
    signReceipt(receipt) {
      const whole = { ...receipt, hubId, hubEpoch, kid: key.kid };
      const sig = sign(null, Buffer.from(receiptText(whole), 'utf8'), privateKey).toString(
        'base64url',
      );
      return { ...whole, sig };
    },
  };
}

function newEpoch(): string {
  return randomBytes(12).toString('base64url');
}

function readOrMakeKey(dataFolder: string): KeyObject {
  const file = path.join(dataFolder, keyFileName);
  if (existsSync(file)) return readKey(file);
  const { privateKey } = generateKeyPairSync('ed25519');
  // Under its name it is whole or not at all: a full disk or a power cut must not leave half a key.
  const half = `${file}.new`;
  writeFileSync(half, privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    mode: 0o600,
    flush: true,
  });
  renameSync(half, file);
  flushFolder(dataFolder);
  return privateKey;
}

function flushFolder(folder: string): void {
  // Windows cannot flush a folder and does not need to.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** The key of the receipts cannot be read: a new one would make this another server. */
export class DamagedKeyError extends Error {
  readonly file: string;
  constructor(file: string) {
    super('the key of the receipts is damaged');
    this.file = file;
  }
}

function readKey(file: string): KeyObject {
  const pem = readFileSync(file);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // As for a key of another kind.
  }
  throw new DamagedKeyError(file);
}
