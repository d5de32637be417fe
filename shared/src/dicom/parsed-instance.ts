import type { DicomDataset } from './dicom-json.ts';
import type { InstanceUID, SeriesUID, SOPClassUID, StudyUID, TransferSyntaxUID } from './uid.ts';

/** More frames than this are told of and not shown: lists of frames are held in memory. */
export const framesMax = 1_000_000;

/** What the parser makes of one file: identity, attributes, and where each frame's bytes lie. */
export interface ParsedInstance {
  readonly StudyInstanceUID: StudyUID;
  readonly SeriesInstanceUID: SeriesUID;
  readonly SOPInstanceUID: InstanceUID;
  readonly SOPClassUID: SOPClassUID;
  /** Of the bytes as they came; implied where the file has no File Meta Information. */
  readonly TransferSyntaxUID: TransferSyntaxUID;
  readonly hasPreamble: boolean;
  readonly hasFileMeta: boolean;
  /** Where the data set begins in the file (after group 0002). */
  readonly datasetByteOffset: number;
  /** Without group 0002 and without the pixel data's value. */
  readonly dataset: DicomDataset;
  readonly pixel: PixelLayout | null;
  /** What is odd but readable, as codes: the import line tells it. */
  readonly warnings: readonly string[];
}

/** Where frames lie. Offsets count from the start of the file, or of the inflated data set where `inflated`. */
export interface PixelLayout {
  readonly element: 'PixelData' | 'FloatPixelData' | 'DoubleFloatPixelData';
  readonly encoding: 'native' | 'encapsulated';
  /** True for deflated transfer syntaxes: bytes must come from the inflated data set. */
  readonly inflated: boolean;
  readonly frameCount: number;
  /** Native only: first frame's offset, and bits of one frame (a frame of 1-bit data need not end on a byte). */
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly frameBitLength: number;
  /** Encapsulated only: per frame the pieces [byteOffset, byteLength, …] whose concatenation is the codestream. */
  readonly frames: readonly (readonly number[])[];
}
