import type { DicomDataset } from '#shared/dicom/dicom-json.ts';
import { numberOf, numbersOf, textOf, textsOf } from '#shared/dicom/element-access.ts';
import { tags, type Keyword } from '#shared/dicom/tag.ts';
import { frameDataset } from '#shared/pixel/functional-groups.ts';
import type { TextLevel } from '../state/viewer-state.ts';
import type { MessageKey } from '../../ui/use-text.ts';
import { numberText, type Words } from './view-words.ts';

/** What a value is: a message, or `=` and a short name that is the same everywhere. */
type Name = MessageKey | `=${string}`;

interface Part {
  readonly keyword: Keyword;
  readonly name?: Name;
  /** null: text as it stands. */
  readonly unit: string | null;
  readonly divisor: number;
}

const words = (keyword: Keyword, name?: Name): Part => ({
  keyword,
  unit: null,
  divisor: 1,
  ...(name === undefined ? {} : { name }),
});

const amount = (keyword: Keyword, unit: string, name?: Name, divisor = 1): Part => ({
  ...words(keyword, name),
  unit,
  divisor,
});

/** Each row a line of level 2: how the image was taken (units as PS3.3 gives them). */
const technique: readonly (readonly Part[])[] = [
  [words('ViewPosition'), words('BodyPartExamined')],
  [
    amount('KVP', 'kV'),
    amount('XRayTubeCurrent', 'mA'),
    amount('Exposure', 'mAs'),
    amount('SliceThickness', 'mm', 'viewer.technique.thickness'),
  ],
  [
    amount('MagneticFieldStrength', 'T'),
    amount('RepetitionTime', 'ms', '=TR'),
    amount('EchoTime', 'ms', '=TE'),
  ],
];

/** What level 3 adds. */
const more: readonly (readonly Part[])[] = [
  [words('StudyDescription')],
  [words('ProtocolName', 'viewer.technique.protocol')],
  [
    words('AccessionNumber', 'viewer.technique.accession'),
    words('StudyID', 'viewer.technique.studyId'),
  ],
  [words('InstitutionName')],
  [words('Manufacturer'), words('ManufacturerModelName'), words('StationName')],
  [
    amount('ExposureTime', 'ms', 'viewer.technique.exposureTime'),
    words('ConvolutionKernel', 'viewer.technique.kernel'),
    words('FilterType', 'viewer.technique.filter'),
    amount('GantryDetectorTilt', '°', 'viewer.technique.tilt'),
  ],
  [
    words('SequenceName', 'viewer.technique.sequence'),
    words('ScanningSequence'),
    amount('FlipAngle', '°', 'viewer.technique.flip'),
    amount('InversionTime', 'ms', '=TI'),
  ],
  [
    words('PatientPosition', 'viewer.technique.position'),
    amount('SpacingBetweenSlices', 'mm', 'viewer.technique.spacing'),
    amount('SliceLocation', 'mm', 'viewer.technique.location'),
  ],
  [
    amount('DistanceSourceToDetector', 'mm', 'viewer.technique.distance'),
    amount('TransducerFrequency', 'MHz', undefined, 1_000_000),
    words('MechanicalIndex', '=MI'),
  ],
  [words('ContrastBolusAgent', 'viewer.technique.contrast')],
  [words('ImageType', 'viewer.technique.imageType')],
  [words('ImageComments')],
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

const isShort = (name: Name): name is `=${string}` => name.startsWith('=');

function partText(dataset: DicomDataset, part: Part, { text, language }: Words): string {
  const { keyword, unit, name, divisor } = part;
  const named = (value: string): string => {
    if (value === '' || name === undefined) return value;
    return `${isShort(name) ? name.slice(1) : text(name)} ${value}`;
  };
  if (unit === null) {
    const value = textsOf(dataset, tags[keyword]).filter(Boolean).join('\\');
    return named(value.length > cutAt ? `${value.slice(0, cutAt)}…` : value);
  }
  const value = numberOf(dataset, tags[keyword]);
  if (value === null) return '';
  // Old scanners wrote gauss; no magnet for people has this many teslas.
  if (keyword === 'MagneticFieldStrength' && value > teslaMax) return '';
  const shown = value / divisor;
  const decimals = Number.isInteger(shown) ? 0 : Math.abs(shown) < 10 ? 2 : 1;
  return named(`${numberText(shown, decimals, language)}\u00a0${unit}`);
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
