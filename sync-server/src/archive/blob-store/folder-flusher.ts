import { open } from 'node:fs/promises';

/**
 * Makes names in folders durable. Calls for one folder that come while it is being flushed share the next
 * flush: many writers then cost hardly more than one.
 */
export class FolderFlusher {
  readonly #running = new Map<string, Promise<void>>();
  readonly #queued = new Map<string, Promise<void>>();

  /** Resolves when everything that was in the folder at the time of the call survives a power cut. */
  flush(folder: string): Promise<void> {
    const queued = this.#queued.get(folder);
    if (queued !== undefined) return queued;
    const running = this.#running.get(folder);
    if (running === undefined) return this.#start(folder);
    // The running flush may have begun before this call's name was there: only the next one counts.
    const next = running
      .catch(() => undefined)
      .then(() => {
        this.#queued.delete(folder);
        return this.#start(folder);
      });
    this.#queued.set(folder, next);
    return next;
  }

  #start(folder: string): Promise<void> {
    const run = flushFolder(folder).finally(() => {
      if (this.#running.get(folder) === run) this.#running.delete(folder);
    });
    this.#running.set(folder, run);
    return run;
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Windows cannot flush a folder and does not need to.
    if (process.platform !== 'win32') throw error;
  } finally {
    await handle.close();
  }
}
