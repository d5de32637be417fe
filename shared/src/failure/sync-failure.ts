/** Why something on its way between device and server does not move; each has a sentence in the app. */
export interface SyncFailure {
  readonly code:
    | 'OFFLINE'
    | 'NOT_OUR_SERVER'
    | 'SERVER_ERROR'
    | 'SERVER_FULL'
    | 'RATE_LIMITED'
    | 'UNAUTHORISED'
    | 'REVOKED'
    | 'APP_TOO_OLD'
    | 'SERVER_TOO_OLD'
    | 'DIGEST_MISMATCH'
    | 'OFFSET_MISMATCH'
    | 'OPERATION_GAP'
    | 'REFUSED'
    | 'RECEIPT_INVALID'
    | 'NOT_FOUND'
    | 'PAIRING_CODE_WRONG'
    | 'LOCAL_STORE';
  readonly step: string;
  readonly retry: 'never' | 'later' | 'sign-in' | 'person';
  readonly retryAfterMs?: number;
  readonly detail?: string;
}
