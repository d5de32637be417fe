import { useState } from 'react';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText } from '../ui/use-text.ts';
import type { Deed } from './patient-deeds.ts';

/** Does something, says so with a way back, or why not; one at a time. */
export function useDeed(): {
  readonly isBusy: boolean;
  /** Why the last one was not done; null where it was. */
  readonly failure: string | null;
  /** Answers with the patient's key, or null where it failed. */
  readonly run: (
    deed: () => Promise<Result<Deed, ArchiveFailure>>,
    words: string,
  ) => Promise<string | null>;
} {
  const text = useText();
  const failureText = useFailureText();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  return {
    isBusy,
    failure,
    async run(deed, words) {
      if (isBusy) return null;
      setBusy(true);
      setFailure(null);
      const done = await deed();
      setBusy(false);
      if (!done.ok) {
        const words = text('patient.failed', { reason: failureText(done.failure) });
        setFailure(words);
        showToast(words, { tone: 'failed' });
        return null;
      }
      const { undo, patientKey } = done.value;
      showToast(words, { action: { label: text('ui.undo'), run: () => void undo() } });
      return patientKey;
    },
  };
}
