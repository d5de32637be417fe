import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { createArchiveDb } from '../../archive/archive-db.ts';

/**
 * What becomes of a thing that a module, the browser or the disk keeps, when another person takes the device:
 * - forgets: the module empties it (`forgetAtHandOver`)
 * - lock: it goes with the keys, and speaks of the shared list alone
 * - list: worked out from the shared list, for as long as its rows live
 * - device: about the device or the app, never of what a person did or looked for
 * - worker: lives in a worker, which ends with its keys
 * - own: kept for each person apart, under their id
 */
type Rule = 'forgets' | 'lock' | 'list' | 'device' | 'worker' | 'own';

const memory: Readonly<Record<string, Rule>> = {
  'app/app-update.ts registration': 'device',
  'app/app-update.ts update': 'device',
  'app/first-screen.ts markShown': 'device',
  'app/offline-readiness.ts readiness': 'device',
  'app/platform/install-prompt.ts offer': 'device',
  'app/platform/room-guard.ts refusal': 'forgets',
  // Came from outside of the app, to whoever opens it: nobody has seen it yet.
  'app/platform/shared-files.ts shared': 'device',
  'app/platform/shared-files.ts sharedId': 'device',
  'app/preferences.ts preferences': 'device',
  'app/route.ts era': 'device',
  'app/route.ts isFreshAddress': 'device',
  'app/use-open-sample.ts closedCount': 'forgets',
  'app/use-seat.ts seat': 'own',
  'archive/read-frame.ts keptSources': 'lock',
  'archive/under-cover.ts covers': 'lock',
  'import/import-queue.ts isDraining': 'device',
  'import/import-queue.ts kept': 'lock',
  'import/import-queue.ts waiting': 'lock',
  'import/import-session.ts forgottenCount': 'forgets',
  'import/import-session.ts isOthers': 'forgets',
  'import/import-session.ts session': 'forgets',
  'import/import-session.ts stopCount': 'device',
  'import/import-session.ts stopping': 'device',
  'live/archive-stores.ts registries': 'lock',
  'live/export-request.ts asked': 'forgets',
  'live/export-trace.ts cutRequests': 'own',
  'live/export-trace.ts running': 'forgets',
  'live/hand-over.ts forgetting': 'device',
  'live/keep-progress.ts store': 'list',
  'live/make-patient-book.ts fileTexts': 'list',
  'live/make-patient-book.ts nameTexts': 'list',
  'live/use-thumbnail.ts noPicture': 'device',
  'patients/patients-screen.tsx foldedTexts': 'list',
  'service-worker/shared-files.ts held': 'worker',
  'study-list/find-in-list.ts foldedTexts': 'list',
  'study-list/find-in-list.ts orderTexts': 'list',
  'study-list/list-view.ts view': 'forgets',
  'study-list/period.ts days': 'list',
  'sync/pull-scoped.ts unscoped': 'worker',
  'ui/toast-queue.ts isMuted': 'device',
  'ui/toast-queue.ts lastId': 'device',
  // By `use-seat.ts`, for what is drawn knows of no hand-over.
  'ui/toast-queue.ts toasts': 'lock',
  'ui/words-loaded.ts markLoaded': 'device',
  'viewer/chrome/view-words.ts numberFormats': 'device',
  'viewer/marks/mark-labels.tsx ruler': 'device',
  'viewer/marks/mark-labels.tsx widths': 'list',
  'viewer/stack/record-cache.ts weights': 'list',
  'viewer/pictures/picture-band.ts ruler': 'device',
  'workers/export/export.worker.ts archive': 'worker',
  'workers/export/export.worker.ts isCancelled': 'worker',
  'workers/export/export.worker.ts planned': 'worker',
  'workers/ingest/ingest.worker.ts archive': 'worker',
  'workers/ingest/ingest.worker.ts isCancelled': 'worker',
  'workers/sync/foreground-fetch.ts underway': 'worker',
  'workers/sync/sync-client.ts keepers': 'lock',
  'workers/sync/sync-state-api.ts state': 'device',
  'workers/sync/sync.worker.ts archive': 'worker',
  'workers/sync/sync.worker.ts endTenure': 'worker',
  'workers/sync/sync.worker.ts fetches': 'worker',
};

