import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

// Dexie's live queries ask for a global IndexedDB when Dexie is loaded, whichever one a database lies in:
// this module has to be imported before it.
Object.assign(globalThis, { indexedDB: new IDBFactory(), IDBKeyRange });
