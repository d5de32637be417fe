import type { ReactNode } from 'react';
import type { SeenStudy } from '../archive/seen-studies.ts';
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
  // What was corrected is found by its right number too, while the row says what its files say, and that it was.
  const isOf = (study: SeenStudy): boolean => study.isCorrected || study.PatientID.trim() === id;
  return <ServerResults query={id} isOf={isOf} onOpen={onOpen} />;
}
