import { useMemo, type ReactNode } from 'react';
import { numberOf, textOf } from '#shared/dicom/element-access.ts';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import { tags } from '#shared/dicom/tag.ts';
import { imageContradictions } from '#shared/pixel/image-contradictions.ts';
import { useStudyPatient } from '../../live/use-patients.ts';
import { useWording } from '../../ui/use-text.ts';
import { useIsKeyImage } from '../session/use-key-image.ts';
import { useSession, useViewer } from '../session/viewer-context.ts';
import { measureMark } from '../marks/mark-values.ts';
import type { Picture } from '../stage/picture.ts';
import { zoomOf } from '../stage/view-transform.ts';
import { choiceInForce, voiInForce } from '../state/stack-look.ts';
import { isMirrored, lookOf, pictureOf, stackOf, type TextLevel } from '../state/viewer-state.ts';
import { useOrientation } from './orientation-letters.tsx';
import { FittingLines } from './fitting-lines.tsx';
import { techniqueLines } from './technique-lines.ts';
import { choiceText, unitText, valueText, windowText, type Words } from './view-words.ts';

/** What is read beside an image, as much as the level says. Side and badges stay at every level. */
export function CornerTexts(): ReactNode {
  const level = useViewer((state) => state.textLevel);
  return (
    <>
      {level >= 1 ? <TopCorner level={level} /> : null}
      <BadgeCorner />
      {level >= 2 ? <FrameCorner /> : null}
    </>
  );
}

function TopCorner({ level }: { readonly level: TextLevel }): ReactNode {
  const picture = useViewer(pictureOf);
  return (
    <div className="overlay-text corner corner-start corner-top" data-testid="top-texts">
      <FittingLines>
        {picture === null ? null : <PatientLine picture={picture} />}
        {level >= 2 ? <SeriesLines /> : null}
        {picture === null ? null : <TechniqueLines picture={picture} level={level} />}
      </FittingLines>
    </div>
  );
}

/** As the image itself says it, behind the name that is shown in its place where the patient was corrected. */
function PatientLine({ picture }: { readonly picture: Picture }): ReactNode {
  const { text } = useWording();
  const { dataset } = picture.record;
  const patient = useStudyPatient(useSession().study.studyKey);
  const name =
    formatPersonName(textOf(dataset, tags.PatientName)) || text('viewer.patientNameless');
  const id = textOf(dataset, tags.PatientID);
  const file = [name, id].filter(Boolean).join(' · ');
  const isOther = (patient?.differences ?? []).some(
    ({ field }) => field === 'PatientName' || field === 'PatientID',
  );
  if (patient === null || !isOther) return <span data-testid="patient-line">{file}</span>;
  const { PatientName, PatientID } = patient.shown;
  const shown = [formatPersonName(PatientName), PatientID].filter(Boolean).join(' · ');
  return (
    <span data-testid="patient-line">
      {shown} <span className="overlay-muted">({text('patient.fileSays', { file })})</span>
    </span>
  );
}

