import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import type { StudyDetail } from '../archive/archive-types.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useMarks } from '../live/use-marks.ts';
import { usePeople } from '../live/use-people.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import { useText } from '../ui/use-text.ts';
import { FullScreenBar } from './chrome/full-screen-bar.tsx';
import { HelpDialog } from './chrome/help-dialog.tsx';
import { PatientBanner } from './chrome/patient-banner.tsx';
import { SeriesStrip } from './chrome/series-strip.tsx';
import { ToolRail } from './chrome/tool-rail.tsx';
import { Viewports } from './chrome/viewports.tsx';
import { MarkList } from './marks/mark-list.tsx';
import { MarkTextDialog } from './marks/mark-text-dialog.tsx';
import type { MarksPanelProps } from './marks/marks-panel-props.ts';
import { PicturesHere } from './pictures/pictures-here.tsx';
import { openSession, type StudySession } from './session/open-session.ts';
import { useFullScreen } from './session/use-full-screen.ts';
import { useKeepView, type Opening } from './session/use-left-view.ts';
import { usePlaceInAddress } from './session/use-place-in-address.ts';
import { useToldDeeds } from './session/use-told-deeds.ts';
import { useStudyRows } from './session/use-study-rows.ts';
import { useViewerKeys } from './session/use-viewer-keys.ts';
import { ViewerContext, usePanes, useSession } from './session/viewer-context.ts';
import { useObservable } from './state/observable.ts';
import { stacksOfStudy } from './stack/frame-stack.ts';

// Read now and then: no first image waits for it.
const AttributeBrowser = lazyPart(
  async () => (await import('./attributes/attribute-browser.tsx')).AttributeBrowser,
);

interface StudyViewerProps {
  readonly detail: StudyDetail;
  readonly opening: Opening;
  readonly leadsToList: boolean;
  readonly onClose: () => void;
  readonly marksPanel: ComponentType<MarksPanelProps>;
}

/** Opens the session of a study and keeps it while the study is on the screen. */
export function StudyViewer(props: StudyViewerProps): ReactNode {
  const archive = useArchive();
  const { detail } = props;
  // The first rows open the session; later ones are brought to it by `useStudyRows`.
  const [session] = useState(() =>
    openSession(archive, detail.study.key, stacksOfStudy(detail.series)),
  );
  useEffect(() => () => session.close(), [session]);
  return (
    <ActivePane session={session}>
      <OpenStudy {...props} />
    </ActivePane>
  );
}

/** What is no pane's own speaks to the active one. */
function ActivePane({
  session,
  children,
}: {
  readonly session: StudySession;
  readonly children: ReactNode;
}): ReactNode {
  const active = useObservable(session.panes.store, (state) => state.active);
  return <ViewerContext value={active}>{children}</ViewerContext>;
}

function OpenStudy(props: StudyViewerProps): ReactNode {
  const { detail, opening, leadsToList, onClose, marksPanel } = props;
  const text = useText();
  const [areMarksOpen, setMarksOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areAttributesOpen, setAttributesOpen] = useState(false);
  // The place first: the rows would begin to load the first frame of the first series.
  usePlaceInAddress(detail.study.thumbnailInstanceId, opening);
  useStudyRows(detail);
  useKeepView(detail.study.key);
  useMarksOfStudy(detail.study.key);
  useToldDeeds();
  useViewerKeys(
    () => setHelpOpen(true),
    () => setAttributesOpen(true),
  );
  const isFullScreen = useFullScreen();
  return (
    <main className="viewer" aria-label={text('viewer.region')}>
      {isFullScreen ? (
        <FullScreenBar study={detail.study} />
      ) : (
        <>
          <PatientBanner study={detail.study} leadsToList={leadsToList} onClose={onClose} />
          <SeriesStrip />
        </>
      )}
      <Viewports />
      {isFullScreen ? null : (
        <ToolRail
          areMarksOpen={areMarksOpen}
          onToggleMarks={() => setMarksOpen((isOpen) => !isOpen)}
          onHelp={() => setHelpOpen(true)}
          onAttributes={() => setAttributesOpen(true)}
        />
      )}
      {areMarksOpen && !isFullScreen ? (
        <MarkList panel={marksPanel} onClose={() => setMarksOpen(false)} />
      ) : null}
      <MarkTextDialog />
      {areAttributesOpen ? <AttributeBrowser onClose={() => setAttributesOpen(false)} /> : null}
      <PicturesHere />
      {isHelpOpen ? <HelpDialog onClose={() => setHelpOpen(false)} /> : null}
    </main>
  );
}

/** Brings what the archive holds, and who is drawing, to the session. */
function useMarksOfStudy(studyKey: string): void {
  const { book } = useSession();
  // Panes come with a larger layout: the new ones are told who draws, too.
  const shown = usePanes((state) => state.shown);
  const live = useMarks(studyKey);
  const { current } = usePeople();
  useEffect(() => {
    book.setLive(live.marks, live.keyImages);
    if (live.deviceId !== '') book.takeUp(live.ops, live.deviceId, current?.id ?? 'nobody');
  }, [book, live, current]);
  useEffect(() => {
    const author = { name: current?.name ?? '', profession: current?.profession ?? '' };
    for (const { marks } of shown) marks.setAuthor(author);
  }, [shown, current]);
}
