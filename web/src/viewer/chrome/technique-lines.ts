import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { numberOf, numbersOf, textOf, textsOf } from '#shared/dicom/element-access.ts';
import { tags, type Keyword } from '#shared/dicom/tag.ts';
import { frameDataset } from '#shared/pixel/functional-groups.ts';
import type { TextLevel } from '../state/viewer-state.ts';
import { numberText, type Words } from './view-words.ts';

type Part =
  | readonly [keyword: Keyword, unit: string, divisor?: number]
  /** Text as it stands, and with a short name before it. */
  | readonly [keyword: Keyword, unit: null, name?: string];

/** Each row a line of level 2: how the image was taken (units as PS3.3 gives them). */
const technique: readonly (readonly Part[])[] = [
  [
    ['ViewPosition', null],
    ['BodyPartExamined', null],
  ],
  [
    ['KVP', 'kV'],
    ['XRayTubeCurrent', 'mA'],
    ['Exposure', 'mAs'],
    ['SliceThickness', 'mm'],
  ],
  [
    ['MagneticFieldStrength', 'T'],
    ['RepetitionTime', 'ms', 1],
    ['EchoTime', 'ms', 1],
  ],
];

/** What level 3 adds. */
const more: readonly (readonly Part[])[] = [
  [['StudyDescription', null]],
  [['ProtocolName', null]],
  [
    ['AccessionNumber', null, 'Acc'],
    ['StudyID', null, 'ID'],
  ],
  [['InstitutionName', null]],
  [
    ['Manufacturer', null],
    ['ManufacturerModelName', null],
    ['StationName', null],
  ],
  [
    ['ExposureTime', 'ms'],
    ['ConvolutionKernel', null],
    ['FilterType', null],
    ['GantryDetectorTilt', '°'],
  ],
  [
    ['SequenceName', null],
    ['ScanningSequence', null],
    ['FlipAngle', '°'],
    ['InversionTime', 'ms'],
  ],
  [
    ['PatientPosition', null],
    ['SpacingBetweenSlices', 'mm'],
    ['SliceLocation', 'mm'],
  ],
  [
    ['DistanceSourceToDetector', 'mm'],
    ['TransducerFrequency', 'MHz', 1_000_000],
    ['MechanicalIndex', null, 'MI'],
  ],
  [['ContrastBolusAgent', null]],
  [['ImageType', null]],
  [['ImageComments', null]],
];

/**
 * The lines on how an image was taken: none below level 2, technique at 2, every attribute of use at 3. What
 * a file does not say is left out, never guessed.
 */
export function techniqueLines(
  dataset: DicomDataset,
  frameIndex: number,
  level: TextLevel,
  words: Words,
): readonly string[] {
  if (level < 2) return [];
  const rows = level === 3 ? [...technique, ...more] : technique;
  const lines = rows.map((row) =>
    row
      .map((part) => partText(dataset, part, words))
      .filter((text) => text !== '')
      .join(' · '),
  );
  const size = level === 3 ? sizeLine(dataset, frameIndex, words) : '';
  return [...new Set([...lines, size].filter((line) => line !== ''))];
}

const cutAt = 64;
const teslaMax = 25;

function partText(dataset: DicomDataset, part: Part, { language }: Words): string {
  const [keyword, unit, extra] = part;
  if (unit === null) {
    const value = textsOf(dataset, tags[keyword]).filter(Boolean).join('\\');
    const named = value === '' || extra === undefined ? value : `${extra} ${value}`;
    return named.length > cutAt ? `${named.slice(0, cutAt)}…` : named;
  }
  const value = numberOf(dataset, tags[keyword]);
  if (value === null) return '';
  // Old scanners wrote gauss; no magnet for people has this many teslas.
  if (keyword === 'MagneticFieldStrength' && value > teslaMax) return '';
  const shown = value / (typeof extra === 'number' ? extra : 1);
  const decimals = Number.isInteger(shown) ? 0 : Math.abs(shown) < 10 ? 2 : 1;
  return `${numberText(shown, decimals, language)}\u00a0${unit}`;
}

function sizeLine(dataset: DicomDataset, frameIndex: number, { language }: Words): string {
  const columns = numberOf(dataset, tags.Columns);
  const rows = numberOf(dataset, tags.Rows);
  if (columns === null || rows === null) return '';
  const measures = frameDataset(dataset, frameIndex, tags.PixelMeasuresSequence);
  const millimetres = spacingText(numbersOf(measures, tags.PixelSpacing) ?? [], language);
  const photometric = textOf(dataset, tags.PhotometricInterpretation);
  return [`${String(columns)} × ${String(rows)}`, millimetres, photometric]
    .filter(Boolean)
    .join(' · ');
}

/** Columns' distance before rows' as the size is written, one number where both are the same; in mm. */
function spacingText([ofRows, ofColumns]: readonly number[], language: string): string {
  if (ofRows === undefined || ofColumns === undefined) return '';
  if (!(ofRows > 0 && ofColumns > 0)) return '';
  // A slide's pixels are a quarter of a thousandth: fixed decimals would call that nothing.
  const [across, down] = [ofColumns, ofRows].map((mm) =>
    numberText(mm, mm < 0.1 ? Math.min(12, 2 - Math.floor(Math.log10(mm))) : 3, language),
  );
  return `${across === down ? across : `${across} × ${down}`}\u00a0mm`;
}
