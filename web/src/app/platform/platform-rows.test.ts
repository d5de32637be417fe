import { describe, expect, it } from 'vitest';
import { platformTable as english } from '../messages/en/platform-table.ts';
import { platformGroups, type PlatformKey, platforms, probeRow, rowsOf } from './platform-rows.ts';
import type { PlatformScope } from './platform-scope.ts';

const there = {};
const everything = {
  navigator: {
    locks: there,
    serviceWorker: there,
    storage: { persist: there, estimate: there, getDirectory: there },
    storageBuckets: there,
    canShare: () => true,
    setAppBadge: there,
    wakeLock: there,
  },
  document: { fullscreenEnabled: true },
  indexedDB: there,
  IDBTransaction: { prototype: { durability: 'strict' } },
  crypto: { subtle: there },
  Worker: there,
  WebAssembly: { validate: (bytes) => WebAssembly.validate(bytes) },
  HTMLInputElement: { prototype: { webkitdirectory: false } },
  DataTransferItem: { prototype: { webkitGetAsEntry: there } },
  launchQueue: there,
  File,
  showSaveFilePicker: there,
  showDirectoryPicker: there,
  onbeforeinstallprompt: null,
  OffscreenCanvas: there,
  PublicKeyCredential: {
    isUserVerifyingPlatformAuthenticatorAvailable: () => Promise.resolve(true),
    getClientCapabilities: () => Promise.resolve({ 'extension:prf': true }),
  },
  PushManager: there,
  SyncManager: there,
  WebGL2RenderingContext: there,
} satisfies PlatformScope & { readonly onbeforeinstallprompt: null };

function lacking(name: keyof typeof everything): PlatformScope {
  const { [name]: _taken, ...rest } = everything;
  return rest as PlatformScope;
}
function navigatorWith(change: object): PlatformScope {
  return { ...everything, navigator: { ...everything.navigator, ...change } };
}
const storageWithout = (name: string): PlatformScope =>
  navigatorWith({ storage: { ...everything.navigator.storage, [name]: undefined } });
const { PublicKeyCredential: credential } = everything;

/** A browser that has all but what the row is about; null: there is nothing to ask. */
const lacks: Readonly<Record<PlatformKey, PlatformScope | null>> = {
  databases: lacking('indexedDB'),
  encryption: { ...everything, crypto: {} },
  workers: lacking('Worker'),
  locks: navigatorWith({ locks: undefined }),
  webAssembly: lacking('WebAssembly'),
  durability: { ...everything, IDBTransaction: { prototype: {} } },
  offline: navigatorWith({ serviceWorker: undefined }),
  persist: storageWithout('persist'),
  estimate: storageWithout('estimate'),
  folderPick: { ...everything, HTMLInputElement: { prototype: {} } },
  folderDrop: { ...everything, DataTransferItem: { prototype: {} } },
  fileHandlers: lacking('launchQueue'),
  shareTarget: null,
  shareFiles: navigatorWith({ canShare: () => false }),
  saveFile: lacking('showSaveFilePicker'),
  writeFolder: lacking('showDirectoryPicker'),
  install: lacking('onbeforeinstallprompt'),
  shortcuts: null,
  badge: navigatorWith({ setAppBadge: undefined }),
  wakeLock: navigatorWith({ wakeLock: undefined }),
  // An iPhone has the method's document without the right to it.
  fullScreen: { ...everything, document: {} },
  thumbnails: lacking('OffscreenCanvas'),
  // The interface is there, the instructions are not.
  simd: { ...everything, WebAssembly: { validate: () => false } },
  passkey: lacking('PublicKeyCredential'),
  passkeySecret: {
    ...everything,
    PublicKeyCredential: {
      ...credential,
      getClientCapabilities: () => Promise.resolve({ 'extension:prf': false }),
    },
  },
  notifications: lacking('PushManager'),
  backgroundSync: lacking('SyncManager'),
  fileSystem: storageWithout('getDirectory'),
  buckets: navigatorWith({ storageBuckets: undefined }),
  webgl: lacking('WebGL2RenderingContext'),
};

describe('the table of platforms', () => {
  const rows = platformGroups.flatMap(rowsOf);

  it.each(rows)('asks for $key itself', async (row) => {
    const without = lacks[row.key];
    expect(await probeRow(row, everything)).toBe(without === null ? null : true);
    if (without !== null) expect(await probeRow(row, without)).toBe(false);
  });

  it('does not take a refusal for an answer', async () => {
    const refuses = navigatorWith({
      canShare: () => {
        throw new Error('not here');
      },
    });
    const row = rows.find(({ key }) => key === 'shareFiles');
    expect(row && (await probeRow(row, refuses))).toBeNull();
    const silent = { ...everything, PublicKeyCredential: { ...credential } };
    Reflect.deleteProperty(silent.PublicKeyCredential, 'getClientCapabilities');
    const secret = rows.find(({ key }) => key === 'passkeySecret');
    expect(secret && (await probeRow(secret, silent))).toBeNull();
  });

  it('names a version for each platform and where it was read, and has words for each row', () => {
    for (const { key, since, source } of rows) {
      expect([key, since.length]).toEqual([key, platforms.length]);
      expect(`${key}: ${source}`).toMatch(/: (api|manifests|webassembly)\./);
      expect(Object.keys(english)).toEqual(
        expect.arrayContaining([`platform.${key}.with`, `platform.${key}.without`]),
      );
    }
  });
});
