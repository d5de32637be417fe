/**
 * What the probes look at, each part perhaps missing, whatever TypeScript's library says; a test gives its own
 * and leaves out what it likes.
 */
export interface PlatformScope {
  readonly navigator: MaybeNavigator;
  readonly document: { readonly fullscreenEnabled?: boolean };
  readonly indexedDB?: object;
  readonly IDBTransaction?: { readonly prototype: object };
  readonly crypto?: { readonly subtle?: object };
  readonly Worker?: object;
  readonly WebAssembly?: { readonly validate: (bytes: BufferSource) => boolean };
  readonly HTMLInputElement?: { readonly prototype: object };
  readonly DataTransferItem?: { readonly prototype: object };
  readonly launchQueue?: object;
  readonly File?: typeof File;
  readonly showSaveFilePicker?: object;
  readonly showDirectoryPicker?: object;
  readonly OffscreenCanvas?: object;
  readonly PublicKeyCredential?: {
    readonly isUserVerifyingPlatformAuthenticatorAvailable: () => Promise<boolean>;
    readonly getClientCapabilities?: () => Promise<Readonly<Record<string, boolean>>>;
  };
  readonly PushManager?: object;
  readonly SyncManager?: object;
  readonly WebGL2RenderingContext?: object;
}

interface MaybeNavigator {
  readonly locks?: object;
  readonly serviceWorker?: object;
  readonly storage?: {
    readonly persist?: object;
    readonly estimate?: object;
    readonly getDirectory?: object;
  };
  readonly storageBuckets?: object;
  readonly canShare?: (data: { readonly files: File[] }) => boolean;
  readonly setAppBadge?: object;
  readonly wakeLock?: object;
}

/** This browser itself. */
export function browserScope(): PlatformScope {
  return globalThis;
}
