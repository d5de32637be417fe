import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { itemsOf, personNameOf, textOf, textsOf } from '#shared/dicom/element-access.ts';
import { searchFold } from '#shared/dicom/person-name.ts';
import { tags } from '#shared/dicom/tag.ts';
import { fileIdentity, formatOtherIds } from '#shared/patient/demographics.ts';
import type { StudyBody } from './archive-rows.ts';

/** Who the patient is, as far as the data set says: its number with the issuer, else name and birth date. */
export function patientIdentity(dataset: DicomDataset): string {
  return fileIdentity({
    PatientID: textOf(dataset, tags.PatientID),
    IssuerOfPatientID: textOf(dataset, tags.IssuerOfPatientID),
    PatientName: personNameOf(dataset, tags.PatientName),
    PatientBirthDate: textOf(dataset, tags.PatientBirthDate),
  });
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

/**
 * The body with what one more instance adds; the same object when that is nothing. Whatever order instances
 * come in, the result is the same: two devices must not call one study by different names or dates.
 */
export function withInstance(
  body: StudyBody,
  dataset: DicomDataset,
  SeriesInstanceUID: string,
): StudyBody {
  const arriving = studyAttributes(body.StudyInstanceUID, dataset);
  const merged = mergeAttributes(body, arriving);
  const isKnown = body.series.some((series) => series.SeriesInstanceUID === SeriesInstanceUID);
  if (isKnown && merged === body) return body;
  const Modality = textOf(dataset, tags.Modality);
  const series = isKnown ? body.series : [...body.series, { SeriesInstanceUID, Modality }];
  return { ...merged, series };
}

/** The body with one more person of this device who added to it; the same object when that is nothing new. */
export function withAdder(body: StudyBody, personId: string): StudyBody {
  const known = body.addedByIds ?? [];
  if (personId === '' || known.includes(personId)) return body;
  return { ...body, addedByIds: [...known, personId] };
}

/** True when an instance under the same patient number names somebody else. */
export function namesOtherPatient(body: StudyBody, dataset: DicomDataset): boolean {
  return (
    differs(searchFold(body.PatientName), searchFold(personNameOf(dataset, tags.PatientName))) ||
    differs(body.PatientBirthDate, textOf(dataset, tags.PatientBirthDate))
  );
}

type Attributes = ReturnType<typeof studyAttributes>;

/** Another one in each series is no contradiction: a study has parts, and scanners note when each began. */
const mayDiffer: readonly string[] = [
  'BodyPartExamined',
  'StudyTime',
] satisfies (keyof Attributes)[];

/**
 * The least value of each attribute over all instances, empty ones last; date and time of the same instance.
 * Attributes that instances give different values are named in `differing`, whichever is shown.
 */
function mergeAttributes(body: StudyBody, arriving: Attributes): StudyBody {
  const changes: { [name: string]: string } = {};
  const differing = new Set(body.differing ?? []);
  for (const name of Object.keys(arriving) as (keyof Attributes)[]) {
    const [known = '', other] = [body[name], arriving[name]];
    if (differs(comparable(name, known), comparable(name, other)) && !mayDiffer.includes(name)) {
      differing.add(name);
    }
    if (name !== 'StudyTime' && comesBefore(other, known)) changes[name] = other;
  }
  const isEarlier = comesBefore(arriving.StudyDate, body.StudyDate);
  const isSameDay = arriving.StudyDate === body.StudyDate;
  const isTimeEarlier = isSameDay && comesBefore(arriving.StudyTime, body.StudyTime);
  if (isEarlier || isTimeEarlier) changes['StudyTime'] = arriving.StudyTime;
  const isMore = differing.size > (body.differing?.length ?? 0);
  if (Object.keys(changes).length === 0 && !isMore) return body;
  return { ...body, ...changes, ...(isMore ? { differing: [...differing].toSorted() } : {}) };
}

function comesBefore(value: string, known: string): boolean {
  return value !== '' && (known === '' || value < known);
}

/** Spellings of one value as one: case and accents of names. */
function comparable(name: keyof Attributes, value: string): string {
  if (name === 'PatientName' || name === 'ReferringPhysicianName' || name === 'ResponsiblePerson') {
    return searchFold(value);
  }
  return value;
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
    PatientSexNeutered: textOf(dataset, tags.PatientSexNeutered),
    OtherPatientIDs: otherPatientIds(dataset),
    StudyDate: textOf(dataset, tags.StudyDate),
    StudyTime: textOf(dataset, tags.StudyTime),
    StudyDescription: textOf(dataset, tags.StudyDescription),
    AccessionNumber: textOf(dataset, tags.AccessionNumber),
    ReferringPhysicianName: personNameOf(dataset, tags.ReferringPhysicianName),
    BodyPartExamined: textOf(dataset, tags.BodyPartExamined),
  };
}

/** The sequence where there is one, else the retired attribute (PS3.3 C.7.1.1). */
function otherPatientIds(dataset: DicomDataset): string {
  const items = itemsOf(dataset, tags.OtherPatientIDsSequence).map((item) => ({
    type: textOf(item, tags.TypeOfPatientID) || 'TEXT',
    id: textOf(item, tags.PatientID),
  }));
  const plain = textsOf(dataset, tags.OtherPatientIDs).map((id) => ({ type: 'TEXT', id }));
  return formatOtherIds(items.length > 0 ? items : plain);
}

function differs(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b;
}
