import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeMaterial } from './material.ts';
import { simulate } from './simulate.ts';
import type { Material, Mutant } from './virtual-disk.ts';

// Small enough that a file of 10 kB goes in parts: the code is the same, the schedule is short.
vi.mock('#shared/sync/protocol.ts', async (original) => ({
  ...(await original<object>()),
  bundleBytesMax: 4000,
  partBytesMax: 6000,
}));
// Threads answer in an order of their own: in here hashing is of this thread, and a seed replays.
vi.mock('hash-wasm', () => ({
  createSHA256: () => {
    const hash = createHash('sha256');
    const hasher = {
      update(bytes: Uint8Array) {
        hash.update(bytes);
        return hasher;
      },
      digest: () => hash.digest('hex'),
    };
    return Promise.resolve(hasher);
  },
}));

// SATCHEL_SEED=<seed> replays one schedule; SATCHEL_SCHEDULES=<n> plays as many in a night.
const replay = process.env['SATCHEL_SEED'];
const scheduleCount = Number(process.env['SATCHEL_SCHEDULES'] ?? 150);
const firstSeed = replay ?? `s${Date.now().toString(36)}`;
const seedsOf = (count: number): readonly string[] =>
  replay === undefined ? Array.from({ length: count }, (_, i) => `${firstSeed}-${i}`) : [replay];

let material: readonly Material[] = [];

beforeAll(async () => {
  material = await makeMaterial();
  const { subtle } = crypto;
  vi.spyOn(subtle, 'digest').mockImplementation((_, data) => {
    const digest = createHash('sha256').update(bytesOf(data)).digest();
    return Promise.resolve(Uint8Array.from(digest).buffer);
  });
  vi.spyOn(subtle, 'importKey').mockImplementation((...parameters: readonly unknown[]) => {
    const x = Buffer.from(bytesOf(parameters[1] as BufferSource)).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return Promise.resolve(key as unknown as CryptoKey);
  });
  vi.spyOn(subtle, 'verify').mockImplementation((_, key, signature, data) =>
    Promise.resolve(verify(null, bytesOf(data), key as unknown as KeyObject, bytesOf(signature))),
  );
});

function bytesOf(data: BufferSource): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

async function firstFault(seeds: readonly string[], mutant: Mutant): Promise<string | null> {
  for (const seed of seeds) {
    const { violations } = await simulate(seed, material, mutant);
    if (violations.length > 0) return seed;
  }
  return null;
}

describe('three devices and the server', () => {
  it('[CONV1] lose nothing and end alike, whatever is dropped, doubled, delayed, forged or cut off', async () => {
    for (const seed of seedsOf(scheduleCount)) {
      const { violations, history } = await simulate(seed, material);
      if (violations.length > 0) {
        console.log(`SATCHEL_SEED=${seed}\n${history.join('\n')}`);
      }
      expect({ seed, violations }).toEqual({ seed, violations: [] });
    }
  }, 3_600_000);

  it('[CONV2] play the same schedule for the same seed', async () => {
    const once = await simulate('replay', material);
    expect(await simulate('replay', material)).toEqual(once);
  }, 600_000);
});

describe('a planted fault is found', () => {
  const seeds = Array.from({ length: 200 }, (_, i) => `mutant-${i}`);
  it('[RCPT2] receipts believed without their signature', async () => {
    expect(await firstFault(seeds, 'receipt-believed')).not.toBeNull();
  }, 600_000);
  it('[PULL2] a cursor saved apart from its rows', async () => {
    expect(await firstFault(seeds, 'cursor-apart-from-rows')).not.toBeNull();
  }, 600_000);
  it('[SCOPE3] what is owed of a study noted as pulled without its rows', async () => {
    expect(await firstFault(seeds, 'owed-not-pulled')).not.toBeNull();
  }, 600_000);
  it('[SCOPE2] studies that are known here not named to the server before it leaves others out', async () => {
    expect(await firstFault(seeds, 'nothing-named')).not.toBeNull();
  }, 600_000);
  it('[PUSH4] numbers kept that the server gave to others, after the disk was set back', async () => {
    expect(await firstFault(seeds, 'old-numbers-kept')).not.toBeNull();
  }, 600_000);
});
