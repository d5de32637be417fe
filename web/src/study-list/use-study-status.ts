import type { StudySummary } from '../archive/archive-types.ts';
import { useOutbox } from '../live/use-outbox.ts';
import { useSyncState } from '../live/use-sync-state.ts';
import { type StudyStatus, studyStatus } from './study-status.ts';

/** A function from a study to its state, joined from what the archive and the sync know. */
export function useStudyStatus(): (study: StudySummary) => StudyStatus {
  const { current } = useSyncState();
  const { refusedStudies } = useOutbox();
  return (study) =>
    studyStatus(study, {
      isSending: current?.studyKey === study.key,
      isRefused: refusedStudies.includes(study.key),
    });
}
