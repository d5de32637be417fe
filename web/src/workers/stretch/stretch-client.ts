import { wrap } from 'comlink';
import type { StretchPassphrase } from '../../archive/stretch-passphrase.ts';

export interface StretchApi {
  readonly stretch: StretchPassphrase;
}

/**
 * Argon2id in a worker that lives for this one passphrase: the page stays alive for the second it takes,
 * and the 64 MiB and what was typed go with the worker. Give it to `openArchive` as `stretch`.
 */
export const stretchInWorker: StretchPassphrase = async (passphrase, parameters) => {
  const worker = new Worker(new URL('./stretch.worker.ts', import.meta.url), { type: 'module' });
  try {
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () => reject(new Error('the stretching worker died')));
    });
    return await Promise.race([wrap<StretchApi>(worker).stretch(passphrase, parameters), failed]);
  } finally {
    worker.terminate();
  }
};
