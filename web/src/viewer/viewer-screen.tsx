import './viewer.css';
import type { ComponentType, ReactNode } from 'react';
import CloudOff from 'lucide-react/icons/cloud-off';
import { useStudy } from '../live/use-studies.ts';
import { useStudyDetail } from '../live/use-study-detail.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useText } from '../ui/use-text.ts';
import type { MarksPanelProps } from './marks/marks-panel-props.ts';
import { useOpening } from './session/use-left-view.ts';
import { StudyViewer } from './study-viewer.tsx';

export interface ViewerScreenProps {
  readonly studyKey: string;
  /** Leaving it leads to the list of studies; else to where the person was before. */
  readonly leadsToList: boolean;
  readonly onClose: () => void;
  /** The list of marks; given by the app, as features do not know each other. */
  readonly marksPanel: ComponentType<MarksPanelProps>;
}

/** One open study: opening, gone, or there. */
export function ViewerScreen(props: ViewerScreenProps): ReactNode {
  const { studyKey, leadsToList, onClose, marksPanel } = props;
  const text = useText();
  const detail = useStudyDetail(studyKey);
  const study = useStudy(studyKey);
  const opening = useOpening(studyKey);
  if (detail !== null && opening !== null) {
    return (
      <StudyViewer
        key={studyKey}
        detail={detail}
        opening={opening}
        leadsToList={leadsToList}
        onClose={onClose}
        marksPanel={marksPanel}
      />
    );
  }
  return (
    <main className="viewer-alone">
      {study === null ? (
        <EmptyState
          isScreen
          icon={CloudOff}
          title={text('viewer.notHere')}
          actions={
            <Button onPress={onClose}>{text(leadsToList ? 'viewer.close' : 'viewer.back')}</Button>
          }
        >
          {text('viewer.notHereWords')}
        </EmptyState>
      ) : (
        <Spinner label={text('viewer.opening')} />
      )}
    </main>
  );
}
