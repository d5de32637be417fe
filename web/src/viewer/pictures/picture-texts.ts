import { numberOf, textOf } from '#shared/dicom/element-access.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import { tags } from '#shared/dicom/tag.ts';
import { isDigitizedFilm, wentThroughLoss } from '#shared/annotation/measure-region.ts';
import { imageContradictions } from '#shared/pixel/image-contradictions.ts';
import type { OrientationLabels } from '#shared/pixel/orientation-labels.ts';
import type { Voi } from '#shared/pixel/voi-lut.ts';
import type { StudyPatient } from '../../live/patient-book.ts';
import { knownDayText } from '../chrome/patient-banner.tsx';
import { choiceText, unitText, windowText, type Words } from '../chrome/view-words.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { Picture } from '../stage/picture.ts';
import { choiceInForce, type StackLook } from '../state/stack-look.ts';
import { isMirrored } from '../state/viewer-state.ts';

/** One word above a picture; `loud` ones change how it must be read. */
export interface PictureBadge {
  readonly text: string;
  readonly isLoud: boolean;
}

/** What stands in the bands above and below a picture. */
export interface PictureTexts {
  readonly badges: readonly PictureBadge[];
  /** Empty unless a person asked for them. */
  readonly patient: readonly string[];
  readonly footer: readonly string[];
}

export interface TextsOf {
  readonly picture: Picture;
  readonly stack: FrameStack;
  /** 0-based, in its stack. */
  readonly index: number;
  readonly look: StackLook;
  readonly voi: Voi | null;
  readonly labels: OrientationLabels | 'unknown' | null;
  /** Null: no name, number or date of the patient. */
  readonly patient: StudyPatient | 'as filed' | null;
}

/** The words of one picture. What names a patient is in `patient` alone. */
export function textsOfPicture(of: TextsOf, words: Words): PictureTexts {
  return {
    badges: badgesOf(of, words),
    patient: of.patient === null ? [] : patientLines(of.picture, of.patient, words),
    footer: [techniqueLine(of, words), words.text('picture.notForDiagnosis')].filter(Boolean),
  };
}

function badgesOf({ picture, stack, index, look, labels }: TextsOf, { text }: Words) {
  const { dataset } = picture.record;
  const badges: PictureBadge[] = [];
  const add = (words: string, isLoud: boolean): void => void badges.push({ text: words, isLoud });
  if (isMirrored(look)) add(text('viewer.flipped'), true);
  const side =
    textOf(dataset, tags.ImageLaterality) ||
    textOf(dataset, tags.FrameLaterality) ||
    textOf(dataset, tags.Laterality);
  if (side === 'R' || side === 'L' || side === 'B') add(text(`viewer.side.${side}`), false);
  if (labels === 'unknown') add(text('viewer.noOrientation'), false);
  if (isDigitizedFilm(dataset)) add(text('picture.film'), true);
  if (wentThroughLoss(dataset, picture.frame)) {
    const ratio = numberOf(dataset, tags.LossyImageCompressionRatio);
    const rounded = ratio === null ? null : Math.round(ratio * 10) / 10;
    add(
      rounded === null ? text('viewer.lossy') : text('viewer.lossyRatio', { ratio: rounded }),
      true,
    );
  }
  for (const code of imageContradictions(dataset, picture.frameIndex)) {
    add(text(`import.warning.${code}`), true);
  }
  if (stack.frames[index]?.instance.isVariant === true) add(text('viewer.variant'), true);
  return badges;
}

function techniqueLine({ picture, stack, index, look, voi }: TextsOf, words: Words): string {
  const { text } = words;
  const unit = picture.pipeline.kind === 'grey' ? picture.pipeline.modality.unit : null;
  const choice = choiceInForce(picture, look);
  const window =
    voi === null
      ? ''
      : voi.kind === 'window'
        ? [windowText(voi, words), unit === null ? '' : unitText(unit, text)].join(' ').trim()
        : [text('viewer.windowLut'), choice === null ? '' : choiceText(choice, text)]
            .join(' ')
            .trim();
  const place =
    stack.frames.length > 1
      ? text('picture.place', { n: index + 1, count: stack.frames.length })
      : '';
  const inverted = look.isInverted ? text('viewer.inverted') : '';
  return [stack.series.Modality, place, window, inverted].filter(Boolean).join(' · ');
}

/** As the file says it; behind the name shown in its place where the patient was corrected. */
function patientLines(
  picture: Picture,
  patient: StudyPatient | 'as filed',
  { text, language }: Words,
): readonly string[] {
  const { dataset } = picture.record;
  const nameOf = (name: string, id: string): string =>
    [formatPersonName(name) || text('viewer.patientNameless'), id].filter(Boolean).join(' · ');
  const file = nameOf(textOf(dataset, tags.PatientName), textOf(dataset, tags.PatientID));
  const shown =
    patient === 'as filed' ? file : nameOf(patient.shown.PatientName, patient.shown.PatientID);
  const day = (tag: string): string => knownDayText(textOf(dataset, tag), language);
  const born = day(tags.PatientBirthDate);
  const taken = day(tags.StudyDate);
  return [
    shown === file ? file : `${shown} (${text('patient.fileSays', { file })})`,
    [
      born === '' ? '' : text('viewer.patientBorn', { date: born }),
      taken === '' ? '' : text('picture.taken', { date: taken }),
    ]
      .filter(Boolean)
      .join(' · '),
  ].filter(Boolean);
}
