import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { numberOf, personNameOf, textOf, textsOf } from '#shared/dicom/element-access.ts';
import { searchFold } from '#shared/dicom/person-name.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { Result } from '#shared/failure/result.ts';
import type { FoundStudy } from '#shared/sync/protocol.ts';
import type { Archive } from './archive.ts';
import type { StudySummary } from './archive-types.ts';
import { attempt } from './attempt.ts';
import { needKeys } from './key-session.ts';
import { changeSetting, deleteSetting, personSettingName } from './settings.ts';

/** What a search of the server has shown of a study that is not on this device. */
export type SeenStudy = Pick<
  StudySummary,
  | 'StudyInstanceUID'
  | 'PatientName'
  | 'PatientID'
  | 'PatientBirthDate'
  | 'PatientSex'
  | 'PatientSpeciesDescription'
  | 'PatientBreedDescription'
  | 'ResponsiblePerson'
  | 'StudyDate'
  | 'StudyTime'
  | 'StudyDescription'
  | 'AccessionNumber'
  | 'ReferringPhysicianName'
  | 'BodyPartExamined'
  | 'ModalitiesInStudy'
  | 'instanceCount'
> & {
  /** Its patient was corrected: these are the words of its files. */
  readonly isCorrected: boolean;
};

/** Once of the device, whoever had looked: nobody's, so it is read no more and taken away. */
const formerSetting = 'archive.seenStudies';

/**
 * The sealed setting of one person that holds what their searches have shown, so that they find it again
 * without a connection. The next to use the device does not: what somebody looked for is no part of the shared list.
 */
export function seenStudiesSetting(personId: string): string {
  return personSettingName(personId, 'seenStudies');
}

/** More are forgotten, the longest not seen first: the setting is read whole. */
const seenMax = 500;

/** Who has looked, and where. */
export interface SeenBy {
  readonly personId: string;
  readonly hubId: string;
}

interface SeenBody {
  readonly hubId: string;
  readonly studies: readonly SeenStudy[];
}

/** A study as the server's search tells of it. */
export function seenStudyOf({ StudyInstanceUID, attributes, isCorrected }: FoundStudy): SeenStudy {
  const text = (tag: string): string => textOf(attributes, tag);
  return {
    StudyInstanceUID,
    PatientName: personNameOf(attributes, tags.PatientName),
    PatientID: text(tags.PatientID),
    PatientBirthDate: text(tags.PatientBirthDate),
    PatientSex: text(tags.PatientSex),
    PatientSpeciesDescription: text(tags.PatientSpeciesDescription),
    PatientBreedDescription: text(tags.PatientBreedDescription),
    ResponsiblePerson: personNameOf(attributes, tags.ResponsiblePerson),
    StudyDate: text(tags.StudyDate),
    StudyTime: text(tags.StudyTime),
    StudyDescription: text(tags.StudyDescription),
    AccessionNumber: text(tags.AccessionNumber),
    ReferringPhysicianName: personNameOf(attributes, tags.ReferringPhysicianName),
    BodyPartExamined: '',
    ModalitiesInStudy: textsOf(attributes, tags.ModalitiesInStudy),
    instanceCount: numberOf(attributes, tags.NumberOfStudyRelatedInstances) ?? 0,
    isCorrected,
  };
}

/** The studies of a setting's value that were seen on a server, the last seen first. */
export function seenStudiesIn(value: unknown, hubId: string): readonly SeenStudy[] {
  const body = value as Partial<SeenBody> | null;
  return body?.hubId === hubId && Array.isArray(body.studies) ? body.studies : [];
}

/** Keeps what a person has seen of a server, in front of what was seen before; another server's is dropped. */
export function noteSeenStudies(
  archive: Archive,
  by: SeenBy,
  studies: readonly SeenStudy[],
): Promise<Result<void, ArchiveFailure>> {
  return change(archive, by, (before) => [...studies, ...without(before, studies)]);
}

/** The server no longer has it. */
export function forgetSeenStudy(
  archive: Archive,
  by: SeenBy,
  StudyInstanceUID: string,
): Promise<Result<void, ArchiveFailure>> {
  return change(archive, by, (before) => without(before, [{ StudyInstanceUID }]));
}

function change(
  archive: Archive,
  { personId, hubId }: SeenBy,
  next: (before: readonly SeenStudy[]) => readonly SeenStudy[],
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'save seen', async () => {
    await deleteSetting(archive, needKeys(archive.session, 'save seen'), formerSetting);
    await changeSetting(archive, seenStudiesSetting(personId), (value): SeenBody => {
      return { hubId, studies: next(seenStudiesIn(value, hubId)).slice(0, seenMax) };
    });
  });
}

function without(
  studies: readonly SeenStudy[],
  others: readonly Pick<FoundStudy, 'StudyInstanceUID'>[],
): readonly SeenStudy[] {
  const uids = new Set<string>(others.map(({ StudyInstanceUID }) => StudyInstanceUID));
  return studies.filter(({ StudyInstanceUID }) => !uids.has(StudyInstanceUID));
}

const searchedFields = [
  'PatientName',
  'PatientID',
  'StudyDescription',
  'AccessionNumber',
  'ReferringPhysicianName',
  'ResponsiblePerson',
  'PatientSpeciesDescription',
  'PatientBreedDescription',
  'StudyDate',
] as const;

/** Those in which every word occurs, as a search of the server would find them. */
export function findInSeen(studies: readonly SeenStudy[], query: string): readonly SeenStudy[] {
  const words = searchFold(query)
    .split(' ')
    .filter((word) => word !== '');
  return studies.filter((study) => {
    const { StudyDate: date } = study;
    const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
    const dates = `${year}-${month}-${day} ${day}.${month}.${year}`;
    const texts = searchedFields.map((field) => study[field]);
    const text = searchFold([...texts, ...study.ModalitiesInStudy, dates].join(' '));
    return words.every((word) => text.includes(word));
  });
}
