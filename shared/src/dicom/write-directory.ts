import type { DicomDataset, DicomElement } from './dicom-json.ts';
import {
  copiedKeys,
  instanceKeysOf,
  patientKeys,
  recordTypeOf,
  seriesKeys,
  studyKeys,
} from './directory-records.ts';
import { textOf } from './element-access.ts';
import { mediaStorageDirectory } from './sop-class.ts';
import { tags } from './tag.ts';
import { explicitVrLittleEndian } from './transfer-syntax.ts';
import { elementOf, writeItem, writePart10 } from './write-part10.ts';

/** A file that a DICOMDIR names, cut down to what its records repeat: a disc holds thousands. */
export interface DirectoryFile {
  /** Components of its File ID: at most 8, each 1 to 8 of `A-Z 0-9 _` (PS3.10 8.2). */
  readonly fileId: readonly string[];
  readonly patientKey: string;
  readonly patient: DicomDataset;
  readonly study: DicomDataset;
  readonly series: DicomDataset;
  readonly instance: DicomDataset;
}

interface FileIdentity {
  readonly fileId: readonly string[];
  /** Files with the same one lie under one PATIENT record. */
  readonly patientKey: string;
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
  readonly TransferSyntaxUID: string;
}

/** Takes out of an instance's data set what the four records above and about it need (PS3.3 F.5). */
export function directoryFile(dataset: DicomDataset, identity: FileIdentity): DirectoryFile {
  const { SOPClassUID, SOPInstanceUID, TransferSyntaxUID, fileId } = identity;
  const type = recordTypeOf(SOPClassUID);
  return {
    fileId,
    patientKey: identity.patientKey,
    patient: copiedKeys(dataset, patientKeys),
    study: copiedKeys(dataset, studyKeys),
    series: copiedKeys(dataset, seriesKeys),
    instance: {
      ...copiedKeys(dataset, instanceKeysOf(type)),
      [tags.DirectoryRecordType]: elementOf(tags.DirectoryRecordType, type),
      ...(type === 'PRIVATE'
        ? { [tags.PrivateRecordUID]: elementOf(tags.PrivateRecordUID, SOPClassUID) }
        : {}),
      [tags.ReferencedFileID]: elementOf(tags.ReferencedFileID, ...fileId),
      [tags.ReferencedSOPClassUIDInFile]: elementOf(tags.ReferencedSOPClassUIDInFile, SOPClassUID),
      [tags.ReferencedSOPInstanceUIDInFile]: elementOf(
        tags.ReferencedSOPInstanceUIDInFile,
        SOPInstanceUID,
      ),
      [tags.ReferencedTransferSyntaxUIDInFile]: elementOf(
        tags.ReferencedTransferSyntaxUIDInFile,
        TransferSyntaxUID,
      ),
    },
  };
}

interface RecordNode {
  readonly own: DicomDataset;
  readonly children: RecordNode[];
  byteOffset: number;
}

/**
 * Writes a DICOMDIR (PS3.10 8.6, PS3.3 Annex F): one PATIENT, STUDY, SERIES tree over the files, offsets in
 * bytes from the beginning of the file. `SOPInstanceUID` is the directory's own.
 */
export function writeDirectory(
  files: readonly DirectoryFile[],
  SOPInstanceUID: string,
): Uint8Array<ArrayBuffer> {
  const roots = treeOf(files);
  const nodes = depthFirst(roots);
  const bare = headOf(roots, SOPInstanceUID, 0);
  // Offsets are of fixed width: what a record weighs does not depend on where it points.
  let at = bare.byteLength;
  for (const node of nodes) {
    node.byteOffset = at;
    at += writeItem(recordOf(node, 0)).byteLength;
  }
  const next = nextOf(roots);
  const head = headOf(roots, SOPInstanceUID, at - bare.byteLength);
  const whole = new Uint8Array(at);
  whole.set(head, 0);
  for (const node of nodes)
    whole.set(writeItem(recordOf(node, next.get(node) ?? 0)), node.byteOffset);
  return whole;
}

/** Everything before the first record; the sequence of records is its last element, so its length is patched in. */
function headOf(
  roots: readonly RecordNode[],
  SOPInstanceUID: string,
  recordsByteLength: number,
): Uint8Array {
  const first = roots[0]?.byteOffset ?? 0;
  const last = roots.at(-1)?.byteOffset ?? 0;
  const dataset: DicomDataset = {
    [tags.FileSetID]: elementOf(tags.FileSetID, 'SATCHEL'),
    [tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity]: offset(first),
    [tags.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity]: offset(last),
    [tags.FileSetConsistencyFlag]: { vr: 'US', Value: [0] },
    [tags.DirectoryRecordSequence]: { vr: 'SQ' },
  };
  const head = writePart10({
    TransferSyntaxUID: explicitVrLittleEndian,
    dataset,
    meta: {
      [tags.MediaStorageSOPClassUID]: { vr: 'UI', Value: [mediaStorageDirectory] },
      [tags.MediaStorageSOPInstanceUID]: { vr: 'UI', Value: [SOPInstanceUID] },
    },
  });
  new DataView(head.buffer).setUint32(head.byteLength - 4, recordsByteLength, true);
  return head;
}

function recordOf({ own, children }: RecordNode, nextByteOffset: number): DicomDataset {
  return {
    ...own,
    [tags.OffsetOfTheNextDirectoryRecord]: offset(nextByteOffset),
    [tags.RecordInUseFlag]: { vr: 'US', Value: [0xffff] },
    [tags.OffsetOfReferencedLowerLevelDirectoryEntity]: offset(children[0]?.byteOffset ?? 0),
  };
}

function offset(byteOffset: number): DicomElement {
  return { vr: 'UL', Value: [byteOffset] };
}

function treeOf(files: readonly DirectoryFile[]): readonly RecordNode[] {
  const roots: RecordNode[] = [];
  const known = new Map<string, RecordNode>();
  const under = (
    siblings: RecordNode[],
    key: string,
    type: string,
    dataset: DicomDataset,
  ): RecordNode => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = nodeOf({
      ...dataset,
      [tags.DirectoryRecordType]: elementOf(tags.DirectoryRecordType, type),
    });
    known.set(key, made);
    siblings.push(made);
    return made;
  };
  for (const file of files) {
    const studyUid = textOf(file.study, tags.StudyInstanceUID);
    const seriesUid = textOf(file.series, tags.SeriesInstanceUID);
    const patient = under(roots, JSON.stringify([file.patientKey]), 'PATIENT', file.patient);
    const studyKey = JSON.stringify([file.patientKey, studyUid]);
    const study = under(patient.children, studyKey, 'STUDY', file.study);
    const seriesKey = JSON.stringify([file.patientKey, studyUid, seriesUid]);
    const series = under(study.children, seriesKey, 'SERIES', file.series);
    series.children.push(nodeOf(file.instance));
  }
  return roots;
}

function nodeOf(own: DicomDataset): RecordNode {
  return { own, children: [], byteOffset: 0 };
}

function depthFirst(roots: readonly RecordNode[]): readonly RecordNode[] {
  return roots.flatMap((node) => [node, ...depthFirst(node.children)]);
}

function nextOf(siblings: readonly RecordNode[], next = new Map<RecordNode, number>()) {
  siblings.forEach((node, index) => {
    next.set(node, siblings[index + 1]?.byteOffset ?? 0);
    nextOf(node.children, next);
  });
  return next;
}
