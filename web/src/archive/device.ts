import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { HubIdentity } from '#shared/sync/protocol.ts';
import type { Archive } from './archive.ts';
import type { LossRow } from './archive-rows.ts';
import { attempt } from './attempt.ts';
import { readInstall, readLoss } from './check-witness.ts';
import { readSettingValue, writeSetting } from './settings.ts';

/** The server this device is paired with; the token opens it and is stored encrypted. */
export interface Pairing {
  readonly hub: HubIdentity;
  readonly token: string;
}

export interface Device {
  readonly deviceId: string;
  /** Made anew with every creation of the database: part of every operation's id. */
  readonly epoch: string;
  readonly name: string;
  readonly pairing: Pairing | null;
  /** The database was wiped or set back since the last start, and nobody has taken note yet. */
  readonly loss: Pick<LossRow, 'kind' | 'lastOpN' | 'noticedAtMs'> | null;
}

const nameSetting = 'archive.deviceName';
const pairingSetting = 'archive.pairing';

export function readDevice(archive: Archive): Promise<Result<Device, ArchiveFailure>> {
  return attempt(archive, 'read device', async () => {
    const { deviceId, epoch } = await readInstall(archive.db);
    const name = await readSettingValue(archive, nameSetting);
    const pairing = await readSettingValue(archive, pairingSetting);
    return {
      deviceId,
      epoch,
      name: typeof name === 'string' ? name : '',
      // Written by `savePairing` alone, and authenticated by its encryption.
      pairing: pairing as Pairing | null,
      loss: await readLoss(archive.db),
    };
  });
}

export function saveDeviceName(
  archive: Archive,
  name: string,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'save device', () => writeSetting(archive, nameSetting, name.trim()));
}

export function savePairing(
  archive: Archive,
  pairing: Pairing,
): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'save pairing', () => writeSetting(archive, pairingSetting, pairing));
}

/** What is waiting for the server stays in the outbox for the next one. */
export function forgetPairing(archive: Archive): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'forget pairing', () => writeSetting(archive, pairingSetting, null));
}

/** A person has read that the database was lost. */
export function acknowledgeLoss(archive: Archive): Promise<Result<void, ArchiveFailure>> {
  return attempt(archive, 'acknowledge loss', () => archive.db.meta.delete('loss'));
}
