import type { DicomFailure } from '../failure/dicom-failure.ts';
import { fail, ok } from '../failure/result.ts';
import type { Result } from '../failure/result.ts';
import type { ByteSource } from './byte-source.ts';
import { memoryByteSource } from './byte-source.ts';
import { ByteWindow } from './byte-window.ts';
import { Damage } from './damage.ts';
import type { DicomDataset } from './dicom-json.ts';
import { textOf } from './element-access.ts';
import type { Encoding, VrOf } from './element-header.ts';
import type { FileMeta } from './file-meta.ts';
import { readFileMeta } from './file-meta.ts';
import { inflateFrom } from './inflate.ts';
import type { ParsedDataset } from './parse-dataset.ts';
import { parseDataset } from './parse-dataset.ts';
import type { ParsedInstance, PixelLayout } from './parsed-instance.ts';
import { layOutFrames } from './pixel-layout.ts';
import type { PixelSpan } from './pixel-span.ts';
import { locatePixelData } from './pixel-span.ts';
import { mediaStorageDirectory, sopClassOf } from './sop-class.ts';
import { tags, vrOf } from './tag.ts';
import {
  encapsulatedUncompressed,
  explicitVrLittleEndian,
  transferSyntaxOf,
} from './transfer-syntax.ts';
import { isUid } from './uid.ts';

export interface ParseOptions {
  /** VR of a tag in Implicit VR data sets; without it, the attributes of `tag.ts` are known and the rest is UN. */
  readonly vrOf?: VrOf;
}

/** A Part 10 file as it is, whatever it holds: also a DICOMDIR, also without identity. */
export interface Part10 {
  readonly meta: DicomDataset;
  readonly dataset: DicomDataset;
  readonly TransferSyntaxUID: string;
  readonly hasPreamble: boolean;
  readonly hasFileMeta: boolean;
  readonly datasetByteOffset: number;
  readonly pixel: PixelLayout | null;
  readonly warnings: readonly string[];
}

/**
 * Parses a DICOM file (PS3.10 7) to identity, attributes and the place of every frame, reading only what it
 * needs. Files without preamble or File Meta Information, deflated and big endian ones are read as well.
 * Failures: NOT_DICOM, DICOMDIR, TRUNCATED, DATASET_DAMAGED, UID_MISSING, UID_INVALID and the others of
 * DicomFailureCode; never throws, never takes memory that a damaged length claims.
 */
export async function parsePart10(
  source: ByteSource,
  options: ParseOptions = {},
): Promise<Result<ParsedInstance, DicomFailure>> {
  const read = await attempt(source, options, true);
  if (!read.ok) return read;
  const { meta, dataset, ...file } = read.value;
  if (dataset[tags.DirectoryRecordSequence] !== undefined) {
    return fail({ code: 'DICOMDIR', step: 'identity' });
  }
  const identity = identityOf(meta, dataset);
  if (!identity.ok) return identity;
  const warnings = [...file.warnings];
  if (file.pixel === null && sopClassOf(identity.value.SOPClassUID)?.isImage === true) {
    warnings.push('PIXEL_DATA_MISSING');
  }
  const told = textOf(meta, tags.MediaStorageSOPInstanceUID);
  if (told !== '' && told !== identity.value.SOPInstanceUID) warnings.push('META_DIFFERS');
  return ok({ ...identity.value, ...file, dataset, warnings });
}

/** Parses a DICOM file of any kind without asking for identity; failures as in `parsePart10`. */
export async function readPart10(
  source: ByteSource,
  options: ParseOptions = {},
): Promise<Result<Part10, DicomFailure>> {
  return await attempt(source, options, false);
}

async function attempt(
  source: ByteSource,
  options: ParseOptions,
  instancesOnly: boolean,
): Promise<Result<Part10, DicomFailure>> {
  try {
    return ok(await readFile(source, options.vrOf ?? vrOf, instancesOnly));
  } catch (error) {
    if (error instanceof Damage) return fail(error.failure);
    throw error;
  }
}

async function readFile(source: ByteSource, vrOf: VrOf, instancesOnly: boolean): Promise<Part10> {
  const warnings = new Set<string>();
  const warn = (code: string): void => void warnings.add(code);
  const window = new ByteWindow(source);
  const file = await readFileMeta(source, window, warn);
  const { meta, hasPreamble, hasFileMeta, datasetByteOffset } = file;
  if (instancesOnly && textOf(meta, tags.MediaStorageSOPClassUID) === mediaStorageDirectory) {
    throw new Damage({ code: 'DICOMDIR', step: 'identity' });
  }
  const content = file.deflated
    ? await parseContent(
        inflatedWindow(await inflateFrom(source, datasetByteOffset)),
        0,
        file,
        vrOf,
        warn,
      )
    : await parseContent(window, datasetByteOffset, file, vrOf, warn).catch((error: unknown) => {
        throw hasFileMeta || hasPreamble ? error : asNotDicom(error, datasetByteOffset);
      });
  return {
    meta,
    hasPreamble,
    hasFileMeta,
    datasetByteOffset,
    ...content,
    warnings: [...warnings],
  };
}

