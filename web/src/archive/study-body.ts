import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { searchFold } from '#shared/dicom/person-name.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { StudyBody } from './archive-rows.ts';

/** Who the patient is, as far as the data set says: its number with the issuer, else name and birth date. */
export function patientIdentity(dataset: DicomDataset): string {
  const id = textOf(dataset, tags.PatientID);
  if (id !== '') return `id\n${id}\n${textOf(dataset, tags.IssuerOfPatientID)}`;
  const name = searchFold(personNameOf(dataset, tags.PatientName));
  return `name\n${name}\n${textOf(dataset, tags.PatientBirthDate)}`;
}

/** A study as its first instance describes it. */
export function newStudyBody(
  StudyInstanceUID: string,
  dataset: DicomDataset,
  addedAt: string,
): StudyBody {
  return {
    patient: patientIdentity(dataset),
    ...studyAttributes(StudyInstanceUID, dataset),
    series: [],
    addedAt,
    rejection: null,
    hasLaterWork: false,
    purgedAt: null,
  };
}

/** The body with what one more instance adds; the same object when that is nothing. */
export function withInstance(
  body: StudyBody,
  dataset: DicomDataset,
  SeriesInstanceUID: string,
): StudyBody {
  const arriving = studyAttributes(body.StudyInstanceUID, dataset);
  const filled: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(arriving)) {
    // What is there stays: lists must not change their mind with every instance.
    if (value !== '' && body[name as keyof typeof arriving] === '') filled[name] = value;
  }
  const isKnown = body.series.some((series) => series.SeriesInstanceUID === SeriesInstanceUID);
  if (isKnown && Object.keys(filled).length === 0) return body;
  const Modality = textOf(dataset, tags.Modality);
  const series = isKnown ? body.series : [...body.series, { SeriesInstanceUID, Modality }];
  return { ...body, ...filled, series };
}

/** True when an instance under the same patient number names somebody else. */
export function namesOtherPatient(body: StudyBody, dataset: DicomDataset): boolean {
  return (
    differs(searchFold(body.PatientName), searchFold(personNameOf(dataset, tags.PatientName))) ||
    differs(body.PatientBirthDate, textOf(dataset, tags.PatientBirthDate))
  );
}

function studyAttributes(StudyInstanceUID: string, dataset: DicomDataset) {
  return {
    StudyInstanceUID,
    PatientName: personNameOf(dataset, tags.PatientName),
    PatientID: textOf(dataset, tags.PatientID),
    IssuerOfPatientID: textOf(dataset, tags.IssuerOfPatientID),
    PatientBirthDate: textOf(dataset, tags.PatientBirthDate),
    PatientSex: textOf(dataset, tags.PatientSex),
    PatientSpeciesDescription: textOf(dataset, tags.PatientSpeciesDescription),
    PatientBreedDescription: textOf(dataset, tags.PatientBreedDescription),
    ResponsiblePerson: personNameOf(dataset, tags.ResponsiblePerson),
    StudyDate: textOf(dataset, tags.StudyDate),
    StudyTime: textOf(dataset, tags.StudyTime),
    StudyDescription: textOf(dataset, tags.StudyDescription),
    AccessionNumber: textOf(dataset, tags.AccessionNumber),
    ReferringPhysicianName: personNameOf(dataset, tags.ReferringPhysicianName),
    BodyPartExamined: textOf(dataset, tags.BodyPartExamined),
  };
}

function differs(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b;
}
