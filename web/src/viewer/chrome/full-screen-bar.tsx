import './full-screen-bar.css';
import type { ReactNode } from 'react';
import Minimize2 from 'lucide-react/icons/minimize-2';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { StudySummary } from '../../archive/archive-types.ts';
import { useStudyPatient } from '../../live/use-patients.ts';
import { Button } from '../../ui/button.tsx';
import { useText } from '../../ui/use-text.ts';
import { useSession } from '../session/viewer-context.ts';

/** What full screen leaves of the banner: whose images, that they are for review, and the way back. */
export function FullScreenBar({ study: filed }: { readonly study: StudySummary }): ReactNode {
  const text = useText();
  const study = useStudyPatient(filed.key)?.shown ?? filed;
  const { panes } = useSession().study;
  const name = formatPersonName(study.PatientName) || text('viewer.patientNameless');
  return (
    <header className="full-screen-bar">
      <h1 className="full-screen-who">{[name, study.PatientID].filter(Boolean).join(' · ')}</h1>
      <p className="full-screen-review">{text('ui.reviewOnly')}</p>
      <Button variant="quiet" icon={Minimize2} onPress={() => panes.setFullScreen(false)}>
        {text('viewer.fullScreenLeave')}
      </Button>
    </header>
  );
}
