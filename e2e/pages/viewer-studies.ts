/** Generated studies for the specs of the viewer: small, and with pixels that the specs can compute. */
import type { DicomDataset } from '../../shared/src/dicom/dicom-json.ts';
import type { DecodedFrame } from '../../shared/src/pixel/image-description.ts';
import {
  ctSlice,
  mrSlice,
  type SyntheticInstance,
} from '../../shared/testing/synthetic-instance.ts';
import {
  commonModules,
  datasetOf,
  greyPixelModule,
  type StudyPlan,
} from '../../shared/testing/synthetic-modules.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';

export const sliceCount = 9;
export const clipFrameCount = 24;

/** A CT of nine slices and an MR of three in one study. */
export function stackStudy(): SyntheticInstance[] {
  const study: StudyPlan = { seed: 'viewer/stack', PatientName: 'Stack^Carla', PatientID: 'ST-1' };
  const slices = Array.from({ length: sliceCount }, (_, index) =>
    ctSlice({ study, index, count: sliceCount, rows: 128 }),
  );
  const others = Array.from({ length: 3 }, (_, index) =>
    mrSlice({ study, index, count: 3, rows: 64, SeriesNumber: 2 }),
  );
  return [...slices, ...others];
}

/** A clip at 25 frames a second. */
export function clipStudy(): SyntheticInstance[] {
  const study: StudyPlan = { seed: 'viewer/clip', PatientName: 'Clip^Ulla' };
  return [usClip({ study, frameCount: clipFrameCount, frameTimeMs: 40 })];
}

export const rampColumns = 160;
export const rampRows = 96;

/** Every stored value from 0 to 4095 along rows and columns; nothing tells how large a pixel is. */
export function rampValueAt(column: number, row: number): number {
  return Math.floor(((row * rampColumns + column) * 4095) / (rampColumns * rampRows - 1));
}

function rampInstance(
  index: number,
  description: string,
  changes: DicomDataset,
): SyntheticInstance {
  const study: StudyPlan = { seed: 'viewer/ramp', PatientName: 'Ramp^Gerda' };
  const series = {
    study,
    Modality: 'OT',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.7.3',
    SeriesNumber: index + 1,
    SeriesDescription: description,
  };
  const bytes = new Uint8Array(rampColumns * rampRows * 2);
  for (let pixel = 0; pixel < rampColumns * rampRows; pixel += 1) {
    const value = rampValueAt(pixel % rampColumns, Math.floor(pixel / rampColumns));
    bytes[2 * pixel] = value & 0xff;
    bytes[2 * pixel + 1] = value >> 8;
  }
  return {
    dataset: {
      ...commonModules(series, 0),
      ...greyPixelModule(rampRows, rampColumns, 12),
      ...datasetOf({ ConversionType: 'SYN', WindowCenter: 2048, WindowWidth: 3000 }),
      ...changes,
    },
    frames: [bytes],
  };
}

/** A grey ramp as it is, with MONOCHROME1, and with pixels twice as high as wide. */
export function rampStudy(): SyntheticInstance[] {
  return [
    rampInstance(0, 'Ramp', {}),
    rampInstance(1, 'Inverted', datasetOf({ PhotometricInterpretation: 'MONOCHROME1' })),
    rampInstance(2, 'Tall pixels', datasetOf({ PixelAspectRatio: [2, 1] })),
  ];
}

/** Stored values of a 16-bit grey frame, as a decoder must give them. */
export function storedWords({ frames: [bytes] }: SyntheticInstance): Uint16Array {
  if (bytes === undefined) throw new Error('no frame');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: bytes.byteLength / 2 }, (_, i) => view.getUint16(2 * i, true));
}

/** The frame that a decoder must give for a 16-bit grey instance. */
export function greyFrameOf(
  values: Uint16Array,
  Rows: number,
  Columns: number,
  PhotometricInterpretation: 'MONOCHROME1' | 'MONOCHROME2' = 'MONOCHROME2',
): DecodedFrame {
  return {
    Rows,
    Columns,
    SamplesPerPixel: 1,
    values,
    PhotometricInterpretation,
    minValue: values.reduce((least, value) => Math.min(least, value), 65535),
    maxValue: values.reduce((most, value) => Math.max(most, value), 0),
    lossy: false,
  };
}
