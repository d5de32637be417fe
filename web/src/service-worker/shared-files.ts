/**
 * Files that another app shared with Satchel (Web Share Target, POST): held in this worker's memory until a
 * page has taken them in. They are never put into cache storage, which is not encrypted: where the browser
 * ends the worker before that, the person is told to share again.
 */
interface Held {
  readonly files: readonly File[];
  readonly letGo: () => void;
}

/** The browser gives a worker up to five minutes for one event; unlocking takes less. */
const holdMs = 4 * 60 * 1000;

const held = new Map<string, Held>();

/** Takes the files out of the request and leads to the screen that asks what to do with them. */
export async function receiveShare(event: FetchEvent): Promise<Response> {
  const files = await filesOf(event.request);
  const id = crypto.randomUUID();
  if (files.length > 0) event.waitUntil(holdFiles(id, files));
  return Response.redirect(`/import?shared=${id}`, 303);
}

async function filesOf(request: Request): Promise<readonly File[]> {
  try {
    const form = await request.formData();
    return [...form.values()].filter((value) => value instanceof File && value.size > 0) as File[];
  } catch {
    // Cut short, or no form at all: told as "nothing arrived".
    return [];
  }
}

/** Resolves when the files are not needed any more: for so long the browser keeps this worker. */
function holdFiles(id: string, files: readonly File[]): Promise<void> {
  return new Promise((resolve) => {
    const letGo = (): void => {
      held.delete(id);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(letGo, holdMs);
    held.set(id, { files, letGo });
  });
}

/** The files of one sharing, by handle; null when this worker does not hold them (any more). */
export function heldFiles(id: string): readonly File[] | null {
  return held.get(id)?.files ?? null;
}

export function dropHeldFiles(id: string): void {
  held.get(id)?.letGo();
}
