import type { Keyword } from '../dicom/tag.ts';

/** One DICOMweb transaction that the server answers (PS3.18). */
export interface ServiceClaim {
  readonly service: 'STOW-RS' | 'QIDO-RS' | 'WADO-RS';
  readonly method: 'GET' | 'POST';
  /** Below the DICOMweb base. */
  readonly path: string;
  readonly clause: string;
  /** Media types of the request's or the answer's payload. */
  readonly mediaTypes: readonly string[];
}

const json = ['application/dicom+json'];
const dicom = ['multipart/related; type="application/dicom"', 'application/dicom'];
const bulk = ['multipart/related; type="application/octet-stream"'];
const levels = [
  '/studies/{study}',
  '/studies/{study}/series/{series}',
  '/studies/{study}/series/{series}/instances/{instance}',
];

/** The DICOMweb services: the conformance statement is generated from this. */
export const serviceClaims: readonly ServiceClaim[] = [
  ...['/studies', '/studies/{study}'].map((path) => claim('STOW-RS', path, '10.5', dicom)),
  ...[
    '/studies',
    '/series',
    '/instances',
    '/studies/{study}/series',
    '/studies/{study}/instances',
    '/studies/{study}/series/{series}/instances',
  ].map((path) => claim('QIDO-RS', path, '10.6', json)),
  ...levels.map((path) => claim('WADO-RS', path, '10.4', dicom)),
  ...levels.map((path) => claim('WADO-RS', `${path}/metadata`, '10.4', json)),
  claim('WADO-RS', `${levels[2]}/frames/{frames}`, '10.4', [
    ...bulk,
    'multipart/related; type="image/*"',
  ]),
  claim('WADO-RS', `${levels[2]}/bulkdata/{path}`, '10.4', bulk),
];

function claim(
  service: ServiceClaim['service'],
  path: string,
  clause: string,
  mediaTypes: readonly string[],
): ServiceClaim {
  return { service, method: service === 'STOW-RS' ? 'POST' : 'GET', path, clause, mediaTypes };
}

export type QueryLevel = 'study' | 'series' | 'instance';

/** Keys that a search must be able to match (PS3.18 Table 10.6.1-5); a step of a path stands behind `.`. */
export const matchingKeys: Readonly<Record<QueryLevel, readonly string[]>> = {
  study: [
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'ModalitiesInStudy',
    'ReferringPhysicianName',
    'PatientName',
    'PatientID',
    'StudyInstanceUID',
    'StudyID',
  ],
  series: [
    'Modality',
    'SeriesInstanceUID',
    'SeriesNumber',
    'PerformedProcedureStepStartDate',
    'PerformedProcedureStepStartTime',
    'RequestAttributesSequence.ScheduledProcedureStepID',
    'RequestAttributesSequence.RequestedProcedureID',
  ],
  instance: ['SOPClassUID', 'SOPInstanceUID', 'InstanceNumber'],
};

/** Attributes that every answer carries (PS3.18 Tables 10.6.3-3 to 10.6.3-5), computed ones included. */
export const returnedAttributes: Readonly<Record<QueryLevel, readonly Keyword[]>> = {
  study: [
    'SpecificCharacterSet',
    'StudyDate',
    'StudyTime',
    'AccessionNumber',
    'InstanceAvailability',
    'ModalitiesInStudy',
    'ReferringPhysicianName',
    'TimezoneOffsetFromUTC',
    'RetrieveURL',
    'PatientName',
    'PatientID',
    'PatientBirthDate',
    'PatientSex',
    'StudyInstanceUID',
    'StudyID',
    'NumberOfStudyRelatedSeries',
    'NumberOfStudyRelatedInstances',
  ],
  series: [
    'SpecificCharacterSet',
    'Modality',
    'TimezoneOffsetFromUTC',
    'SeriesDescription',
    'RetrieveURL',
    'SeriesInstanceUID',
    'SeriesNumber',
    'NumberOfSeriesRelatedInstances',
    'PerformedProcedureStepStartDate',
    'PerformedProcedureStepStartTime',
    'RequestAttributesSequence',
  ],
  instance: [
    'SpecificCharacterSet',
    'SOPClassUID',
    'SOPInstanceUID',
    'InstanceAvailability',
    'TimezoneOffsetFromUTC',
    'RetrieveURL',
    'InstanceNumber',
    'Rows',
    'Columns',
    'BitsAllocated',
    'NumberOfFrames',
  ],
};
