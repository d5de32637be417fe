import { beforeAll, describe, expect, it } from 'vitest';
import { deriveBundle, newMasterSecret } from './master-secret.ts';
import type { KeyBundle } from './key-session.ts';
import { lookupKey } from './lookup-key.ts';
import { chunkPlace, openBytes, openRow, resealBytes, sealBytes, sealRow } from './seal.ts';

describe('sealing', () => {
  let bundle: KeyBundle;
  const plain = new TextEncoder().encode('a patient’s name');
  beforeAll(async () => {
    bundle = await deriveBundle(newMasterSecret(), newMasterSecret());
  });

  it('reads back what it wrote, in its place only', async () => {
    const sealed = await sealBytes(bundle.active, chunkPlace('blob', 0, 2), plain);
    expect(await openBytes(bundle, chunkPlace('blob', 0, 2), sealed)).toEqual(plain);
    for (const place of [
      chunkPlace('blob', 1, 2),
      chunkPlace('blob', 0, 3),
      chunkPlace('other', 0, 2),
    ]) {
      await expect(openBytes(bundle, place, sealed)).rejects.toMatchObject({
        failure: { code: 'BYTES_DAMAGED' },
      });
    }
  });

  it('notices every changed byte', async () => {
    const sealed = await sealBytes(bundle.active, 'place', plain);
    for (let index = 0; index < sealed.bytes.byteLength; index += 1) {
      const bytes = new Uint8Array(sealed.bytes.slice(0));
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      await expect(
        openBytes(bundle, 'place', { ...sealed, bytes: bytes.buffer }),
      ).rejects.toMatchObject({ failure: { code: 'BYTES_DAMAGED' } });
    }
  });

  it('never gives the same ciphertext for the same text', async () => {
    const first = await sealBytes(bundle.active, 'place', plain);
    const second = await sealBytes(bundle.active, 'place', plain);
    expect(new Uint8Array(first.iv)).not.toEqual(new Uint8Array(second.iv));
    expect(new Uint8Array(first.bytes)).not.toEqual(new Uint8Array(second.bytes));
  });

  it('reads with the retiring key, writes with the active one, and is locked for any other', async () => {
    const { active, retiring } = bundle;
    if (retiring === null) throw new Error('no retiring key');
    const old = await sealBytes(retiring, 'place', plain);
    const renewed = await resealBytes(bundle, 'place', old);
    expect(renewed.k).toBe(active.keyId);
    expect(await openBytes({ active, retiring: null }, 'place', renewed)).toEqual(plain);
    await expect(openBytes({ active, retiring: null }, 'place', old)).rejects.toMatchObject({
      failure: { code: 'LOCKED' },
    });
  });

  it('keeps a row’s body and does not take it for another row’s', async () => {
    const body = { PatientName: 'Ærø^Ñandú=漢字', list: [1, null] };
    const sealed = await sealRow(bundle.active, 'study', 'a', body);
    expect(await openRow(bundle, 'study', 'a', sealed)).toEqual(body);
    await expect(openRow(bundle, 'study', 'b', sealed)).rejects.toThrow();
    await expect(openRow(bundle, 'instance', 'a', sealed)).rejects.toThrow();
  });

  it('makes lookup keys that depend on key, kind and text', async () => {
    const { active, retiring } = bundle;
    if (retiring === null) throw new Error('no retiring key');
    const key = await lookupKey(active, 'sop', '1.2.3');
    expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await lookupKey(active, 'sop', '1.2.3')).toBe(key);
    expect(await lookupKey(active, 'sop', '1.2.4')).not.toBe(key);
    expect(await lookupKey(active, 'instance', '1.2.3')).not.toBe(key);
    expect(await lookupKey(retiring, 'sop', '1.2.3')).not.toBe(key);
  });

  it('derives keys that cannot be read out', async () => {
    await expect(crypto.subtle.exportKey('raw', bundle.active.encKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('raw', bundle.active.macKey)).rejects.toThrow();
  });
});