function SeriesLines(): ReactNode {
  const { text } = useWording();
  const stack = useViewer(stackOf);
  if (stack === null) return null;
  const { SeriesDescription, SeriesNumber, Modality } = stack.series;
  const number = SeriesNumber === null ? '' : text('viewer.seriesNumber', { n: SeriesNumber });
  return (
    <>
      <span className="corner-strong" data-testid="series-name">
        {SeriesDescription || Modality}
      </span>
      <span className="overlay-muted">
        {[SeriesDescription === '' ? '' : Modality, number].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

function TechniqueLines({
  picture,
  level,
}: {
  readonly picture: Picture;
  readonly level: TextLevel;
}): ReactNode {
  const { text, language } = useWording();
  const { record, frameIndex } = picture;
  const lines = useMemo(
    () => techniqueLines(record.dataset, frameIndex, level, { text, language }),
    [record, frameIndex, level, text, language],
  );
  return lines.map((line) => (
    <span key={line} className="overlay-muted">
      {line}
    </span>
  ));
}

function BadgeCorner(): ReactNode {
  const { text } = useWording();
  const picture = useViewer(pictureOf);
  const isOrientationUnknown = useOrientation() === 'unknown';
  const isFlipped = useViewer((state) => isMirrored(lookOf(state)));
  const isKeyImage = useIsKeyImage();
  const isPreview = useViewer((state) => state.shown.kind === 'waiting');
  const isVariant = useViewer((state) => {
    const index = state.shown.index;
    return stackOf(state)?.frames[index]?.instance.isVariant === true;
  });
  return (
    <div className="overlay-text corner corner-end corner-top">
      {isFlipped ? (
        <span className="badge badge-flipped" role="status" data-testid="flipped">
          {text('viewer.flipped')}
        </span>
      ) : null}
      {isKeyImage ? <span className="badge badge-key">★ {text('keyImage.one')}</span> : null}
      {picture === null ? null : <SideBadge picture={picture} />}
      {isOrientationUnknown ? (
        <span className="badge badge-muted">{text('viewer.noOrientation')}</span>
      ) : null}
      {picture === null ? null : <LossyBadge picture={picture} />}
      {isPreview ? <span className="badge badge-preview">{text('viewer.loading')}</span> : null}
      {picture === null ? null : <ContradictionBadges picture={picture} />}
      {isVariant ? <span className="badge">{text('viewer.variant')}</span> : null}
    </div>
  );
}

function SideBadge({ picture }: { readonly picture: Picture }): ReactNode {
  const { text } = useWording();
  const { dataset } = picture.record;
  const side =
    textOf(dataset, tags.ImageLaterality) ||
    textOf(dataset, tags.FrameLaterality) ||
    textOf(dataset, tags.Laterality);
  if (side !== 'R' && side !== 'L' && side !== 'B') return null;
  return <span className="badge badge-side">{text(`viewer.side.${side}`)}</span>;
}

/** The file says what it cannot mean: what is made of it may be wrong, and must not look sure. */
function ContradictionBadges({ picture }: { readonly picture: Picture }): ReactNode {
  const { text } = useWording();
  const { record, frameIndex } = picture;
  return imageContradictions(record.dataset, frameIndex).map((code) => (
    <span key={code} className="badge badge-lossy">
      {text(`import.warning.${code}`)}
    </span>
  ));
}

function LossyBadge({ picture }: { readonly picture: Picture }): ReactNode {
  const { text } = useWording();
  const { dataset } = picture.record;
  // The attribute speaks of the image's whole history, the codec of this file alone (PS3.3 C.7.6.1.1.5).
  const isLossy = picture.frame.lossy || textOf(dataset, tags.LossyImageCompression) === '01';
  if (!isLossy) return null;
  const ratio = numberOf(dataset, tags.LossyImageCompressionRatio);
  return (
    <span className="badge badge-lossy">
      {ratio === null
        ? text('viewer.lossy')
        : text('viewer.lossyRatio', { ratio: Math.round(ratio * 10) / 10 })}
    </span>
  );
}

function FrameCorner(): ReactNode {
  const words = useWording();
  const { text } = words;
  const frameCount = useViewer((state) => stackOf(state)?.frames.length ?? 0);
  const shownIndex = useViewer((state) => state.shown.index);
  const wanted = useViewer((state) => state.index);
  const picture = useViewer(pictureOf);
  const isPlaying = useViewer((state) => state.cine.isPlaying);
  return (
    <div className="overlay-text corner corner-start corner-bottom">
      {picture === null ? null : <ValueUnderMouse picture={picture} words={words} />}
      {frameCount > 1 ? (
        <span className="corner-strong" data-testid="frame-number">
          {text('viewer.frameOf', { n: shownIndex + 1, count: frameCount })}
          {wanted === shownIndex || isPlaying ? null : (
            <span className="overlay-muted"> {text('viewer.loadingFrame', { n: wanted + 1 })}</span>
          )}
        </span>
      ) : null}
      {picture === null ? null : <WindowText picture={picture} words={words} />}
      {picture === null ? null : <ZoomText picture={picture} words={words} />}
    </div>
  );
}

function WindowText({
  picture,
  words,
}: {
  readonly picture: Picture;
  readonly words: Words;
}): ReactNode {
  const look = useViewer(lookOf);
  const { text } = words;
  const voi = voiInForce(picture, look);
  const parts: string[] = [];
  if (voi?.kind === 'window') parts.push(windowText(voi, words));
  else if (voi?.kind === 'table') {
    const choice = choiceInForce(picture, look);
    const name = choice === null ? '' : choiceText(choice, text);
    parts.push(`${text('viewer.windowLut')} ${name}`.trim());
  }
  const unit = picture.pipeline.kind === 'grey' ? picture.pipeline.modality.unit : null;
  if (unit !== null && voi?.kind === 'window') parts.push(unitText(unit, text));
  if (look.isInverted) parts.push(text('viewer.inverted'));
  return parts.length === 0 ? null : <span data-testid="window-text">{parts.join(' ')}</span>;
}

function ZoomText({
  picture,
  words,
}: {
  readonly picture: Picture;
  readonly words: Words;
}): ReactNode {
  const { view } = useViewer(lookOf);
  const size = useViewer((state) => state.size);
  const zoom = zoomOf(view, picture.shape, size) * size.devicePixelRatio;
  return (
    <span className="overlay-muted" data-testid="zoom-text">
      {words.text('viewer.zoomText', { percent: Math.round(zoom * 100) })}
    </span>
  );
}

/** Value of the pixel that the mouse points at, in modality units. */
function ValueUnderMouse({
  picture,
  words,
}: {
  readonly picture: Picture;
  readonly words: Words;
}): ReactNode {
  const hover = useViewer((state) => state.hover);
  if (hover === null) return null;
  const [value] = measureMark({ kind: 'probe', points: [hover] }, picture).values.slice(-1);
  if (value === undefined) return null;
  const [column, row] = [hover.x, hover.y].map(Math.round);
  return (
    <span className="overlay-muted corner-mouse">
      {`${String(column)}, ${String(row)}  ${valueText(value, words)}`}
    </span>
  );
}
