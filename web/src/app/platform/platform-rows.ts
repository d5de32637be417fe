import type { PlatformScope } from './platform-scope.ts';

/** The browsers of the table, in the order of `since`. */
export const platforms = ['chromium', 'android', 'ipad', 'safari', 'firefox'] as const;

/**
 * One thing that a browser may offer: from which version on, how this one is asked, and (in the words of
 * `platform-table`) what Satchel does with it and without it.
 */
interface Row {
  /** Per platform of `platforms`: the first version that has it whole; null: none. */
  readonly since: readonly [Version, Version, Version, Version, Version];
  /** The entry of MDN's browser-compat-data that says so. */
  readonly source: string;
  /** null: this browser has no way to say. */
  readonly probe: (scope: PlatformScope) => boolean | null | Promise<boolean | null>;
}
type Version = string | null;

interface Group {
  readonly group: 'needed' | 'keeping' | 'taking' | 'giving' | 'app' | 'lock' | 'unused';
  readonly rows: Readonly<Record<string, Row>>;
}

/** Edition of MDN's browser-compat-data that the versions were read in. */
export const sourceEdition = '8.1.9 (2026-11-12)';

/** (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)): valid where 128-bit SIMD is. */
const simdModule = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/** What there is nothing to ask of: only the installed app's system knows. */
const unknown = (): null => null;

const needed = {
  databases: {
    since: ['24', '25', '8', '8', '16'],
    source: 'api.IDBFactory',
    probe: ({ indexedDB }) => indexedDB !== undefined,
  },
  encryption: {
    since: ['37', '37', '11', '11', '34'],
    source: 'api.SubtleCrypto',
    probe: ({ crypto }) => crypto?.subtle !== undefined,
  },
  workers: {
    since: ['80', '80', '15', '15', '114'],
    source: 'api.Worker.Worker.ecmascript_modules',
    probe: ({ Worker }) => Worker !== undefined,
  },
  locks: {
    since: ['69', '69', '15.4', '15.4', '96'],
    source: 'api.LockManager',
    probe: ({ navigator }) => navigator.locks !== undefined,
  },
  webAssembly: {
    since: ['57', '57', '11', '11', '52'],
    source: 'webassembly.api',
    probe: ({ WebAssembly }) => WebAssembly !== undefined,
  },
} as const satisfies Group['rows'];

const keeping = {
  durability: {
    since: ['83', '83', '15', '15', '126'],
    source: 'api.IDBTransaction.durability',
    probe: ({ IDBTransaction }) =>
      IDBTransaction !== undefined && 'durability' in IDBTransaction.prototype,
  },
  offline: {
    since: ['40', '40', '11.3', '11.1', '44'],
    source: 'api.ServiceWorker',
    probe: ({ navigator }) => navigator.serviceWorker !== undefined,
  },
  persist: {
    since: ['55', '55', '15.2', '15.2', '57'],
    source: 'api.StorageManager.persist',
    probe: ({ navigator }) => navigator.storage?.persist !== undefined,
  },
  estimate: {
    since: ['61', '61', '17', '17', '57'],
    source: 'api.StorageManager.estimate',
    probe: ({ navigator }) => navigator.storage?.estimate !== undefined,
  },
} as const satisfies Group['rows'];

const taking = {
  folderPick: {
    since: ['7', '132', '18.4', '11.1', '50'],
    source: 'api.HTMLInputElement.webkitdirectory',
    probe: ({ HTMLInputElement }) =>
      HTMLInputElement !== undefined && 'webkitdirectory' in HTMLInputElement.prototype,
  },
  folderDrop: {
    since: ['13', '18', '11.3', '11.1', '50'],
    source: 'api.DataTransferItem.webkitGetAsEntry',
    probe: ({ DataTransferItem }) =>
      DataTransferItem !== undefined && 'webkitGetAsEntry' in DataTransferItem.prototype,
  },
  fileHandlers: {
    since: ['102', null, null, null, null],
    source: 'manifests.webapp.file_handlers',
    probe: ({ launchQueue }) => launchQueue !== undefined,
  },
  shareTarget: {
    since: ['89', '76', null, null, null],
    source: 'manifests.webapp.share_target',
    probe: unknown,
  },
} as const satisfies Group['rows'];

const giving = {
  shareFiles: {
    since: ['128', '76', '14', '14', null],
    source: 'api.Navigator.canShare, api.Navigator.share.data_files_parameter',
    probe: ({ navigator, File }) =>
      navigator.canShare !== undefined &&
      File !== undefined &&
      navigator.canShare({ files: [new File(['.'], 'satchel.txt', { type: 'text/plain' })] }),
  },
  saveFile: {
    since: ['86', '132', null, null, null],
    source: 'api.Window.showSaveFilePicker',
    probe: ({ showSaveFilePicker }) => showSaveFilePicker !== undefined,
  },
  writeFolder: {
    since: ['86', '132', null, null, null],
    source: 'api.Window.showDirectoryPicker',
    probe: ({ showDirectoryPicker }) => showDirectoryPicker !== undefined,
  },
} as const satisfies Group['rows'];

