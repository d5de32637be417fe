import type { ReactNode } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useFailureText, useText } from '../ui/use-text.ts';
import { useFirstScreen } from './first-screen.ts';

interface OpenFailedProps {
  readonly failure: ArchiveFailure;
  readonly onRetry: () => void;
}

/** In place of every screen: what is stored on this device could not be read. */
export function OpenFailed({ failure, onRetry }: OpenFailedProps): ReactNode {
  useFirstScreen(true);
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
