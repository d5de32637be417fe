import { forgetAtHandOver } from '../live/hand-over.ts';
import type { Dropped } from './dropped-files.ts';
import { importMoment, isStoppedSince, publishImportSession } from './import-session.ts';
import type { Picked } from './picked-files.ts';
import { walkEntries } from './walk-entries.ts';

/** A stick of 100 000 files must not mean 100 000 renderings. */
const publishEveryMs = 120;

interface Walk {
  found: number;
  isHandedOver: boolean;
}

let walks: readonly Walk[] = [];

function tell(): void {
  const lookingCount = walks.length === 0 ? null : walks.reduce((sum, { found }) => sum + found, 0);
  publishImportSession({ lookingCount });
}

/**
 * Goes through dropped folders while the session tells how many files were found. Stop ends it: what was found,
 * and what was not come to, is named as not read. null after a hand-over: the files were another person's.
 */
export async function lookThrough({ entries, files }: Dropped): Promise<Picked | null> {
  const moment = importMoment();
  const walk: Walk = { found: files.length, isHandedOver: false };
  walks = [...walks, walk];
  tell();
  const timer = setInterval(tell, publishEveryMs);
  try {
    const picked = await walkEntries(entries, {
      onFound: (count) => (walk.found = files.length + count),
      isStopped: () => walk.isHandedOver || isStoppedSince(moment),
    });
    if (walk.isHandedOver) return null;
    return { ...picked, files: [...files, ...picked.files], isStopped: isStoppedSince(moment) };
  } finally {
    clearInterval(timer);
    walks = walks.filter((one) => one !== walk);
    tell();
  }
}

forgetAtHandOver((reason) => {
  if (reason === 'lock') return;
  for (const walk of walks) walk.isHandedOver = true;
});