/** Names and values in plain text: nothing of a person or a patient may come here. */
const browser: Readonly<Record<string, Rule>> = {
  'app/lock/erased-channel.ts localStorage': 'device',
  'app/lock/last-input.ts localStorage': 'device',
  'app/lock/use-throttle.tsx localStorage': 'device',
  'app/offline-readiness.ts localStorage': 'device',
  'app/platform/install-facts.ts localStorage': 'device',
  'app/platform/install-facts.ts sessionStorage': 'device',
  'app/preferences.ts localStorage': 'device',
  'app/route.ts sessionStorage': 'own',
  'app/status-chips.tsx localStorage': 'device',
  'archive/witness.ts localStorage': 'device',
  'import/ask-to-persist.ts localStorage': 'device',
  'live/export-trace.ts localStorage': 'own',
  'viewer/session/last-place.ts sessionStorage': 'own',
};

const tables: Readonly<Record<string, Rule>> = {
  alias: 'list',
  blob: 'list',
  chunk: 'list',
  header: 'list',
  instance: 'list',
  keyring: 'device',
  meta: 'device',
  op: 'list',
  outbox: 'list',
  person: 'list',
  preview: 'list',
  receipt: 'list',
  // Of one person under `personSettingName`; the others are the device's.
  setting: 'own',
  sheet: 'list',
  study: 'list',
};

const root = path.join(import.meta.dirname, '../..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|^testing\//.test(name))
  .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));

/** A module that keeps something: a `let`, or a collection or store that begins empty. Who listens is no trace. */
const kept =
  /^(?:export )?(?:let (\w+)|const (\w+)(?:: [^=\n]+)? =\s+(?:new (?:Map|Set|WeakMap|WeakSet)(?:<[^\n]*>)?\(\)|create\w*Store))/gm;
const stored = /\b(localStorage|sessionStorage)[.?;]|\b(document\.cookie|cookieStore)\b/g;

const keptThings = sources.flatMap(({ name, text }) =>
  [...text.matchAll(kept)]
    .map(([, changing, constant]) => `${name} ${changing ?? constant}`)
    .filter((thing) => !thing.endsWith(' listeners')),
);
const storedThings = sources.flatMap(({ name, text }) => [
  ...new Set([...text.matchAll(stored)].map(([, area, other]) => `${name} ${area ?? other}`)),
]);

const sorted = (names: readonly string[]): readonly string[] => names.toSorted();

describe('nothing of one person is left to the next', () => {
  it('has a rule for everything that a module keeps in memory', () => {
    expect(sorted(keptThings), 'say in `memory` what becomes of it').toEqual(
      sorted(Object.keys(memory)),
    );
  });

  it('finds the forgetting where the rule says that a module forgets', () => {
    const forgetful = Object.entries(memory).filter(([, rule]) => rule === 'forgets');
    const forgetless = forgetful.filter(
      ([thing]) =>
        sources
          .find(({ name }) => thing.startsWith(`${name} `))
          ?.text.includes('\nforgetAtHandOver(') !== true,
    );
    expect(forgetless).toEqual([]);
  });

  it('has a rule for all that is kept in plain text by the browser', () => {
    expect(sorted(storedThings)).toEqual(sorted(Object.keys(browser)));
  });

  it('has a rule for every table on the disk', () => {
    const door = { indexedDB: new IDBFactory(), IDBKeyRange };
    const names = createArchiveDb('satchel-tables', door, () => null).tables.map(
      ({ name }) => name,
    );
    expect(sorted(names)).toEqual(sorted(Object.keys(tables)));
  });

  it('puts nothing into cache storage but the service worker’s own', () => {
    const callers = sources.filter(({ text }) => /\bcaches\.(open|match|keys)/.test(text));
    for (const { name } of callers)
      expect(name).toMatch(/^(service-worker\/|app\/offline-readiness)/);
  });

  it('lets the browser remember nothing that was typed', () => {
    const fields = sources.filter(
      ({ name, text }) => name.endsWith('.tsx') && /<input\b/.test(text),
    );
    expect(fields.length).toBeGreaterThan(0);
    const remembered = fields.flatMap(({ name, text }) =>
      [...text.matchAll(/<input\b[^]*?\/>/g)]
        .filter(([tag]) => !/autoComplete="off"|type="(date|checkbox|radio|file|range)"/.test(tag))
        .map(() => name),
    );
    expect(remembered).toEqual([]);
    const shared = sources.find(({ name }) => name === 'ui/text-field.tsx');
    expect(shared?.text).toContain("autoComplete = 'off'");
  });
});
