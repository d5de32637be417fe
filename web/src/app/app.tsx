import './app.css';
import { type ReactNode, useEffect, useState } from 'react';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from '../archive/archive.ts';
import { ArchiveProvider } from '../live/archive-provider.tsx';
import { ToastRegion } from '../ui/toast-region.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import { InsecureAddress } from './insecure-address.tsx';
import { OpenFailed } from './open-failed.tsx';
import { WordingProvider } from './wording-provider.tsx';

type Opened = Result<Archive, ArchiveFailure>;

interface AppProps {
  /** The opening that began with the page; null where the address allows none. */
  readonly opening: Promise<Opened> | null;
  readonly openAgain: () => Promise<Opened>;
}

export function App({ opening, openAgain }: AppProps): ReactNode {
  return (
    <WordingProvider>
      <ErrorBoundary>
        {opening === null ? (
          <InsecureAddress />
        ) : (
          <OpenArchive opening={opening} openAgain={openAgain} />
        )}
      </ErrorBoundary>
      <ToastRegion />
    </WordingProvider>
  );
}

interface OpenArchiveProps extends AppProps {
  readonly opening: Promise<Opened>;
}

function OpenArchive({ opening, openAgain }: OpenArchiveProps): ReactNode {
  const [opened, setOpened] = useState<Opened | null>(null);
  // Once: the archive stays open for as long as the page.
  useEffect(() => void opening.then(setOpened), [opening]);
  if (opened === null) return null;
  if (!opened.ok) {
    const retry = (): void => void openAgain().then(setOpened);
    return <OpenFailed failure={opened.failure} onRetry={retry} />;
  }
  return (
    <ArchiveProvider archive={opened.value}>
      <Gate />
    </ArchiveProvider>
  );
}
