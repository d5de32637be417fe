import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  chipOf,
  formatOtherIds,
  isTemporaryId,
  noDemographics,
  parseOtherIds,
  temporaryId,
  type Demographics,
} from './demographics.ts';
import { groupPatients } from './group-patients.ts';
import { matchKeys, matchPatients } from './match-patients.ts';
import { speciesOf } from './species.ts';

const who = (change: Partial<Demographics>): Demographics => ({ ...noDemographics, ...change });
const jane = who({
  PatientName: 'Doe^Jane',
  PatientID: 'A7',
  PatientBirthDate: '19800101',
  PatientSex: 'F',
});

describe('matching patients', () => {
  it.each<[string, Partial<Demographics>, string | null]>([
    ['the same', {}, 'exact'],
    ['case, accents and order of the words', { PatientName: 'JANE Doé' }, 'exact'],
    ['an ideographic group behind', { PatientName: 'Doe^Jane=山田^花子' }, 'exact'],
    ['without a birth date', { PatientBirthDate: '' }, 'exact'],
    ['another name', { PatientName: 'Roe^Jane' }, 'likely'],
    ['no name on one side', { PatientName: '' }, 'likely'],
    ['an issuer on one side', { IssuerOfPatientID: 'CLINIC' }, 'likely'],
    ['another birth date', { PatientBirthDate: '19810101' }, 'different'],
    ['another sex', { PatientSex: 'M' }, 'different'],
    ['another name and birth date', { PatientName: 'X', PatientBirthDate: '1' }, 'different'],
    ['another ID', { PatientID: 'B9' }, 'likely'],
    ['another ID and sex', { PatientID: 'B9', PatientSex: 'M' }, null],
    ['another ID and birth date', { PatientID: 'B9', PatientBirthDate: '19810101' }, null],
  ])('%s', (_, change, grade) => {
    expect(matchPatients(jane, { ...jane, ...change })?.grade ?? null).toBe(grade);
    expect(matchPatients({ ...jane, ...change }, jane)?.grade ?? null).toBe(grade);
  });

  it('numbers of two issuers say nothing', () => {
    const a = who({ PatientID: '5', PatientName: 'A', IssuerOfPatientID: 'X' });
    expect(matchPatients(a, { ...a, IssuerOfPatientID: 'Y' })).toBeNull();
  });

  it.each(['0', '000', 'Unknown', 'ANONYMOUS', 'n/a', '?'])(
    '%s is nobody’s number',
    (PatientID) => {
      const a = who({ PatientID, PatientName: 'Smith' });
      expect(matchPatients(a, a)).toBeNull();
    },
  );

  it('knows an animal by its chip, and by name and owner', () => {
    const chip = formatOtherIds([{ type: 'RFID', id: '276 0981 0000 1234' }]);
    const a = who({ PatientName: 'Bella', OtherPatientIDs: chip, PatientSex: 'F' });
    const b = who({
      PatientName: 'Bela',
      OtherPatientIDs: 'TEXT:X\\RFID:276098100001234',
      PatientSex: 'M',
    });
    expect(matchPatients(a, b)).toMatchObject({ grade: 'likely', reasons: ['chip'] });
    const untyped = { ...b, OtherPatientIDs: 'TEXT:276098100001234' };
    expect(matchPatients(a, untyped)?.reasons).toEqual(['chip']);
    const kennel = who({ OtherPatientIDs: 'TEXT:12' });
    expect(matchPatients(kennel, kennel)).toBeNull();
    const owned = { PatientName: 'Bella', ResponsiblePerson: 'Moss^Ada' };
    expect(matchPatients(who(owned), who(owned))).toMatchObject({ grade: 'likely' });
    expect(matchPatients(who(owned), who({ PatientName: 'Bella' }))).toBeNull();
  });

  it('calls a species by any of its usual words', () => {
    const dog = who({ PatientID: '7', PatientName: 'Rex', PatientSpeciesDescription: 'Canine' });
    expect(matchPatients(dog, { ...dog, PatientSpeciesDescription: 'Hund' })?.grade).toBe('exact');
    const horse = { ...dog, PatientSpeciesDescription: 'Equus caballus' };
    expect(matchPatients(dog, horse)?.grade).toBe('different');
    expect(speciesOf('Domestic cat, DSH')).toBe('cat');
    expect(speciesOf('')).toBeNull();
  });

  const some = fc.record({
    ...Object.fromEntries(Object.keys(noDemographics).map((field) => [field, fc.constant('')])),
    PatientID: fc.constantFrom('', '7', '8'),
    IssuerOfPatientID: fc.constantFrom('', 'X'),
    PatientName: fc.constantFrom('', 'Ada', 'Bo', 'Ada=艾'),
    PatientBirthDate: fc.constantFrom('', '19800101', '19810101'),
    PatientSex: fc.constantFrom('', 'F', 'M'),
    ResponsiblePerson: fc.constantFrom('', 'Moss'),
    OtherPatientIDs: fc.constantFrom('', 'RFID:276001', 'TEXT:276 001', 'TEXT:12'),
  }) as fc.Arbitrary<Demographics>;

  it('is the same from both sides, and the keys find every match', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const match = matchPatients(a, b);
        expect(matchPatients(b, a)).toEqual(match);
        if (match === null) return;
        const keys = new Set(matchKeys(a));
        expect(matchKeys(b).some((key) => keys.has(key))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('groups the exact ones alone, the same in any order', () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (all, chance) => {
        const items = all.map((demographics, index) => ({ key: `k${index}`, demographics }));
        const groups = groupPatients(items);
        expect(
          groups
            .flat()
            .map(({ key }) => key)
            .toSorted(),
        ).toEqual(items.map(({ key }) => key).toSorted());
        const shuffled = items
          .map((item) => ({ item, at: chance.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ item }) => item);
        expect(groupPatients(shuffled)).toEqual(groups);
        for (const group of groups) {
          for (const a of group) {
            for (const b of group) {
              if (a === b) continue;
              expect(matchPatients(a.demographics, b.demographics)?.reasons).toContain('id');
            }
          }
        }
      }),
    );
  });

  it('keeps two people under one number apart, and whoever could be either by himself', () => {
    const items = ['19800101', '', '19900101', '19800101'].map((PatientBirthDate, index) => ({
      key: `k${index}`,
      demographics: { ...jane, PatientBirthDate },
    }));
    expect(groupPatients(items).map((group) => group.map(({ key }) => key))).toEqual([
      ['k0', 'k3'],
      ['k1'],
      ['k2'],
    ]);
  });
});

describe('identifiers', () => {
  it('are one text and come back', () => {
    const ids = [
      { type: 'RFID', id: '276 01' },
      { type: 'TEXT', id: 'DE 4:7' },
    ];
    expect(parseOtherIds(formatOtherIds([...ids, { type: 'TEXT', id: ' ' }]))).toEqual(ids);
    expect(parseOtherIds('plain')).toEqual([{ type: 'TEXT', id: 'plain' }]);
    expect(chipOf({ OtherPatientIDs: formatOtherIds(ids) })).toBe('27601');
  });

  it('are marked as temporary, and fit an LO', () => {
    const id = temporaryId(Uint8Array.of(0, 255, 31, 7, 9, 11, 100, 200));
    expect(id).toMatch(/^TEMP-[2-9A-Y]{4}-[2-9A-Y]{4}$/);
    expect(isTemporaryId(id)).toBe(true);
    expect(isTemporaryId('A-TEMP-1')).toBe(false);
  });
});
