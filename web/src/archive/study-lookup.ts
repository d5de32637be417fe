import type { StudyBody } from './archive-rows.ts';

/**
 * What a study row is found by. Two patients under one Study Instance UID are two rows: a wrong UID must
 * never show one patient's images under another's name.
 */
export function studyLookupText(
  StudyInstanceUID: string,
  patient: string,
  isSample: boolean,
): string {
  return `${isSample ? 'sample' : 'study'}\n${StudyInstanceUID}\n${patient}`;
}

/** The same from a body: for keys that are made anew. */
export function lookupTextsOfStudy(
  body: StudyBody,
  isSample: boolean,
): { readonly lookup: string; readonly uid: string; readonly patient: string } {
  return {
    lookup: studyLookupText(body.StudyInstanceUID, body.patient, isSample),
    uid: body.StudyInstanceUID,
    patient: body.patient,
  };
}
