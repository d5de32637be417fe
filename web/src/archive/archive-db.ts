import { Dexie, type Table, type Transaction } from 'dexie';
import type {
  AliasRow,
  BlobRow,
  ChunkRow,
  HeaderRow,
  InstanceRow,
  KeyringRow,
  MetaRow,
  OpRow,
  OutboxRow,
  PersonRow,
  PreviewRow,
  ReceiptRow,
  SettingRow,
  SheetRow,
  StudyRow,
} from './archive-rows.ts';
import { newMasterSecret } from './master-secret.ts';
import { randomId } from './random-id.ts';

export interface ArchiveTables {
  readonly meta: Table<MetaRow, string>;
  readonly keyring: Table<KeyringRow, string>;
  readonly study: Table<StudyRow, string>;
  readonly instance: Table<InstanceRow, string>;
  readonly header: Table<HeaderRow, string>;
  readonly alias: Table<AliasRow, string>;
  readonly blob: Table<BlobRow, string>;
  readonly chunk: Table<ChunkRow, [string, number]>;
  readonly preview: Table<PreviewRow, [string, string]>;
  readonly op: Table<OpRow, string>;
  readonly outbox: Table<OutboxRow, string>;
  readonly receipt: Table<ReceiptRow, string>;
  readonly person: Table<PersonRow, string>;
  readonly setting: Table<SettingRow, string>;
  readonly sheet: Table<SheetRow, string>;
}

export type ArchiveDb = Dexie & ArchiveTables;

export interface IndexedDbDoor {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/**
 * Version 1 of the store. `k` is indexed where a first lock must find what is still under the old key.
 * Bytes are read by primary key alone (WebKit reads large values through an index slowly).
 */
const schemaV1 = {
  meta: 'name',
  keyring: 'id',
  study: 'key, &lookup, uid, patient, seq, k',
  instance: 'id, &lookup, sop, study, k',
  header: 'id, k',
  alias: 'id, &lookup, instance, k',
  blob: 'id, state',
  chunk: '[blob+i], k',
  preview: '[instance+kind], study, k',
  op: 'id, study, k',
  outbox: 'ref, [kind+group+order], [kind+nextAtMs]',
  receipt: 'id, k',
  person: 'id, k',
  setting: 'id, &lookup, k',
} as const;

/** Version 2 adds the copy of the list. */
const schemaV2 = { sheet: 'id' } as const;

/** Version 3 finds the operations that say who somebody is without opening all others. */
const schemaV3 = { op: 'id, study, k, topic' } as const;

/** Opens no connection yet. `onCreate` is told when the database did not exist: what to remember of an older one. */
export function createArchiveDb(
  name: string,
  door: IndexedDbDoor | null,
  deviceIdOf: () => string | null,
): ArchiveDb {
  const db = new Dexie(name, {
    // Every transaction that writes is on the disk before its promise resolves.
    chromeTransactionDurability: 'strict',
    // Dexie's own cache would keep ciphertext of megabytes alive in the page.
    cache: 'disabled',
    ...(door === null ? {} : door),
  }) as ArchiveDb;
  db.version(1).stores(schemaV1);
  db.version(2).stores(schemaV2);
  db.version(3).stores(schemaV3).upgrade(markUntold);
  db.on('populate', (transaction) => populate(transaction, deviceIdOf()));
  return db;
}

/** An older app keeps operations that it does not understand: which they are can't be told while they are sealed. */
function markUntold(transaction: Transaction): Promise<number> {
  return transaction.table<OpRow, string>('op').toCollection().modify({ topic: 'untold' });
}

/**
 * Fills a database that has just come to be, in the transaction that creates it. Without a lock the
 * master secret lies open in it, and the app says so.
 */
function populate(transaction: Transaction, knownDeviceId: string | null): void {
  const meta = transaction.table<MetaRow, string>('meta');
  const master = newMasterSecret();
  void meta.bulkAdd([
    {
      name: 'install',
      deviceId: knownDeviceId ?? randomId(),
      epoch: randomId(),
      createdAtMs: Date.now(),
    },
    { name: 'keys', activeKeyId: master.keyId, retiringKeyId: null },
    { name: 'seq', value: 0 },
    { name: 'ops', n: 0, hlc: '' },
    { name: 'sample-ops', n: 0, hlc: '' },
  ]);
  void transaction
    .table<KeyringRow, string>('keyring')
    .add({ id: 'open', keyId: master.keyId, master: master.bytes.buffer });
}
