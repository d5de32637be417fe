import { describe, expect, it } from 'vitest';
import { codecRegistry } from '../codec/registry.ts';
import { tagOfKeyword } from '../dicom/tag.ts';
import { isUid } from '../dicom/uid.ts';
import { matchingKeys, returnedAttributes, serviceClaims } from './service-claims.ts';
import { sopClassClaims } from './sop-class-claims.ts';
import { transferSyntaxClaims } from './transfer-syntax-claims.ts';

describe('claims are what the code does (PS3.2)', () => {
  it('claims to show exactly the transfer syntaxes that have a decoder', () => {
    const shown = transferSyntaxClaims.filter((claim) => claim.display).map((claim) => claim.uid);
    const decoded = codecRegistry.map((row) => row.TransferSyntaxUID);
    expect([...shown].sort()).toEqual([...new Set(decoded)].sort());
  });

  it('names every UID once, and well-formed', () => {
    for (const claims of [transferSyntaxClaims, sopClassClaims]) {
      const uids = claims.map((claim) => claim.uid);
      expect(new Set(uids).size).toBe(uids.length);
      expect(uids.filter((uid) => !isUid(uid))).toEqual([]);
      expect(claims.filter((claim) => claim.name === '')).toEqual([]);
    }
  });

  it('stores every storage SOP Class, and shows video to nobody', () => {
    expect(sopClassClaims.every((claim) => claim.store)).toBe(true);
    expect(sopClassClaims.filter((claim) => claim.kind === 'video' && claim.display)).toEqual([]);
  });

  it('names only attributes that exist', () => {
    const keys = [...Object.values(matchingKeys), ...Object.values(returnedAttributes)].flat();
    const unknown = keys
      .flatMap((key) => key.split('.'))
      .filter((word) => tagOfKeyword(word) === undefined);
    expect(unknown).toEqual([]);
  });

  it('names every service once', () => {
    const names = serviceClaims.map((claim) => `${claim.method} ${claim.path}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
