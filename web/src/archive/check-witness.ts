import type { ArchiveDb } from './archive-db.ts';
import type { InstallRow, LossRow, OpCountRow } from './archive-rows.ts';
import { refuse } from './archive-error.ts';
import { randomId } from './random-id.ts';
import type { WitnessStore } from './witness.ts';

/**
 * Compares the database with the note outside it. A database that is younger than the note was wiped; one
 * with fewer operations was set back, and gets a new epoch so that no number is ever given twice. Both
 * leave a row for people to read.
 */
export async function checkWitness(
  db: ArchiveDb,
  store: WitnessStore,
  nowMs: number,
): Promise<void> {
  const witness = store.read();
  const now = await db.transaction('rw', db.meta, async () => {
    const install = await readInstall(db);
    const count = await readOpCount(db, 'ops');
    if (witness === null) return { install, count };
    const isOther = isOfOther(install, witness.epoch);
    const isSetBack = witness.epoch === install.epoch && witness.lastOpN > count.n;
    if (!isOther && !isSetBack) return { install, count };
    // Of another epoch it may be young, or as old as before the epoch was renewed: numbers may be taken.
    const fresh = renewedInstall(install, randomId());
    const freshCount: OpCountRow = { ...count, n: 0 };
    const kind = isOther && count.n === 0 ? 'wiped' : 'set-back';
    await db.meta.bulkPut([fresh, freshCount, loss(kind, witness.lastOpN, nowMs)]);
    return { install: fresh, count: freshCount };
  });
  const { deviceId, epoch } = now.install;
  store.write({ deviceId, epoch, lastOpN: now.count.n });
}

/** The same device in a new epoch: no number of an earlier one is given again. */
export function renewedInstall(install: InstallRow, epoch: string): InstallRow {
  const earlierEpochs = [...(install.earlierEpochs ?? []), install.epoch];
  return { ...install, epoch, earlierEpochs };
}

// A worker that began an epoch could not tell the note outside.
function isOfOther({ epoch, earlierEpochs = [] }: InstallRow, noted: string): boolean {
  return noted !== epoch && !earlierEpochs.includes(noted);
}

/** What was lost, until a person has taken note of it. */
export async function readLoss(db: ArchiveDb): Promise<LossRow | null> {
  const row = await db.meta.get('loss');
  return row?.name === 'loss' ? row : null;
}

export async function readInstall(db: ArchiveDb): Promise<InstallRow> {
  const row = await db.meta.get('install');
  return row?.name === 'install' ? row : refuse('STORE_LOST', 'open');
}

export async function readOpCount(db: ArchiveDb, name: OpCountRow['name']): Promise<OpCountRow> {
  const row = await db.meta.get(name);
  return row?.name === 'ops' || row?.name === 'sample-ops' ? row : { name, n: 0, hlc: '' };
}

function loss(kind: LossRow['kind'], lastOpN: number, noticedAtMs: number): LossRow {
  return { name: 'loss', kind, lastOpN, noticedAtMs };
}
