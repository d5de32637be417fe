import { describe, expect, it } from 'vitest';
import { isTemporaryId, noDemographics } from '#shared/patient/demographics.ts';
import { demographicsFrom, valuesOf } from './form-values.ts';

describe('the form of a patient', () => {
  it('an animal as DICOM stores it: owner before name, coded species, chip as RFID, a number for now', () => {
    const typed = {
      ...valuesOf(noDemographics),
      name: 'Comet',
      species: 'horse',
      neutered: 'ALTERED',
      sex: 'M',
      born: '2019-03-04',
      owner: 'Ada Moss',
      barn: 'Hill Farm',
      chip: '276 0981',
      passport: 'DE 4',
    };
    const patient = demographicsFrom(typed, noDemographics);
    expect(patient).toMatchObject({
      PatientName: 'Moss^Comet',
      PatientBirthDate: '20190304',
      PatientSpeciesDescription: 'Horse',
      PatientSpeciesCode: 'SCT:35354009',
      PatientSexNeutered: 'ALTERED',
      ResponsiblePerson: 'Moss^Ada',
      ResponsiblePersonRole: 'OWNER',
      ResponsibleOrganization: 'Hill Farm',
      OtherPatientIDs: 'RFID:276 0981\\TEXT:DE 4',
    });
    expect(isTemporaryId(patient.PatientID)).toBe(true);
    expect(demographicsFrom({ ...valuesOf(patient), id: 'H-1' }, patient)).toEqual({
      ...patient,
      PatientID: 'H-1',
    });
  });

  it('leaves what nobody touched as the files store it', () => {
    const filed = {
      ...noDemographics,
      PatientName: 'YAMADA^TAROU=山田^太郎=やまだ^たろう',
      PatientID: '7',
      PatientBirthDate: '1984',
      PatientSex: 'M',
      OtherPatientIDs: 'TEXT:A\\TEXT:B',
    };
    expect(demographicsFrom(valuesOf(filed), filed)).toEqual(filed);
    const person = { ...valuesOf(filed), name: 'Doe, Jane' };
    expect(demographicsFrom(person, filed).PatientName).toBe('Doe^Jane');
    const canine = {
      ...noDemographics,
      PatientName: 'Rex',
      PatientSpeciesDescription: 'Canine',
      PatientBreedDescription: 'Beagle',
    };
    const owned = { ...canine, ResponsiblePerson: 'Moss^Ada' };
    expect(demographicsFrom(valuesOf(owned), owned)).toEqual(owned);
    const renamed = demographicsFrom({ ...valuesOf(owned), name: 'Max' }, owned);
    expect(renamed).toEqual({ ...owned, PatientName: 'Max' });
  });
});
