import { useState } from 'react';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText } from '../ui/use-text.ts';
import type { Deed } from './patient-deeds.ts';

/** Does something, says so with a way back, or why not; one at a time. */
export function useDeed(): {
  readonly isBusy: boolean;
  /** Answers with the patient's key, or null where it failed. */
  readonly run: (
    deed: () => Promise<Result<Deed, ArchiveFailure>>,
    words: string,
  ) => Promise<string | null>;
} {
  const text = useText();
  const failureText = useFailureText();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    async run(deed, words) {
      if (isBusy) return null;
      setBusy(true);
      const done = await deed();
      setBusy(false);
      if (!done.ok) {
        const reason = failureText(done.failure);
        showToast(text('patient.failed', { reason }), { tone: 'failed' });
        return null;
      }
      const { undo, patientKey } = done.value;
      showToast(words, { action: { label: text('ui.undo'), run: () => void undo() } });
      return patientKey;
    },
  };
}
