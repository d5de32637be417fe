import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { DicomFailure } from '#shared/failure/dicom-failure.ts';
import type { SyncFailure } from '#shared/failure/sync-failure.ts';
import type { ImportCode } from '../workers/ingest/ingest-api.ts';
import type { FailureTextOf, MessageKey, TextOf } from '../ui/use-text.ts';

type KnownCode = (ArchiveFailure | DicomFailure | SyncFailure)['code'] | ImportCode;

/**
 * The key of a failure's sentence. Its type is the exhaustive switch: a code that is added to a failure
 * without a message under `failure.<CODE>` does not compile here.
 */
function keyOf(code: KnownCode): MessageKey {
  return `failure.${code}`;
}

/** Words for failure values; an unheard-of code is shown as it is rather than hidden. */
export function failureTextWith(
  text: TextOf,
  isMessageKey: (key: string) => key is MessageKey,
): FailureTextOf {
  return ({ code }) =>
    isMessageKey(`failure.${code}`)
      ? text(keyOf(code as KnownCode))
      : text('failure.unknown', { code });
}
