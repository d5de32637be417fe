import type { ReactNode } from 'react';
import { useSyncState } from '../live/use-sync-state.ts';
import { ServerResults } from './server-results.tsx';

interface PatientElsewhereProps {
  readonly PatientID: string;
  readonly onOpen: (studyKey: string) => void;
}

/** Studies of a patient that are not on this device: nobody may take the ones that are for all there are. */
export function PatientElsewhere({ PatientID, onOpen }: PatientElsewhereProps): ReactNode {
  const isPaired = useSyncState().connection !== 'unpaired';
  const id = PatientID.trim();
  if (!isPaired || id === '') return null;
  return (
    <ServerResults query={id} isOf={(study) => study.PatientID.trim() === id} onOpen={onOpen} />
  );
}
