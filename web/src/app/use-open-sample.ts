import { useCallback, useState } from 'react';
import type { Archive } from '../archive/archive.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { forgetAtHandOver } from '../live/hand-over.ts';
import { showToast } from '../ui/toast-queue.ts';
import { type Wording, useWording } from '../ui/use-text.ts';
import { navigate, studyPathOf } from './route.ts';

export interface OpenSample {
  readonly isOpening: boolean;
  readonly open: () => void;
}

/** Counts locks and hand-overs: a sample that comes after one leads nobody anywhere. */
let closedCount = 0;
forgetAtHandOver(() => void (closedCount += 1));

/** Made when the app is built, and kept with its files: it opens without a network. */
const sampleAddress = '/sample-study.zip';

/** Adds the synthetic study and opens it; opens it alone when it is here already. */
export function useOpenSample(): OpenSample {
  const archive = useArchive();
  const wording = useWording();
  const [isOpening, setIsOpening] = useState(false);
  const open = useCallback(() => {
    setIsOpening(true);
    void openSample(archive, wording).finally(() => setIsOpening(false));
  }, [archive, wording]);
  return { isOpening, open };
}

async function openSample(archive: Archive, wording: Wording): Promise<void> {
  const { text, failureText } = wording;
  const begunIn = closedCount;
  const tell = (reason: string): void =>
    showToast(text('list.sampleFailed', { reason }), { tone: 'failed' });
  const bytes = await fetchSample();
  if (begunIn !== closedCount) return;
  if (bytes === null) {
    tell(failureText({ code: 'OFFLINE' }));
    return;
  }
  const file = new File([bytes], 'sample-study.zip', { type: 'application/zip' });
  const { runImport } = await import('../import/import-queue.ts');
  const outcomes = await runImport(archive, [{ file, path: file.name }], { isSample: true });
  if (begunIn !== closedCount) return;
  if (outcomes === null) {
    showToast(text('import.busy'));
    return;
  }
  const studyKey = outcomes.find((line) => line.studyKey !== null)?.studyKey ?? null;
  if (studyKey !== null) navigate(studyPathOf(studyKey));
  else tell(failureText({ code: outcomes[0]?.code ?? 'READ_FAILED' }));
}

async function fetchSample(): Promise<ArrayBuffer | null> {
  try {
    const response = await fetch(sampleAddress);
    return response.ok ? await response.arrayBuffer() : null;
  } catch {
    return null;
  }
}
