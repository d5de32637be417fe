import './app.css';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import type { Archive } from '../archive/archive.ts';
import { ArchiveProvider } from '../live/archive-provider.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ToastRegion } from '../ui/toast-region.tsx';
import { useFailureText, useText } from '../ui/use-text.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gate } from './gate.tsx';
import { WordingProvider } from './wording-provider.tsx';

type Opened = Result<Archive, ArchiveFailure>;

interface AppProps {
  readonly openArchive: () => Promise<Opened>;
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

function OpenArchive({ openArchive }: AppProps): ReactNode {
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useCallback(() => void openArchive().then(setOpened), [openArchive]);
  // Once: the archive stays open for as long as the page.
  useEffect(open, [open]);
  if (opened === null) return null;
  if (!opened.ok) return <OpenFailed failure={opened.failure} onRetry={open} />;
  return (
    <ArchiveProvider archive={opened.value}>
      <Gate />
    </ArchiveProvider>
  );
}

interface OpenFailedProps {
  readonly failure: ArchiveFailure;
  readonly onRetry: () => void;
}

function OpenFailed({ failure, onRetry }: OpenFailedProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  return (
    <main className="centred-screen">
      <EmptyState
        isScreen
        icon={CircleAlert}
        title={text('app.openFailed')}
        actions={
          <Button variant="primary" onPress={onRetry}>
            {text('ui.retry')}
          </Button>
        }
      >
        <p>{failureText(failure)}</p>
      </EmptyState>
    </main>
  );
}