function inflatedWindow(bytes: Uint8Array): ByteWindow {
  return new ByteWindow(memoryByteSource(bytes));
}

/** Bytes without any DICOM header that break within their first elements were something else all along. */
function asNotDicom(error: unknown, byteOffset: number): unknown {
  if (!(error instanceof Damage)) return error;
  const at = error.failure.byteOffset ?? 0;
  return at < byteOffset + 64 ? new Damage({ code: 'NOT_DICOM', step: 'sniff' }) : error;
}

interface Content {
  readonly dataset: DicomDataset;
  readonly pixel: PixelLayout | null;
  readonly TransferSyntaxUID: string;
}

async function parseContent(
  window: ByteWindow,
  byteOffset: number,
  file: FileMeta,
  vrOf: VrOf,
  warn: (code: string) => void,
): Promise<Content> {
  const head = await parseDataset(window, byteOffset, file.encoding, { vrOf, warn });
  if (head.pixelHeader === null) {
    return { dataset: head.dataset, pixel: null, TransferSyntaxUID: file.TransferSyntaxUID };
  }
  const span = await locatePixelData(window, head.pixelHeader, file.encoding, warn);
  const tail = await parseTail(window, span.endOffset, file.encoding, vrOf, warn);
  // The element itself stays, without its value: its VR says how big endian words lie.
  const pixelElement = { [head.pixelHeader.tag]: { vr: head.pixelHeader.vr } };
  const dataset = { ...head.dataset, ...pixelElement, ...tail };
  const TransferSyntaxUID = syntaxOfPixels(file.TransferSyntaxUID, span, warn);
  const element = elementName(head);
  const syntax = transferSyntaxOf(TransferSyntaxUID);
  const pixel = layOutFrames(dataset, element, span, syntax, file.deflated, warn);
  return { dataset, pixel, TransferSyntaxUID };
}

/**
 * Elements behind the pixel data: padding, digital signatures. What is broken there is left out as a whole,
 * with a warning: everything that identifies and describes the instance came before.
 */
async function parseTail(
  window: ByteWindow,
  byteOffset: number,
  encoding: Encoding,
  vrOf: VrOf,
  warn: (code: string) => void,
): Promise<DicomDataset> {
  if (byteOffset >= window.byteLength) return {};
  try {
    const tail = await parseDataset(window, byteOffset, encoding, { vrOf, warn: () => undefined });
    if (tail.endOffset < window.byteLength) warn('TRAILING_BYTES');
    return tail.dataset;
  } catch (error) {
    if (!(error instanceof Damage) || error.failure.code === 'READ_FAILED') throw error;
    warn('TRAILING_BYTES');
    return {};
  }
}

function elementName(head: ParsedDataset): PixelLayout['element'] {
  if (head.pixelHeader?.tag === tags.FloatPixelData) return 'FloatPixelData';
  if (head.pixelHeader?.tag === tags.DoubleFloatPixelData) return 'DoubleFloatPixelData';
  return 'PixelData';
}

/** Native bytes under a compressed syntax, or fragments under a native one: the bytes win again. */
function syntaxOfPixels(told: string, span: PixelSpan, warn: (code: string) => void): string {
  const encapsulated = transferSyntaxOf(told)?.encapsulated === true;
  if (encapsulated === (span.encoding === 'encapsulated')) return told;
  warn('TRANSFER_SYNTAX_DIFFERS');
  return encapsulated ? explicitVrLittleEndian : encapsulatedUncompressed;
}

type Identity = Pick<
  ParsedInstance,
  'StudyInstanceUID' | 'SeriesInstanceUID' | 'SOPInstanceUID' | 'SOPClassUID'
>;

function identityOf(meta: DicomDataset, dataset: DicomDataset): Result<Identity, DicomFailure> {
  const SOPClassUID =
    textOf(dataset, tags.SOPClassUID) || textOf(meta, tags.MediaStorageSOPClassUID);
  if (SOPClassUID === '') {
    return fail({ code: 'SOP_CLASS_MISSING', step: 'identity', tag: tags.SOPClassUID });
  }
  const identity = {
    SOPClassUID,
    SOPInstanceUID: textOf(dataset, tags.SOPInstanceUID),
    StudyInstanceUID: textOf(dataset, tags.StudyInstanceUID),
    SeriesInstanceUID: textOf(dataset, tags.SeriesInstanceUID),
  };
  for (const keyword of [
    'SOPInstanceUID',
    'StudyInstanceUID',
    'SeriesInstanceUID',
    'SOPClassUID',
  ] as const) {
    const code = identity[keyword] === '' ? 'UID_MISSING' : 'UID_INVALID';
    if (!isUid(identity[keyword])) return fail({ code, step: 'identity', tag: tags[keyword] });
  }
  return ok(identity);
}
