import { describe, expect, it } from 'vitest';
import { sliceItem } from '../testing/feed-rows.ts';
import { studySummary } from '../testing/study-summary.ts';
import { openTestArchive, testProfile, valueOf } from '../testing/test-archive.ts';
import { dropDamaged } from './drop-damaged.ts';
import { readStudySummaries } from './find-studies.ts';
import {
  isReady,
  keepStudies,
  type KeptStudy,
  keptStudies,
  noProof,
  noteProof,
  type KeptProof,
  releaseStudies,
} from './kept-studies.ts';
import { savePerson, setCurrentPerson } from './people.ts';
import { changeSetting, readSetting } from './settings.ts';
import { storeInstances } from './store-instance.ts';
import { verifyStudy } from './verify-study.ts';

describe('kept studies', () => {
  it('keeps, says by whom, and forgets only what a person releases', async () => {
    const profile = testProfile();
    const archive = await openTestArchive(profile);
    const ada = valueOf(await savePerson(archive, { name: 'Ada', profession: '' }));
    valueOf(await setCurrentPerson(archive, ada.id));
    valueOf(await keepStudies(archive, ['a', 'b']));
    valueOf(await releaseStudies(archive, ['a']));
    archive.close();
    const again = await openTestArchive(profile);
    const kept = valueOf(await keptStudies(again));
    expect([...kept.keys()]).toEqual(['b']);
    expect(kept.get('b')?.by).toBe('Ada');
  });

  it('loses nothing when two tabs keep at once', async () => {
    const profile = testProfile();
    const [left, right] = [await openTestArchive(profile), await openTestArchive(profile)];
    const keys = Array.from({ length: 8 }, (_, index) => `study-${index}`);
    await Promise.all(keys.map((key, index) => keepStudies(index % 2 === 0 ? left : right, [key])));
    expect([...valueOf(await keptStudies(left)).keys()].toSorted()).toEqual(keys);
  });

  it('keeping again does not throw a proof away', async () => {
    const archive = await openTestArchive();
    valueOf(await keepStudies(archive, ['a']));
    valueOf(await noteProof(archive, 'a', proofOf({ instanceCount: 2, byteLength: 9 })));
    valueOf(await keepStudies(archive, ['a']));
    expect(valueOf(await keptStudies(archive)).get('a')?.verified?.instanceCount).toBe(2);
  });

  it('keeps what another version has written from breaking the set', async () => {
    const archive = await openTestArchive();
    await changeSetting(archive, 'archive.keptStudies', () => ['text', null, { key: 'a' }]);
    expect([...valueOf(await keptStudies(archive)).keys()]).toEqual(['a']);
    expect(valueOf(await readSetting(archive, 'another'))).toBe(null);
  });

  it('does not call ready what was proved before the first image had to be decoded', async () => {
    const archive = await openTestArchive();
    const byHashes = { instanceCount: 2, byteLength: 9, at: '' };
    await changeSetting(archive, 'archive.keptStudies', () => [
      { key: 'a', by: 'Ada', at: '', verified: byHashes },
    ]);
    expect(valueOf(await keptStudies(archive)).get('a')).toMatchObject({ by: 'Ada', ...noProof });
  });
});

function proofOf(of: { readonly instanceCount: number; readonly byteLength: number }): KeptProof {
  return { ...noProof, verified: { ...of, at: '', firstImage: 'decoded' } };
}

describe('isReady', () => {
  const study = studySummary({ whereabouts: { instanceCount: 2, localCount: 2, serverCount: 2 } });
  const kept = (verified: KeptStudy['verified']): KeptStudy => ({
    key: study.key,
    by: '',
    at: '',
    ...noProof,
    verified,
  });
  const proof = {
    instanceCount: 2,
    byteLength: study.byteLength,
    at: '',
    firstImage: 'decoded',
  } as const;

  it('asks for a proof of exactly what is known of the study now', () => {
    expect(isReady(kept(proof), study)).toBe(true);
    expect(isReady(kept(null), study)).toBe(false);
    const grown = { ...study, whereabouts: { ...study.whereabouts, instanceCount: 3 } };
    expect(isReady(kept(proof), grown)).toBe(false);
    expect(isReady(kept({ ...proof, byteLength: 1 }), study)).toBe(false);
    const away = { ...study, whereabouts: { ...study.whereabouts, localCount: 1 } };
    expect(isReady(kept(proof), away)).toBe(false);
  });
});

describe('verifyStudy', () => {
  it('reads every byte back, and counts what is damaged instead of calling it ready', async () => {
    const archive = await openTestArchive();
    const items = await Promise.all([0, 1, 2].map((index) => sliceItem(index)));
    valueOf(await storeInstances(archive, items));
    const study = valueOf(await readStudySummaries(archive, 0)).studies[0];
    if (study === undefined) throw new Error('nothing stored');
    expect(valueOf(await verifyStudy(archive, study.key))).toEqual({
      instanceCount: 3,
      verifiedCount: 3,
      verifiedBytes: study.byteLength,
      damaged: [],
    });
    const chunk = await archive.db.chunk.toCollection().first();
    if (chunk === undefined) throw new Error('no chunk');
    new Uint8Array(chunk.bytes)[5] = (new Uint8Array(chunk.bytes)[5] ?? 0) ^ 1;
    await archive.db.chunk.put(chunk);
    expect(valueOf(await verifyStudy(archive, study.key))).toMatchObject({
      instanceCount: 3,
      verifiedCount: 2,
      damaged: [{ blob: chunk.blob }],
    });
  });
});

describe('dropDamaged', () => {
  it('lets go only of what the server has whole, and has it fetched again', async () => {
    const archive = await openTestArchive();
    const items = await Promise.all([0, 1, 2].map((index) => sliceItem(index)));
    const [first, ...rest] = items;
    if (first === undefined) throw new Error('no item');
    valueOf(await storeInstances(archive, [{ ...first, fromServer: true }, ...rest]));
    const rows = await archive.db.instance.toArray();
    const key = rows[0]?.study ?? '';
    const damaged = rows.map(({ id, blob }) => ({ id, blob: blob ?? '' }));
    valueOf(await keepStudies(archive, [key]));
    valueOf(await noteProof(archive, key, { ...noProof, damaged }));
    expect(valueOf(await keptStudies(archive)).get(key)?.damaged).toHaveLength(3);
    expect(valueOf(await dropDamaged(archive, key, damaged))).toBe(1);
    const study = valueOf(await readStudySummaries(archive, 0)).studies[0];
    expect(study?.whereabouts).toEqual({ instanceCount: 3, localCount: 2, serverCount: 1 });
    expect(valueOf(await keptStudies(archive)).get(key)?.damaged).toEqual([]);
    valueOf(await storeInstances(archive, [{ ...first, fromServer: true }]));
    expect(valueOf(await verifyStudy(archive, key))).toMatchObject({ verifiedCount: 3 });
    // By what is there now, not by what was: these bytes are others.
    expect(valueOf(await dropDamaged(archive, key, damaged))).toBe(0);
  });
});
