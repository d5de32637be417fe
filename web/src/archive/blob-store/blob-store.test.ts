import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { blobStoreSuite } from '../../../../shared/testing/blob-store-suite.ts';
import { createArchiveDb } from '../archive-db.ts';
import { dexieBlobStore } from './dexie-blob-store.ts';
import { memoryBlobStore } from './memory-blob-store.ts';

blobStoreSuite('memory', () =>
  Promise.resolve({ store: memoryBlobStore(), transaction: (work) => work() }),
);

blobStoreSuite('IndexedDB', async () => {
  const door = {
    indexedDB: new IDBFactory(),
    IDBKeyRange,
  };
  const db = createArchiveDb('blobs', door, () => null);
  await db.open();
  return {
    store: dexieBlobStore(db),
    transaction: (work) => db.transaction('rw', db.blob, db.chunk, work),
  };
});
