import type { DicomDataset } from '../src/dicom/dicom-json.ts';
import type { SeriesPlan, StudyPlan } from './synthetic-modules.ts';
import {
  codeOf,
  commonModules,
  datasetOf,
  greyPixelModule,
  sequenceOf,
} from './synthetic-modules.ts';
import { addNoise, drawEllipses, markerRadius, toWords } from './synthetic-pixels.ts';
import { seededRandom, uidFromSeed } from './seeded-random.ts';

/** An instance before it is written: attributes, and native frames in little endian order. */
export interface SyntheticInstance {
  readonly dataset: DicomDataset;
  readonly frames: readonly Uint8Array[];
}

/** Which slice of which stack. */
export interface SlicePlan {
  readonly study: StudyPlan;
  readonly index: number;
  readonly count: number;
  readonly rows?: number;
  readonly columns?: number;
  /** Half width of the noise in stored values; 0 deflates best. */
  readonly noise?: number;
  readonly SeriesNumber?: number;
  readonly SeriesInstanceUID?: string;
}

const image = '1.2.840.10008.5.1.4.1.1.';

function seriesOf(
  plan: SlicePlan,
  Modality: string,
  sopClass: string,
  SeriesDescription: string,
): SeriesPlan {
  return {
    study: plan.study,
    Modality,
    SOPClassUID: image + sopClass,
    SeriesNumber: plan.SeriesNumber ?? 1,
    SeriesDescription,
    ...(plan.SeriesInstanceUID === undefined ? {} : { SeriesInstanceUID: plan.SeriesInstanceUID }),
  };
}

/** Axial stack geometry: frame of reference of the study, slices from feet to head (PS3.3 C.7.6.2). */
function axialPlane(
  plan: SlicePlan,
  size: number,
  spacingMm: number,
  thicknessMm: number,
): DicomDataset {
  const z = plan.index * thicknessMm;
  const corner = (-size * spacingMm) / 2;
  return datasetOf({
    SliceThickness: thicknessMm,
    SpacingBetweenSlices: thicknessMm,
    ImagePositionPatient: [corner, corner, z],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    FrameOfReferenceUID: uidFromSeed(`${plan.study.seed}/frame-of-reference`),
    PositionReferenceIndicator: [],
    SliceLocation: z,
    PixelSpacing: [spacingMm, spacingMm],
  });
}

/** A body with two organs and the slice marker; values in the unit of the modality. */
function body(plan: SlicePlan, rows: number, columns: number, levels: BodyLevels): Float32Array {
  const marker = markerRadius(plan.index, plan.count);
  return drawEllipses(rows, columns, levels.air, [
    { x: 0.5, y: 0.5, radiusX: 0.42, radiusY: 0.34, value: levels.soft },
    { x: 0.34, y: 0.48, radiusX: 0.13, radiusY: 0.17, value: levels.left },
    { x: 0.66, y: 0.48, radiusX: 0.13, radiusY: 0.17, value: levels.right },
    { x: 0.5, y: 0.72, radiusX: 0.06, radiusY: 0.06, value: levels.bone },
    { x: 0.5, y: 0.42, radiusX: marker, radiusY: marker, value: levels.marker },
  ]);
}

interface BodyLevels {
  readonly air: number;
  readonly soft: number;
  readonly left: number;
  readonly right: number;
  readonly bone: number;
  readonly marker: number;
}

/** CT slice (PS3.3 A.3): 12 bits, HU = stored − 1024; the marker is 300 HU, soft tissue 40 HU, lungs −800 HU. */
export function ctSlice(plan: SlicePlan): SyntheticInstance {
  const rows = plan.rows ?? 128;
  const columns = plan.columns ?? rows;
  const levels = { air: -1000, soft: 40, left: -800, right: -800, bone: 900, marker: 300 };
  const plane = body(plan, rows, columns, levels).map((hu) => hu + 1024);
  addNoise(plane, seededRandom(`${plan.study.seed}/ct/${plan.index}`), plan.noise ?? 8);
  return {
    dataset: {
      ...commonModules(seriesOf(plan, 'CT', '2', 'Axial 3 mm'), plan.index),
      ...axialPlane(plan, columns, 360 / columns, 3),
      ...greyPixelModule(rows, columns, 12),
      ...datasetOf({
        ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
        BodyPartExamined: 'CHEST',
        PatientPosition: 'HFS',
        AcquisitionNumber: 1,
        KVP: 120,
        XRayTubeCurrent: 200,
        ExposureTime: 500,
        ConvolutionKernel: 'STANDARD',
        GantryDetectorTilt: 0,
        RescaleIntercept: -1024,
        RescaleSlope: 1,
        RescaleType: 'HU',
        WindowCenter: [40, -600],
        WindowWidth: [400, 1500],
        WindowCenterWidthExplanation: ['SOFT TISSUE', 'LUNG'],
      }),
    },
    frames: [toWords(plane, 0, 4095)],
  };
}

