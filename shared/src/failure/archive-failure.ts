/** What can go wrong between the app and the store on this device. */
export interface ArchiveFailure {
  readonly code:
    | 'LOCKED'
    | 'QUOTA_EXCEEDED'
    | 'STORE_LOST'
    | 'STORE_UNAVAILABLE'
    | 'NOT_FOUND'
    | 'BYTES_NOT_HERE'
    | 'BYTES_DAMAGED'
    | 'PASSPHRASE_WRONG'
    | 'RECOVERY_KEY_WRONG'
    | 'PASSKEY_REFUSED'
    | 'CANCELLED';
  readonly step: string;
  readonly detail?: string;
}
