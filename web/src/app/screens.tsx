import { type ReactNode, useCallback, useEffect } from 'react';
import { lockArchive } from '../archive/lock-archive.ts';
import { DropArea } from '../import/drop-area.tsx';
import { ImportChip } from '../import/import-chip.tsx';
import type { PickedFile } from '../import/picked-files.ts';
import { useAddFiles } from '../import/use-import.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useLockState } from '../live/use-lock-state.ts';
import { StudyListScreen } from '../study-list/study-list-screen.tsx';
import { SyncChip } from '../sync-status/sync-chip.tsx';
import { HeaderToolsContext } from '../ui/header-tools.tsx';
import type { ViewerScreenProps } from '../viewer/viewer-screen.tsx';
import { whenIdle } from './first-screen.ts';
import { lazyBeside, lazyScreen } from './lazy-screen.tsx';
import { LossNotice } from './loss-notice.tsx';
import { NotFound } from './not-found.tsx';
import {
  leadsToList,
  leaveScreen,
  leaveStudy,
  navigate,
  type Route,
  patientPathOf,
  studyPathOf,
} from './route.ts';
import { NotLockedChip, UpdateChip } from './status-chips.tsx';
import { useBusyWhileWorking, useHoldBusy } from './use-busy.ts';
import type { OpenSample } from './use-open-sample.ts';

const StudyViewer = lazyScreen<Omit<ViewerScreenProps, 'marksPanel'>>(async () => {
  const [{ ViewerScreen }, { MarksPanel }] = await Promise.all([
    import('../viewer/viewer-screen.tsx'),
    import('../annotations/marks-panel.tsx'),
  ]);
  return (props) => <ViewerScreen {...props} marksPanel={MarksPanel} />;
});
const ImportScreen = lazyScreen(
  async () => (await import('../import/import-screen.tsx')).ImportScreen,
);
const PatientsScreen = lazyScreen(
  async () => (await import('../patients/patients-screen.tsx')).PatientsScreen,
);
const PatientScreen = lazyScreen(async () => (await import('./patient-page.tsx')).PatientPage);
const MatchCards = lazyScreen(async () => (await import('../patients/match-card.tsx')).MatchCards);
const TrashScreen = lazyScreen(
  async () => (await import('../study-list/trash-screen.tsx')).TrashScreen,
);
const OutboxScreen = lazyScreen(
  async () => (await import('../sync-status/outbox-screen.tsx')).OutboxScreen,
);
const PairScreen = lazyScreen(
  async () => (await import('../sync-status/pair-screen.tsx')).PairScreen,
);
const SettingsScreen = lazyScreen(
  async () => (await import('./settings/settings-screen.tsx')).SettingsScreen,
);
const PlatformScreen = lazyScreen(
  async () => (await import('./platform/platform-screen.tsx')).PlatformScreen,
);
const PersonButton = lazyBeside(
  async () => (await import('./people/person-button.tsx')).PersonButton,
);
const InstallCard = lazyBeside(
  async () => (await import('./platform/install-card.tsx')).InstallCard,
);
const Platform = lazyBeside(async () => (await import('./platform/platform.tsx')).Platform);
const CutImportNotice = lazyBeside(
  async () => (await import('../import/cut-imports.tsx')).CutImportNotice,
);
const Exporting = lazyBeside(async () => (await import('./exporting.tsx')).Exporting);
const Gallery = lazyScreen(async () => (await import('./gallery/gallery.tsx')).Gallery);

/** The same on every screen. */
const personButton = <PersonButton />;

const hasRoomFor = async (files: readonly PickedFile[]): Promise<boolean> =>
  (await import('./platform/room-guard.ts')).hasRoomFor(files);

interface ScreensProps {
  readonly route: Route;
  readonly sample: OpenSample;
}

/** The screen of an address, for one who may see it. */
export function Screens({ route, sample }: ScreensProps): ReactNode {
  const toImport = useCallback(() => navigate('/import'), []);
  const { add, pick } = useAddFiles(toImport, hasRoomFor);
  useBusyWhileWorking();
  // The viewer's code comes while the list is being looked at, so that the first tap does not wait for it.
  useEffect(() => whenIdle(() => void StudyViewer.preload().catch(() => undefined)), []);
  return (
    <>
      <HeaderToolsContext value={personButton}>
        <Screen route={route} sample={sample} pick={pick} />
      </HeaderToolsContext>
      <DropArea onFiles={add} />
      <Platform onFiles={add} />
      <Exporting />
    </>
  );
}

interface ScreenProps extends ScreensProps {
  readonly pick: ReturnType<typeof useAddFiles>['pick'];
}

function Screen({ route, sample, pick }: ScreenProps): ReactNode {
  switch (route.screen) {
    case 'list':
      return <ListScreen sample={sample} pick={pick} />;
    case 'study':
      return <StudyScreen studyKey={route.studyKey} />;
    case 'import':
      return <ImportScreen onPick={pick} studyHref={studyPathOf} matches={MatchCards} />;
    case 'patients':
      return (
        <PatientsScreen
          patientHref={patientPathOf}
          onOpen={(key) => navigate(patientPathOf(key))}
          startsNew={location.search === '?new'}
        />
      );
    case 'patient':
      return (
        <PatientScreen
          patientKey={route.patientKey}
          studyHref={studyPathOf}
          onLeave={leaveScreen}
        />
      );
    case 'trash':
      return <TrashScreen />;
    case 'outbox':
      return <OutboxScreen pairHref="/pair" />;
    case 'pair':
      return <PairScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'platform':
      return <PlatformScreen />;
    case 'gallery':
      return <Gallery />;
    case 'not-found':
      return <NotFound />;
  }
}

function ListScreen({ sample, pick }: Omit<ScreenProps, 'route'>): ReactNode {
  const archive = useArchive();
  const hasLock = useLockState() === 'unlocked';
  return (
    <StudyListScreen
      studyHref={studyPathOf}
      onOpenStudy={(key) => navigate(studyPathOf(key))}
      patientHref={patientPathOf}
      onPickFiles={() => pick('files')}
      onPickFolder={() => pick('folder')}
      onOpenSample={sample.open}
      isOpeningSample={sample.isOpening}
      onLock={hasLock ? () => lockArchive(archive) : null}
      notices={
        <>
          <LossNotice />
          <InstallCard />
          <CutImportNotice href="/import" />
        </>
      }
      statusChips={
        <>
          <UpdateChip />
          <ImportChip href="/import" />
          {hasLock ? null : <NotLockedChip href="/settings" />}
          <SyncChip href="/outbox" />
        </>
      }
    />
  );
}

function StudyScreen({ studyKey }: { readonly studyKey: string }): ReactNode {
  useHoldBusy('study', true);
  return <StudyViewer studyKey={studyKey} leadsToList={leadsToList()} onClose={leaveStudy} />;
}