/** MR slice (PS3.3 A.4): 16 bits allocated, 12 stored, no rescale. */
export function mrSlice(plan: SlicePlan): SyntheticInstance {
  const rows = plan.rows ?? 128;
  const columns = plan.columns ?? rows;
  const levels = { air: 10, soft: 420, left: 700, right: 640, bone: 90, marker: 1100 };
  const plane = body(plan, rows, columns, levels);
  addNoise(plane, seededRandom(`${plan.study.seed}/mr/${plan.index}`), plan.noise ?? 12);
  return {
    dataset: {
      ...commonModules(seriesOf(plan, 'MR', '4', 'T1 axial'), plan.index),
      ...axialPlane(plan, columns, 230 / columns, 4),
      ...greyPixelModule(rows, columns, 12),
      ...datasetOf({
        ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'SE'],
        BodyPartExamined: 'HEAD',
        PatientPosition: 'HFS',
        AcquisitionNumber: 1,
        ScanningSequence: 'SE',
        SequenceVariant: 'NONE',
        ScanOptions: [],
        MRAcquisitionType: '2D',
        RepetitionTime: 500,
        EchoTime: 14,
        EchoTrainLength: 1,
        MagneticFieldStrength: 1.5,
        FlipAngle: 90,
        WindowCenter: 500,
        WindowWidth: 1000,
      }),
    },
    frames: [toWords(plane, 0, 4095)],
  };
}

/**
 * PET slice (PS3.3 A.21): BQML, rescale slope different on each slice, decay-corrected to the start of the
 * series. 370 MBq given one hour before, half-life of F-18, 71.5 kg: the marker has SUVbw 5.0, soft tissue 1.0.
 */
export function petSlice(plan: SlicePlan): SyntheticInstance {
  const rows = plan.rows ?? 128;
  const columns = plan.columns ?? rows;
  const halfLifeSeconds = 6586.2;
  const doseBq = 370e6;
  const suvOneBqPerMl = (doseBq * 2 ** (-3600 / halfLifeSeconds)) / (71.5 * 1000);
  const levels = { air: 0, soft: 1, left: 0.4, right: 0.4, bone: 1.5, marker: 5 };
  const RescaleSlope = Number((0.5 + 0.01 * plan.index).toFixed(4));
  const plane = body(plan, rows, columns, levels).map(
    (suv) => (suv * suvOneBqPerMl) / RescaleSlope,
  );
  const study: StudyPlan = { StudyDate: '20260512', StudyTime: '110000', ...plan.study };
  const date = study.StudyDate ?? '';
  return {
    dataset: {
      ...commonModules(seriesOf({ ...plan, study }, 'PT', '128', 'PET corrected'), plan.index),
      ...axialPlane(plan, columns, 500 / columns, 3),
      ...greyPixelModule(rows, columns, 16),
      ...datasetOf({
        ImageType: ['ORIGINAL', 'PRIMARY'],
        SeriesTime: '110000',
        AcquisitionTime: '110000',
        ActualFrameDuration: 180000,
        Units: 'BQML',
        CountsSource: 'EMISSION',
        SeriesType: ['STATIC', 'IMAGE'],
        Laterality: [],
        NumberOfSlices: plan.count,
        CorrectedImage: ['DECY', 'ATTN', 'SCAT', 'NORM', 'DTIM'],
        DecayCorrection: 'START',
        RandomsCorrectionMethod: 'DLYD',
        CollimatorType: [],
        FrameReferenceTime: 0,
        DecayFactor: 1,
        ImageIndex: plan.index + 1,
        RescaleIntercept: 0,
        RescaleSlope,
        WindowCenter: Math.round(2.5 * suvOneBqPerMl),
        WindowWidth: Math.round(5 * suvOneBqPerMl),
        RadiopharmaceuticalInformationSequence: sequenceOf(
          datasetOf({
            RadionuclideTotalDose: doseBq,
            RadionuclideHalfLife: halfLifeSeconds,
            RadionuclidePositronFraction: 0.967,
            RadiopharmaceuticalStartTime: '100000',
            RadiopharmaceuticalStartDateTime: `${date}100000`,
            Radiopharmaceutical: 'FDG',
            RadionuclideCodeSequence: codeOf('C-111A1', 'SRT', '^18^Fluorine'),
            RadiopharmaceuticalCodeSequence: codeOf('C-B1031', 'SRT', 'Fluorodeoxyglucose F^18^'),
          }),
        ),
        PatientOrientationCodeSequence: codeOf('F-10450', 'SRT', 'recumbent'),
        PatientGantryRelationshipCodeSequence: codeOf('F-10470', 'SRT', 'headfirst'),
      }),
    },
    frames: [toWords(plane, 0, 65535)],
  };
}

