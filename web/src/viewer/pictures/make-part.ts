import type { BurnedInText } from '#shared/pixel/burned-in-text.ts';

/** A picture that is ready to go out. */
export interface MadePicture {
  readonly file: File;
  readonly burnedIn: BurnedInText;
}

export interface PicturesMade {
  readonly made: readonly MadePicture[];
  /** Codes of those that could not be made, one each. */
  readonly failed: readonly string[];
  /** The first of these pictures, 0-based among all that were asked for. */
  readonly from: number;
  /** Where the next part begins; null when this is the last. */
  readonly next: number | null;
}

interface MakingPart {
  readonly from: number;
  readonly signal: AbortSignal;
  /** No further picture is begun once so many bytes are held: a page that holds thousands is ended by its browser. */
  readonly bytesMax: number;
  /** Called with how many of all have been made, or could not be. */
  readonly onDone: (count: number) => void;
}

/**
 * Makes pictures one after another until all are made or one part is full. Stops between two when `signal` says so.
 * `make` answers with a picture or the code of why there is none.
 */
export async function makePart<Place>(
  places: readonly Place[],
  make: (place: Place, at: number) => Promise<MadePicture | string>,
  { from, signal, bytesMax, onDone }: MakingPart,
): Promise<PicturesMade> {
  const made: MadePicture[] = [];
  const failed: string[] = [];
  let bytes = 0;
  let at = from;
  for (; at < places.length && bytes < bytesMax && !signal.aborted; at += 1) {
    const place = places[at];
    if (place === undefined) break;
    const one = await make(place, at);
    if (typeof one === 'string') failed.push(one);
    else {
      made.push(one);
      bytes += one.file.size;
    }
    onDone(at + 1);
  }
  return { made, failed, from, next: at < places.length ? at : null };
}