const app = {
  install: {
    since: ['44', '44', null, null, null],
    source: 'api.BeforeInstallPromptEvent',
    probe: (scope) => 'onbeforeinstallprompt' in scope,
  },
  shortcuts: {
    since: ['96', '84', null, '17.4', null],
    source: 'manifests.webapp.shortcuts',
    probe: unknown,
  },
  badge: {
    since: ['81', null, '16.4', '17', null],
    source: 'api.Navigator.setAppBadge',
    probe: ({ navigator }) => navigator.setAppBadge !== undefined,
  },
  wakeLock: {
    since: ['84', '84', '18.4', '16.4', '126'],
    source: 'api.WakeLock',
    probe: ({ navigator }) => navigator.wakeLock !== undefined,
  },
  fullScreen: {
    since: ['71', '71', '16.4 (iPad)', '16.4', '64'],
    source: 'api.Element.requestFullscreen',
    probe: ({ document }) => document.fullscreenEnabled === true,
  },
  thumbnails: {
    since: ['69', '69', '16.4', '16.4', '105'],
    source: 'api.OffscreenCanvas.getContext.2d_context',
    probe: ({ OffscreenCanvas }) => OffscreenCanvas !== undefined,
  },
  simd: {
    since: ['91', '91', '16.4', '16.4', '89'],
    source: 'webassembly.fixed-width-SIMD',
    probe: ({ WebAssembly }) => WebAssembly?.validate(simdModule) === true,
  },
} as const satisfies Group['rows'];

const lock = {
  passkey: {
    since: ['67', '70', '13', '13', '60'],
    source: 'api.PublicKeyCredential',
    probe: ({ PublicKeyCredential }) =>
      PublicKeyCredential === undefined
        ? false
        : PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => null),
  },
  passkeySecret: {
    since: ['116', '116', '18', '18', '139'],
    source: 'api.CredentialsContainer.create.publicKey_option.extensions.prf',
    probe: async ({ PublicKeyCredential }) => {
      if (PublicKeyCredential === undefined) return false;
      const told = await PublicKeyCredential.getClientCapabilities?.().catch(() => null);
      return told?.['extension:prf'] ?? null;
    },
  },
} as const satisfies Group['rows'];

const unused = {
  notifications: {
    since: ['42', '42', '16.4', '16', '44'],
    source: 'api.PushManager',
    probe: ({ PushManager }) => PushManager !== undefined,
  },
  backgroundSync: {
    since: ['49', '49', null, null, null],
    source: 'api.SyncManager',
    probe: ({ SyncManager }) => SyncManager !== undefined,
  },
  fileSystem: {
    since: ['86', '109', '15.2', '15.2', '111'],
    source: 'api.StorageManager.getDirectory',
    probe: ({ navigator }) => navigator.storage?.getDirectory !== undefined,
  },
  buckets: {
    since: ['122', '122', null, null, null],
    source: 'api.StorageBucketManager',
    probe: ({ navigator }) => navigator.storageBuckets !== undefined,
  },
  webgl: {
    since: ['56', '58', '15', '15', '51'],
    source: 'api.WebGL2RenderingContext',
    probe: ({ WebGL2RenderingContext }) => WebGL2RenderingContext !== undefined,
  },
} as const satisfies Group['rows'];

/** Everything that Satchel asks of a browser, or could and does not. */
export const platformGroups = [
  { group: 'needed', rows: needed },
  { group: 'keeping', rows: keeping },
  { group: 'taking', rows: taking },
  { group: 'giving', rows: giving },
  { group: 'app', rows: app },
  { group: 'lock', rows: lock },
  { group: 'unused', rows: unused },
] as const satisfies readonly Group[];

type RowsOf<G> = G extends { readonly rows: infer Rows } ? keyof Rows : never;
export type PlatformGroup = Group['group'];
export type PlatformKey = RowsOf<(typeof platformGroups)[number]>;
export type PlatformRow = Row & { readonly key: PlatformKey };

/** The rows of a group, each with its key. */
export function rowsOf(group: (typeof platformGroups)[number]): readonly PlatformRow[] {
  return Object.entries(group.rows).map(([key, row]: [string, Row]) => ({
    ...row,
    key: key as PlatformKey,
  }));
}

/** What this browser answers; a probe that it refuses to answer at all counts as not known. */
export async function probeRow(row: PlatformRow, scope: PlatformScope): Promise<boolean | null> {
  try {
    return await row.probe(scope);
  } catch {
    return null;
  }
}
