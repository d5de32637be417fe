import type { StudySummary } from '../archive/archive-types.ts';

/** A study summary for tests: synthetic, changed where it matters. */
export function studySummary(change: Partial<StudySummary> = {}): StudySummary {
  return {
    key: 'k1',
    StudyInstanceUID: '2.25.1',
    PatientName: 'Moss^Ada',
    PatientID: 'A-1',
    IssuerOfPatientID: '',
    PatientBirthDate: '19840312',
    PatientSex: 'F',
    PatientSpeciesDescription: '',
    PatientBreedDescription: '',
    ResponsiblePerson: '',
    PatientSexNeutered: '',
    OtherPatientIDs: '',
    StudyDate: '20261103',
    StudyTime: '104200',
    StudyDescription: 'Wrist right',
    AccessionNumber: 'ACC7',
    ReferringPhysicianName: '',
    ModalitiesInStudy: ['DX'],
    BodyPartExamined: 'WRIST',
    seriesCount: 1,
    instanceCount: 2,
    byteLength: 36_000_000,
    addedAt: '2026-11-03T11:00:00.000Z',
    addedByIds: [],
    isSample: false,
    whereabouts: { instanceCount: 2, localCount: 2, serverCount: 0 },
    variantCount: 0,
    differing: [],
    thumbnailInstanceId: null,
    rejection: null,
    ...change,
  };
}
