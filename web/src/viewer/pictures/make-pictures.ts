import { unwindowedVoi } from '#shared/pixel/auto-voi.ts';
import { burnedInTextOf } from '#shared/pixel/burned-in-text.ts';
import type { StudyPatient } from '../../live/patient-book.ts';
import { orientationOf } from '../chrome/orientation-letters.tsx';
import type { Words } from '../chrome/view-words.ts';
import type { ViewerSession } from '../session/open-session.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { Picture } from '../stage/picture.ts';
import { firstLook, voiInForce, type StackLook } from '../state/stack-look.ts';
import { composePicture } from './compose-picture.ts';
import { makePart, type MadePicture, type PicturesMade } from './make-part.ts';
import { pictureName } from './picture-name.ts';
import type { PicturePlace } from './picture-places.ts';
import { textsOfPicture } from './picture-texts.ts';

export type PictureFormat = 'jpeg' | 'png';

export interface PictureSettings {
  readonly format: PictureFormat;
  readonly withMarks: boolean;
  /** Null: nothing in words says who it is. */
  readonly patient: StudyPatient | 'as filed' | null;
}

/** Near the best that the format can: letters stay sharp, greys keep within one or two of 255. */
const jpegQuality = 0.95;

interface PicturePorts {
  readonly session: ViewerSession;
  readonly words: Words;
  /** Those that the places were found in: what has arrived since stands in the viewer's alone. */
  readonly stacks: readonly FrameStack[];
}

/** So much of pictures is held at once, and packed once more: what a tablet bears. */
const partBytesMax = 256 * 1024 * 1024;

/**
 * Makes pictures of frames, one after another, from the place `from` on until a part is full: only one is held as
 * pixels at a time. Frames that are only on the server are fetched. Stops between two pictures when `signal` says so.
 */
export async function makePictures(
  places: readonly PicturePlace[],
  settings: PictureSettings,
  { session, words, stacks }: PicturePorts,
  making: {
    readonly from: number;
    readonly signal: AbortSignal;
    readonly onDone: (count: number) => void;
  },
): Promise<PicturesMade> {
  const looks = new Map<string, StackLook>();
  const startedAt = new Date();
  const make = (place: PicturePlace, at: number): Promise<MadePicture | string> => {
    const name = pictureName(startedAt, settings.format, at, places.length);
    const context = { session, words, stacks, looks, name };
    // Canvas and pixels of one that the browser can't hold throw; the others can still be made.
    return makeOne(place, settings, context).catch((error: unknown) =>
      error instanceof RangeError ? 'PICTURE_NO_ROOM' : 'PICTURE_NOT_DRAWN',
    );
  };
  return makePart(places, make, { ...making, bytesMax: partBytesMax });
}

interface MakeContext extends PicturePorts {
  /** With the automatic window of each stack: the same for all its pictures. */
  readonly looks: Map<string, StackLook>;
  readonly name: string;
}

async function makeOne(
  { stackIndex, index }: PicturePlace,
  { format, withMarks, patient }: PictureSettings,
  { session, words, stacks, looks, name }: MakeContext,
): Promise<MadePicture | string> {
  const { state } = session.model;
  const stack = stacks[stackIndex];
  if (stack === undefined) return 'INSTANCE_UNKNOWN';
  const loaded = await session.model.frames.load(stack, index);
  if (loaded.kind === 'failed') return loaded.failure.code;
  if (loaded.kind !== 'ready') return 'BYTES_NOT_HERE';
  const { picture } = loaded;
  const look = looks.get(stack.id) ?? settled(state.looks.get(stack.id) ?? firstLook, picture);
  looks.set(stack.id, look);
  const voi = voiInForce(picture, look);
  const labels = orientationOf(picture, look.view);
  const canvas = composePicture(
    {
      picture,
      voi,
      isInverted: look.isInverted,
      seen: look.view,
      areOverlaysShown: state.areOverlaysShown,
      isSmooth: format === 'jpeg' && state.smoothing === 'linear',
      labels,
      marks: withMarks ? marksOn(session, picture) : [],
      texts: textsOfPicture({ picture, stack, index, look, voi, labels, patient }, words),
    },
    words,
  );
  if (!canvas.ok) return canvas.failure.code;
  const blob = await encode(canvas.value, format);
  if (blob === null) return 'PICTURE_NO_ROOM';
  const hasOverlays = state.areOverlaysShown && picture.overlays.length > 0;
  const burnedIn = burnedInTextOf(picture.record.dataset);
  return {
    file: new File([blob], name, { type: blob.type }),
    // An overlay holds what somebody wrote; no attribute speaks of it.
    burnedIn: burnedIn === 'denied' && hasOverlays ? 'possible' : burnedIn,
  };
}

/** As the viewer would open it: where the file gives no window, one made of the first frame's values. */
function settled(look: StackLook, picture: Picture): StackLook {
  const hasNone = picture.pipeline.kind === 'grey' && picture.choices.length === 0;
  if (!hasNone || look.firstAuto !== null) return look;
  const firstAuto = unwindowedVoi(picture.record.dataset, picture.frameIndex, picture.frame);
  return { ...look, firstAuto };
}

function marksOn({ book }: ViewerSession, { record, frameIndex }: Picture) {
  return book.store
    .get()
    .visible.filter(
      (mark) =>
        mark.SOPInstanceUID === record.SOPInstanceUID && mark.frameNumber === frameIndex + 1,
    );
}

/** Null where the browser could not hold so large a canvas: some then encode nothing. */
function encode(canvas: HTMLCanvasElement, format: PictureFormat): Promise<Blob | null> {
  return new Promise((resolve) => {
    canvas.toBlob(
      (blob) => {
        canvas.width = 0;
        canvas.height = 0;
        resolve(blob);
      },
      `image/${format}`,
      jpegQuality,
    );
  });
}
