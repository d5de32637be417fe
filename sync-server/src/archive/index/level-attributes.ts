import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { tags } from '#shared/dicom/tag.ts';

/** What a study's line carries (PS3.18 Table 10.6.3-3), with what lists on devices show beside it. */
export const studyLevelTags: readonly string[] = [
  tags.StudyDate,
  tags.StudyTime,
  tags.AccessionNumber,
  tags.ReferringPhysicianName,
  tags.TimezoneOffsetFromUTC,
  tags.StudyDescription,
  tags.PatientName,
  tags.PatientID,
  tags.IssuerOfPatientID,
  tags.PatientBirthDate,
  tags.PatientSex,
  tags.PatientAge,
  tags.PatientSpeciesDescription,
  tags.PatientBreedDescription,
  tags.PatientSexNeutered,
  tags.OtherPatientIDs,
  tags.OtherPatientIDsSequence,
  tags.ResponsiblePerson,
  tags.StudyInstanceUID,
  tags.StudyID,
  tags.InstitutionName,
];

/** PS3.18 Table 10.6.3-4. */
export const seriesLevelTags: readonly string[] = [
  tags.Modality,
  tags.SeriesDescription,
  tags.SeriesInstanceUID,
  tags.SeriesNumber,
  tags.SeriesDate,
  tags.SeriesTime,
  tags.PerformedProcedureStepStartDate,
  tags.PerformedProcedureStepStartTime,
  tags.RequestAttributesSequence,
  tags.BodyPartExamined,
  tags.Laterality,
  tags.Manufacturer,
  tags.ProtocolName,
];

/** PS3.18 Table 10.6.3-5. */
export const instanceLevelTags: readonly string[] = [
  tags.SOPClassUID,
  tags.SOPInstanceUID,
  tags.InstanceNumber,
  tags.Rows,
  tags.Columns,
  tags.BitsAllocated,
  tags.NumberOfFrames,
  tags.ImageLaterality,
  tags.ViewPosition,
  tags.ContentDate,
  tags.ContentTime,
];

/** The attributes of a data set that belong to a level; missing ones stay missing. */
export function pickAttributes(dataset: DicomDataset, level: readonly string[]): DicomDataset {
  const picked: Record<string, DicomDataset[string]> = {};
  for (const tag of level) {
    const element = dataset[tag];
    if (element !== undefined) picked[tag] = element;
  }
  return picked;
}
