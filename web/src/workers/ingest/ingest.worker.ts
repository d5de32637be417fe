import { expose } from 'comlink';
import { fail, ok } from '#shared/failure/result.ts';
import type { Archive } from '../../archive/archive.ts';
import { holdLease } from '../../archive/lease.ts';
import { openArchiveInWorker } from '../../archive/open-archive.ts';
import type { ImportReport, IngestApi } from './ingest-api.ts';
import { runImport } from './run-import.ts';

let archive: Archive | null = null;
let isCancelled = false;

const api: IngestApi = {
  async open(keys) {
    const opened = await openArchiveInWorker(keys);
    if (!opened.ok) return fail(opened.failure);
    archive = opened.value;
    return ok(undefined);
  },
  exchangeKeys(keys) {
    archive?.session.set('unlocked', keys);
  },
  async run(job, report) {
    if (archive === null) throw new Error('run before open');
    const lease = await holdLease();
    // Reports travel over a port of their own: the answer of `run` may overtake the last of them, and the
    // page stops listening when it has that answer. So it goes out after all of them have arrived.
    let arrived: Promise<void> = Promise.resolve();
    const tell = (news: ImportReport): void => {
      const told = report(news);
      arrived = arrived.then(() => told).catch(() => undefined);
    };
    try {
      const done = await runImport(job, {
        archive,
        lease,
        report: tell,
        isCancelled: () => isCancelled,
      });
      await arrived;
      return done;
    } finally {
      lease.release();
    }
  },
  cancel() {
    isCancelled = true;
  },
};

expose(api);
