import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { fenceKeys, type Archive } from './archive.ts';
import { ArchiveError, PlanStale } from './archive-error.ts';
import type { SettingBody, SettingRow } from './archive-rows.ts';
import { attempt, replan } from './attempt.ts';
import { needKeys, type KeyBundle } from './key-session.ts';
import { lookupKeys } from './lookup-key.ts';
import { randomId } from './random-id.ts';
import { openRow, sealRow } from './seal.ts';

/** The value kept under a name, name and value encrypted; null when there is none. The caller checks its shape. */
export function readSetting(
  archive: Archive,
  name: string,
): Promise<Result<unknown, ArchiveFailure>> {
  return attempt(archive, 'read setting', () => readSettingValue(archive, name));
}

/** Keeps a value that JSON can carry. */
export function saveSetting(
  archive: Archive,
  name: string,
  value: unknown,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'save setting', () => writeSetting(archive, name, value));
}

/**
 * The name under which a value of one person is kept: saved filters, favourites, where a study was left.
 * The next to use the device has their own under the same `name`. Sealed like every setting.
 */
export function personSettingName(personId: string, name: string): string {
  return `person.${personId}.${name}`;
}

/** Puts texts into a set of texts kept under a name, or takes them out; what else is put in at the same time stays. */
export function putInSetting(
  archive: Archive,
  name: string,
  texts: readonly string[],
  isIn: boolean,
): Promise<Result<void, ArchiveFailure>> {
  return editSetting(archive, name, (value) => {
    const items = new Set(textsOf(value));
    for (const item of texts) {
      if (isIn) items.add(item);
      else items.delete(item);
    }
    return [...items];
  });
}

/** Makes a value anew from the one before, as `changeSetting` does; for those who take failures as values. */
export function editSetting(
  archive: Archive,
  name: string,
  change: (value: unknown) => unknown,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'save setting', () => changeSetting(archive, name, change));
}

/** The same for a value that nobody misses: one that is damaged on the disk counts as none and is written over. */
export function editFleetingSetting(
  archive: Archive,
  name: string,
  change: (value: unknown) => unknown,
): Promise<Result<void, ArchiveFailure>> {
  const keys = (): KeyBundle => needKeys(archive.session, 'save setting');
  return attempt(archive, 'save setting', () => changeUnder(keys, archive, name, change, true));
}

/** The texts in a setting's value. */
export function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item: unknown): item is string => typeof item === 'string');
}

export async function readSettingValue(archive: Archive, name: string): Promise<unknown> {
  const bundle = needKeys(archive.session, 'read setting');
  const row = await findRow(archive, await lookupKeys(bundle, 'setting', name));
  if (row === undefined) return null;
  return (await openRow<SettingBody>(bundle, 'setting', row.id, row)).value;
}

export function writeSetting(archive: Archive, name: string, value: unknown): Promise<void> {
  return changeSetting(archive, name, () => value);
}

/** The same under keys that the session does not hold yet. */
export function writeSettingUnder(
  bundle: KeyBundle,
  archive: Archive,
  name: string,
  value: unknown,
): Promise<void> {
  return changeUnder(
    () => bundle,
    archive,
    name,
    () => value,
  );
}

/**
 * Makes a setting's value anew from the one before (null: none). What another tab or worker has written
 * meanwhile is never overwritten unseen: `change` is then asked again, so it must bear being run twice.
 */
export function changeSetting(
  archive: Archive,
  name: string,
  change: (value: unknown) => unknown,
): Promise<void> {
  return changeUnder(() => needKeys(archive.session, 'save setting'), archive, name, change);
}

function changeUnder(
  keys: () => KeyBundle,
  archive: Archive,
  name: string,
  change: (value: unknown) => unknown,
  isFleeting = false,
): Promise<void> {
  const { db } = archive;
  return replan(async () => {
    const bundle = keys();
    const lookups = await lookupKeys(bundle, 'setting', name);
    const known = await findRow(archive, lookups);
    const before =
      known === undefined
        ? null
        : await openRow<SettingBody>(bundle, 'setting', known.id, known).then(
            ({ value }) => value,
            (error: unknown) => {
              const isDamaged =
                error instanceof ArchiveError && error.failure.code === 'BYTES_DAMAGED';
              if (isFleeting && isDamaged) return null;
              throw error;
            },
          );
    const id = known?.id ?? randomId();
    const body: SettingBody = { name, value: change(before) };
    const sealed = await sealRow(bundle.active, 'setting', id, body);
    await db.transaction('rw', db.meta, db.setting, async () => {
      await fenceKeys(db, bundle);
      if (!isSameRow(known, await db.setting.get(id))) throw new PlanStale();
      // Somebody who made the row meanwhile is met by the unique lookup key, and we read again.
      await db.setting.put({ id, lookup: lookups[0] ?? '', ...sealed });
    });
  });
}

/** Every sealing takes a fresh nonce: equal nonces are one writing. */
function isSameRow(before: SettingRow | undefined, now: SettingRow | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  const nonce = new Uint8Array(now.iv);
  return new Uint8Array(before.iv).every((byte, index) => byte === nonce[index]);
}

/** Needs no room on the disk. */
export async function deleteSetting(
  archive: Archive,
  bundle: KeyBundle,
  name: string,
): Promise<void> {
  const row = await findRow(archive, await lookupKeys(bundle, 'setting', name));
  if (row !== undefined) await archive.db.setting.delete(row.id);
}

async function findRow(
  archive: Archive,
  lookups: readonly string[],
): Promise<SettingRow | undefined> {
  return archive.db.setting
    .where('lookup')
    .anyOf([...lookups])
    .first();
}
