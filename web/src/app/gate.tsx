import { type ReactNode, useEffect, useState } from 'react';
import type { Archive } from '../archive/archive.ts';
import { sweepArchive } from '../archive/sweep.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { forgetPersonTraces } from '../live/hand-over.ts';
import { useLockState } from '../live/use-lock-state.ts';
import { usePeople } from '../live/use-people.ts';
import { useStudyReading } from '../live/use-studies.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useFirstScreen, whenIdle } from './first-screen.ts';
import { lazyBeside, lazyScreen } from './lazy-screen.tsx';
import { OpenFailed } from './open-failed.tsx';
import { muteToasts } from '../ui/toast-queue.ts';
import { coverView, uncoverView } from './lock/cover.ts';
import { useLockKey } from './lock/use-lock-key.ts';
import { useRoute } from './route.ts';
import { Screens } from './screens.tsx';
import { useScreenFocus } from './use-screen-focus.ts';
import { useSeat, leaveSeat } from './use-seat.ts';
import { useOpenSample } from './use-open-sample.ts';

const AutoLock = lazyBeside(async () => (await import('./lock/auto-lock.tsx')).AutoLock);
const LockScreen = lazyScreen(async () => (await import('./lock/lock-screen.tsx')).LockScreen);
const WhoScreen = lazyScreen(async () => (await import('./people/who-screen.tsx')).WhoScreen);
const FirstRun = lazyScreen(async () => (await import('./first-run/first-run.tsx')).FirstRun);

/** What stands between the address and the screen: a closed lock, and nobody having said who they are. */
export function Gate(): ReactNode {
  const lock = useLockState();
  const route = useRoute();
  useForgettingWhenLocked(lock === 'locked');
  useCoverAtLock();
  const archive = useArchive();
  useLockKey(archive);
  useEffect(() => workInBackground(archive), [archive]);
  useFirstScreen(lock === 'locked');
  if (lock === 'locked') {
    return <LockScreen leadsToStudy={route.screen === 'study'} />;
  }
  return <Unlocked hasLock={lock === 'unlocked'} />;
}

/** What these modules hold in memory speaks of patients. */
function useForgettingWhenLocked(isLocked: boolean): void {
  useEffect(() => {
    muteToasts(isLocked);
    if (!isLocked) return;
    leaveSeat();
    forgetPersonTraces('lock');
  }, [isLocked]);
}

/** The view goes in the same moment as the keys, however long drawing the lock's screen takes. */
function useCoverAtLock(): void {
  const archive = useArchive();
  const isLocked = useLockState() === 'locked';
  useEffect(
    () =>
      archive.subscribeLock(() => {
        if (archive.lockState() === 'locked') coverView();
      }),
    [archive],
  );
  useEffect(() => {
    if (isLocked) uncoverView();
  }, [isLocked]);
}

/** Where a first lock was cut off. What cannot be fetched now goes on at the next start. */
async function goOnEncrypting(archive: Archive): Promise<void> {
  const { resumeReencryption } = await import('../archive/lock.ts');
  await resumeReencryption(archive);
}

function Unlocked({ hasLock }: { readonly hasLock: boolean }): ReactNode {
  const archive = useArchive();
  const people = usePeople();
  // A list that is not read yet must not be shown: it would say that there are no studies.
  const studies = useStudyReading();
  const isRead = people.isLoaded && studies.isLoaded;
  const seatedId = useSeat(people);
  useFirstScreen(isRead);
  const route = useRoute();
  useScreenFocus(route.screen);
  const sample = useOpenSample();
  // The first run has more questions after the one that makes a person: it ends when it says so.
  const [isFirstRun, setIsFirstRun] = useState(false);
  if (people.isLoaded && people.all.length === 0 && !isFirstRun) setIsFirstRun(true);
  useEffect(() => {
    if (hasLock) whenIdle(() => void goOnEncrypting(archive).catch(() => undefined));
  }, [archive, hasLock]);
  useEffect(() => whenIdle(() => void sweepArchive(archive)), [archive]);
  if (studies.failure !== null) {
    return <OpenFailed failure={studies.failure} onRetry={() => location.reload()} />;
  }
  if (!isRead) return null;
  if (isFirstRun) {
    return (
      <FirstRun
        onDone={() => setIsFirstRun(false)}
        onOpenSample={() => {
          setIsFirstRun(false);
          sample.open();
        }}
      />
    );
  }
  if (people.current !== null && seatedId === null) return null;
  return (
    <>
      {hasLock ? <AutoLock /> : null}
      {people.current === null ? (
        <WhoScreen />
      ) : (
        <ErrorBoundary key={`${route.screen} ${seatedId}`}>
          <Screens route={route} sample={sample} />
        </ErrorBoundary>
      )}
    </>
  );
}

/** What goes on beside the screens is not needed for the first of them: its code comes after it. */
function workInBackground(archive: Archive): () => void {
  let stop: (() => void) | null = null;
  let isWanted = true;
  whenIdle(() => {
    void import('./background.ts').then(({ startBackground }) => {
      if (isWanted) stop = startBackground(archive);
    });
  });
  return () => {
    isWanted = false;
    stop?.();
  };
}
