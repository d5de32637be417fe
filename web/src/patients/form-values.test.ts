import { describe, expect, it } from 'vitest';
import {
  isTemporaryId,
  noDemographics,
  patientFields,
  type PatientField,
} from '#shared/patient/demographics.ts';
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

  const child = {
    ...noDemographics,
    PatientName: 'Doe^Jim',
    PatientID: '7 ',
    PatientBirthDate: '20190304',
    PatientSpeciesDescription: 'Homo sapiens',
    ResponsiblePerson: 'Doe^Jane',
    ResponsiblePersonRole: 'PARENT',
    ResponsibleOrganization: 'Ward 3',
    OtherPatientIDs: 'TEXT:A\\TEXT:B',
  };
  const horse = {
    ...noDemographics,
    PatientName: 'Moss^Comet',
    PatientID: 'H-1',
    PatientSpeciesDescription: 'Equine',
    PatientSpeciesCode: 'SCT:35354009',
    ResponsiblePerson: 'Moss^Ada',
    ResponsiblePersonRole: 'OWNER',
    OtherPatientIDs: 'TEXT:DE 4\\RFID:276 0981\\TEXT:GB 5\\BARCODE:99',
  };

  it('fault: a child whose birth date was corrected lost the parent, the role and the ward', () => {
    const corrected = demographicsFrom({ ...valuesOf(child), born: '2019-03-05' }, child);
    expect(corrected).toEqual({ ...child, PatientBirthDate: '20190305' });
  });

  it('fault: an animal whose passport was corrected lost its further numbers', () => {
    const corrected = (change: object): string =>
      demographicsFrom({ ...valuesOf(horse), ...change }, horse).OtherPatientIDs;
    expect(corrected({ passport: 'DE 5' })).toBe('TEXT:DE 5\\RFID:276 0981\\TEXT:GB 5\\BARCODE:99');
    expect(corrected({ chip: '' })).toBe('TEXT:DE 4\\TEXT:GB 5\\BARCODE:99');
  });

  it('fault: each field of a correction takes others along', () => {
    const formFields: Readonly<Record<string, readonly PatientField[]>> = {
      name: ['PatientName'],
      id: ['PatientID'],
      issuer: ['IssuerOfPatientID'],
      born: ['PatientBirthDate'],
      sex: ['PatientSex'],
      neutered: ['PatientSexNeutered'],
      breed: ['PatientBreedDescription'],
      owner: ['ResponsiblePerson'],
      barn: ['ResponsibleOrganization'],
      chip: ['OtherPatientIDs'],
      passport: ['OtherPatientIDs'],
    };
    for (const patient of [horse, child]) {
      for (const [name, fields] of Object.entries(formFields)) {
        const typed = { ...valuesOf(patient), [name]: name === 'born' ? '2001-01-02' : 'Xy' };
        const after = demographicsFrom(typed, patient);
        const changed = patientFields.filter((field) => after[field] !== patient[field]);
        expect(fields, `${patient.PatientID} ${name}`).toEqual(expect.arrayContaining(changed));
      }
    }
  });

  it('takes what makes an animal from one who is a person, and keeps who answers for them', () => {
    expect(demographicsFrom({ ...valuesOf(horse), kind: 'person' }, horse)).toEqual({
      ...horse,
      PatientName: 'Comet',
      PatientSpeciesDescription: '',
      PatientSpeciesCode: '',
      ResponsiblePersonRole: '',
    });
  });
});
