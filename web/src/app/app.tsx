import './app.css';
import { type ReactNode, useEffect, useState } from 'react';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from '../archive/archive.ts';
import { ArchiveProvider } from '../live/archive-provider.tsx';
import { ToastRegion } from '../ui/toast-region.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import { OpenFailed } from './open-failed.tsx';
import { WordingProvider } from './wording-provider.tsx';

type Opened = Result<Archive, ArchiveFailure>;

interface AppProps {
  /** The opening that began with the page. */
  readonly opening: Promise<Opened>;
  readonly openAgain: () => Promise<Opened>;
}

export function App(props: AppProps): ReactNode {
  return (
    <WordingProvider>
      <ErrorBoundary>
        <OpenArchive {...props} />
      </ErrorBoundary>
      <ToastRegion />
    </WordingProvider>
  );
}

function OpenArchive({ opening, openAgain }: AppProps): ReactNode {
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