/** Attributes of projection radiography with a digital detector (PS3.3 A.26). */
function projectionModules(): DicomDataset {
  return datasetOf({
    ImageType: ['ORIGINAL', 'PRIMARY', ''],
    PresentationIntentType: 'FOR PRESENTATION',
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: -1,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
    LossyImageCompression: '00',
    BurnedInAnnotation: 'NO',
    AcquisitionContextSequence: sequenceOf(),
    DetectorType: 'DIRECT',
  });
}

/** DX view (PS3.3 A.26): 14 bits, spacing at the detector only (ImagerPixelSpacing 0.14 mm), 3000 × 2500 unless told. */
export function dxView(plan: SlicePlan): SyntheticInstance {
  const rows = plan.rows ?? 3000;
  const columns = plan.columns ?? 2500;
  const levels = { air: 1500, soft: 7000, left: 3500, right: 3600, bone: 12000, marker: 9000 };
  const plane = body(plan, rows, columns, levels);
  addNoise(plane, seededRandom(`${plan.study.seed}/dx/${plan.index}`), plan.noise ?? 60);
  const spacingMm = Number(((0.14 * 3000) / rows).toFixed(4));
  return {
    dataset: {
      ...commonModules(seriesOf(plan, 'DX', '1.1', 'PA'), plan.index),
      ...greyPixelModule(rows, columns, 14),
      ...projectionModules(),
      ...datasetOf({
        BodyPartExamined: 'CHEST',
        ViewPosition: 'PA',
        PatientOrientation: ['L', 'F'],
        ImageLaterality: 'U',
        PositionerType: [],
        AnatomicRegionSequence: codeOf('51185008', 'SCT', 'Chest'),
        ImagerPixelSpacing: [spacingMm, spacingMm],
        KVP: 125,
        Exposure: 2,
        WindowCenter: 7000,
        WindowWidth: 12000,
      }),
    },
    frames: [toWords(plane, 0, 16383)],
  };
}

/** Which breast and which projection a mammogram shows. */
export interface MammogramView {
  readonly laterality: 'L' | 'R';
  readonly view: 'CC' | 'MLO';
}

/** MG view (PS3.3 A.27): 12 bits, ImageLaterality, view code, chest wall on the side that PatientOrientation tells. */
export function mgView(plan: SlicePlan, { laterality, view }: MammogramView): SyntheticInstance {
  const rows = plan.rows ?? 1200;
  const columns = plan.columns ?? 900;
  const wall = laterality === 'L' ? 0 : 1;
  const nipple = laterality === 'L' ? 0.42 : 0.58;
  const plane = drawEllipses(rows, columns, 0, [
    { x: wall, y: 0.5, radiusX: 0.5, radiusY: 0.36, value: 1600 },
    { x: wall + (0.5 - wall) * 0.5, y: 0.48, radiusX: 0.14, radiusY: 0.18, value: 2500 },
    { x: nipple, y: 0.5, radiusX: 0.012, radiusY: 0.01, value: 3500 },
  ]);
  addNoise(plane, seededRandom(`${plan.study.seed}/mg/${plan.index}`), plan.noise ?? 25);
  const code =
    view === 'CC'
      ? { CodeValue: '399162004', CodeMeaning: 'cranio-caudal' }
      : { CodeValue: '399368009', CodeMeaning: 'medio-lateral oblique' };
  const towards = laterality === 'L' ? 'A' : 'P';
  const down = view === 'CC' ? (laterality === 'L' ? 'R' : 'L') : 'F';
  const spacingMm = Number(((0.1 * 2400) / rows).toFixed(4));
  return {
    dataset: {
      ...commonModules(seriesOf(plan, 'MG', '1.2', `${laterality} ${view}`), plan.index),
      ...greyPixelModule(rows, columns, 12),
      ...projectionModules(),
      ...datasetOf({
        BodyPartExamined: 'BREAST',
        ViewPosition: view,
        ImageLaterality: laterality,
        PatientOrientation: [towards, down],
        OrganExposed: 'BREAST',
        PositionerType: 'MAMMOGRAPHIC',
        PositionerPrimaryAngle: view === 'CC' ? 0 : 45,
        ImagerPixelSpacing: [spacingMm, spacingMm],
        EstimatedRadiographicMagnificationFactor: 1.07,
        AnatomicRegionSequence: codeOf('76752008', 'SCT', 'Breast'),
        ViewCodeSequence: sequenceOf(
          datasetOf({
            ...code,
            CodingSchemeDesignator: 'SCT',
            ViewModifierCodeSequence: sequenceOf(),
          }),
        ),
        WindowCenter: 2000,
        WindowWidth: 3500,
      }),
    },
    frames: [toWords(plane, 0, 4095)],
  };
}
