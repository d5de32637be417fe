import { describe, expect, it } from 'vitest';
import { tags } from '#shared/dicom/tag.ts';
import { elementOf } from '#shared/dicom/write-part10.ts';
import type { FoundStudy } from '#shared/sync/protocol.ts';
import { dumpStore } from '../testing/store-dump.ts';
import { openTestArchive, valueOf } from '../testing/test-archive.ts';
import type { Archive } from './archive.ts';
import {
  findInSeen,
  forgetSeenStudy,
  noteSeenStudies,
  type SeenBy,
  seenStudiesIn,
  seenStudiesSetting,
  seenStudyOf,
} from './seen-studies.ts';
import { readSetting, saveSetting } from './settings.ts';

const found = (n: number, PatientName = 'Müller^Änne'): FoundStudy => ({
  StudyInstanceUID: `1.2.${n}`,
  attributes: {
    [tags.PatientName]: elementOf(tags.PatientName, PatientName),
    [tags.StudyDate]: elementOf(tags.StudyDate, '20200110'),
    [tags.ModalitiesInStudy]: elementOf(tags.ModalitiesInStudy, 'CT', 'SR'),
    [tags.NumberOfStudyRelatedInstances]: elementOf(tags.NumberOfStudyRelatedInstances, 3),
  },
  isCorrected: false,
});

const byAna = { personId: 'ana', hubId: 'hub' };

async function uidsIn(
  archive: Archive,
  { personId, hubId }: SeenBy = byAna,
): Promise<readonly string[]> {
  const value = valueOf(await readSetting(archive, seenStudiesSetting(personId)));
  return seenStudiesIn(value, hubId).map(({ StudyInstanceUID }) => StudyInstanceUID);
}

describe('what a search of the server has shown', () => {
  it('says what a list says, and is found by the same words', () => {
    const study = seenStudyOf(found(1));
    expect(study).toMatchObject({ PatientName: 'Müller^Änne', instanceCount: 3 });
    expect(study.ModalitiesInStudy).toEqual(['CT', 'SR']);
    for (const words of ['muller', 'ANNE ct', '10.01.2020', '2020-01', '']) {
      expect([words, findInSeen([study], words)]).toEqual([words, [study]]);
    }
    expect(findInSeen([study], 'muller dx')).toEqual([]);
  });

  it('is kept sealed, the last seen first, each once', async () => {
    const archive = await openTestArchive();
    const note = async (...numbers: readonly number[]): Promise<void> =>
      valueOf(
        await noteSeenStudies(
          archive,
          byAna,
          numbers.map((n) => seenStudyOf(found(n))),
        ),
      );
    await note(1, 2);
    await note(3, 1);
    expect(await uidsIn(archive)).toEqual(['1.2.3', '1.2.1', '1.2.2']);
    expect(JSON.stringify(await dumpStore(archive.db))).not.toMatch(/nne|20200110/);
    valueOf(await forgetSeenStudy(archive, byAna, '1.2.1'));
    expect(await uidsIn(archive)).toEqual(['1.2.3', '1.2.2']);
  });

  it('of one server is not offered as of another', async () => {
    const archive = await openTestArchive();
    const other = { ...byAna, hubId: 'other' };
    valueOf(await noteSeenStudies(archive, byAna, [seenStudyOf(found(1))]));
    expect(await uidsIn(archive, other)).toEqual([]);
    valueOf(await noteSeenStudies(archive, other, [seenStudyOf(found(2))]));
    expect(await uidsIn(archive, other)).toEqual(['1.2.2']);
  });

  it('is of the person who searched: whoever took the device next found it, too', async () => {
    const archive = await openTestArchive();
    const byBen = { ...byAna, personId: 'ben' };
    // As an earlier version kept it, for everybody.
    valueOf(await saveSetting(archive, 'archive.seenStudies', { hubId: 'hub', studies: [] }));
    valueOf(await noteSeenStudies(archive, byAna, [seenStudyOf(found(1))]));
    expect(await uidsIn(archive, byBen)).toEqual([]);
    valueOf(await noteSeenStudies(archive, byBen, [seenStudyOf(found(2))]));
    expect([await uidsIn(archive), await uidsIn(archive, byBen)]).toEqual([['1.2.1'], ['1.2.2']]);
    expect(valueOf(await readSetting(archive, 'archive.seenStudies'))).toBeNull();
  });

  it('is bounded', async () => {
    const archive = await openTestArchive();
    const many = Array.from({ length: 600 }, (_, n) => seenStudyOf(found(n)));
    valueOf(await noteSeenStudies(archive, byAna, many));
    const uids = await uidsIn(archive);
    expect([uids.length, uids[0]]).toEqual([500, '1.2.0']);
  });
});
