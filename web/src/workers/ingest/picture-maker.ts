import { describeImage } from '#shared/pixel/describe-image.ts';
import type { Archive } from '../../archive/archive.ts';
import type {
  InstanceRecord,
  InstanceSummary,
  SeriesSummary,
} from '../../archive/archive-types.ts';
import { middleOf, readInstance, readStudyDetail } from '../../archive/find-studies.ts';
import { readPreview, savePreview, type PreviewMediaType } from '../../archive/previews.ts';
import { readFrame } from '../../archive/read-frame.ts';
import type { PreviewKind } from '../../archive/archive-rows.ts';
import type { DecodeClient } from '../decode/decode-client.ts';
import type { StoredInstance } from './ingest-api.ts';

/** Longer side of the small pictures, and what to try when one is too heavy for its kind. */
const sizesPx: Readonly<Record<PreviewKind, readonly number[]>> = {
  thumbnail: [192, 128, 96],
  preview: [1024, 768, 512],
};

export interface PictureMaker {
  /** Instances that have just been stored; the first of a study is pictured at once. */
  add(stored: readonly StoredInstance[]): void;
  /** Resolves when each series touched has its pictures, or cannot have them. */
  finish(): Promise<void>;
}

/**
 * Makes the small pictures of what was stored: of the first instance of a study as soon as it is there, so
 * that the list shows something, and in the end of the middle instance of each series, thumbnail and preview.
 */
export function createPictureMaker(archive: Archive, decoders: DecodeClient): PictureMaker {
  const studies = new Set<string>();
  let work: Promise<void> = Promise.resolve();
  const then = (next: () => Promise<unknown>): void => {
    // A picture that can't be made is no reason for the next one not to be.
    work = work.then(next).then(
      () => undefined,
      () => undefined,
    );
  };
  return {
    add(stored) {
      for (const { studyKey, instanceId } of stored) {
        if (studies.has(studyKey)) continue;
        studies.add(studyKey);
        then(async () => {
          const record = await readInstance(archive, instanceId);
          if (record.ok) await makePicture(archive, decoders, record.value, 'thumbnail', true);
        });
      }
    },
    async finish() {
      for (const studyKey of studies) then(() => makeStudyPictures(archive, decoders, studyKey));
      await work;
    },
  };
}

/** What was made from images, not of the patient: it stands for a study only where there is nothing else. */
const derivedModalities = new Set(['SEG', 'RTDOSE', 'RTIMAGE', 'REG', 'PR', 'KO', 'SR']);

/** The instance whose picture stands for a study in the list, here or not: the middle of its first images. */
export function pictureInstanceOf(all: readonly SeriesSummary[]): InstanceSummary | undefined {
  const [first] = imagesFirst(all);
  return first === undefined ? undefined : middleOf(first.instances);
}

function imagesFirst(all: readonly SeriesSummary[]): readonly SeriesSummary[] {
  const isImaging = ({ Modality }: SeriesSummary): boolean => !derivedModalities.has(Modality);
  return [...all.filter(isImaging), ...all.filter((one) => !isImaging(one))];
}

/** Pictures each series of a study by its middle instance that is here, and the study by its first such series. */
async function makeStudyPictures(
  archive: Archive,
  decoders: DecodeClient,
  studyKey: string,
): Promise<void> {
  const detail = await readStudyDetail(archive, studyKey);
  if (!detail.ok) return;
  let standsForStudy = true;
  for (const series of imagesFirst(detail.value.series)) {
    const made = await makeSeriesPictures(archive, decoders, series, standsForStudy);
    if (made) standsForStudy = false;
  }
}

async function makeSeriesPictures(
  archive: Archive,
  decoders: DecodeClient,
  series: SeriesSummary,
  standsForStudy: boolean,
): Promise<boolean> {
  const middle = middleOf(series.instances.filter(({ isLocal }) => isLocal));
  if (middle === undefined) return false;
  const record = await readInstance(archive, middle.id);
  if (!record.ok || record.value.pixel === null) return false;
  const has = await hasPicture(archive, middle, 'thumbnail');
  const isMade =
    (has && !standsForStudy) ||
    (await makePicture(archive, decoders, record.value, 'thumbnail', standsForStudy));
  if (isMade && !(await hasPicture(archive, middle, 'preview'))) {
    await makePicture(archive, decoders, record.value, 'preview', false);
  }
  return isMade;
}

async function hasPicture(
  archive: Archive,
  { id }: InstanceSummary,
  kind: PreviewKind,
): Promise<boolean> {
  const picture = await readPreview(archive, id, kind);
  return picture.ok && picture.value !== null;
}

/** Decodes the middle frame, draws it by the file's own window and stores it encrypted; false when that fails. */
async function makePicture(
  archive: Archive,
  decoders: DecodeClient,
  record: InstanceRecord,
  kind: PreviewKind,
  standsForStudy: boolean,
): Promise<boolean> {
  const { dataset, pixel, TransferSyntaxUID } = record;
  if (pixel === null || pixel.frameCount === 0) return false;
  const image = describeImage(dataset, TransferSyntaxUID, pixel.element);
  if (!image.ok) return false;
  const frameIndex = Math.floor((pixel.frameCount - 1) / 2);
  for (const sizeMaxPx of sizesPx[kind]) {
    const bytes = await readFrame(archive, record, frameIndex);
    if (!bytes.ok) return false;
    const request = { bytes: bytes.value, image: image.value, TransferSyntaxUID };
    const drawn = await decoders.thumbnail({ ...request, dataset, frameIndex, sizeMaxPx });
    if (!drawn.ok || !isMediaType(drawn.value.mediaType)) return false;
    const { mediaType } = drawn.value;
    const preview = { mediaType, bytes: new Uint8Array(drawn.value.bytes) };
    const saved = await savePreview(archive, record.id, kind, preview, standsForStudy);
    if (!saved.ok) return false;
    if (saved.value) return true;
  }
  return false;
}

function isMediaType(text: string): text is PreviewMediaType {
  return text === 'image/webp' || text === 'image/jpeg' || text === 'image/png';
}
