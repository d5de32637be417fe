import type { StudyBody, StudyRow } from './archive-rows.ts';
import type { StudySummary } from './archive-types.ts';

/** The line of the study list. */
export function studySummary(row: StudyRow, body: StudyBody): StudySummary {
  const { series, addedAt, rejection } = body;
  const modalities = new Set(series.map(({ Modality }) => Modality).filter((text) => text !== ''));
  return {
    StudyInstanceUID: body.StudyInstanceUID,
    PatientName: body.PatientName,
    PatientID: body.PatientID,
    IssuerOfPatientID: body.IssuerOfPatientID,
    PatientBirthDate: body.PatientBirthDate,
    PatientSex: body.PatientSex,
    PatientSpeciesDescription: body.PatientSpeciesDescription,
    PatientBreedDescription: body.PatientBreedDescription,
    ResponsiblePerson: body.ResponsiblePerson,
    PatientSexNeutered: body.PatientSexNeutered ?? '',
    OtherPatientIDs: body.OtherPatientIDs ?? '',
    StudyDate: body.StudyDate,
    StudyTime: body.StudyTime,
    StudyDescription: body.StudyDescription,
    AccessionNumber: body.AccessionNumber,
    ReferringPhysicianName: body.ReferringPhysicianName,
    BodyPartExamined: body.BodyPartExamined,
    addedAt,
    rejection,
    addedByIds: body.addedByIds ?? [],
    differing: body.differing ?? [],
    key: row.key,
    ModalitiesInStudy: [...modalities].toSorted(),
    seriesCount: series.length,
    instanceCount: row.instanceCount,
    byteLength: row.byteLength,
    isSample: row.sample === 1,
    whereabouts: {
      instanceCount: row.instanceCount,
      localCount: row.localCount,
      serverCount: row.serverCount,
    },
    variantCount: row.variantCount,
    thumbnailInstanceId: row.thumbnail,
  };
}
