import { releaseProxy, wrap } from 'comlink';
import type { PictureZipApi } from './picture-zip-api.ts';

/** Packs pictures into one file, in a worker that ends with it; rejects when the browser has no room for it. */
export async function zipPictures(files: readonly File[], name: string): Promise<File> {
  const worker = new Worker(new URL('./picture-zip.worker.ts', import.meta.url), {
    type: 'module',
  });
  const api = wrap<PictureZipApi>(worker);
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
  });
  try {
    const zip = await Promise.race([api.zip(files), crashed]);
    return new File([zip], name, { type: 'application/zip' });
  } finally {
    api[releaseProxy]();
    worker.terminate();
  }
}
