import { Component, type ReactNode } from 'react';
import Bug from 'lucide-react/icons/bug';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/use-text.ts';
import { bugReport } from './bug-report.ts';

interface Caught {
  readonly error: unknown;
}

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** The last net: a bug shows a page with a way on. Another `key` (another screen) tries again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { caught: Caught | null }> {
  override state: { caught: Caught | null } = { caught: null };

  static getDerivedStateFromError(error: unknown): { caught: Caught } {
    return { caught: { error } };
  }

  override render(): ReactNode {
    const { caught } = this.state;
    return caught === null ? this.props.children : <BugScreen error={caught.error} />;
  }
}

function BugScreen({ error }: { readonly error: unknown }): ReactNode {
  const text = useText();
  const copy = (): void => void navigator.clipboard.writeText(bugReport(error));
  return (
    <main className="centred-screen">
      <EmptyState
        isScreen
        icon={Bug}
        title={text('bug.title')}
        actions={
          <>
            <Button variant="primary" onPress={() => location.reload()}>
              {text('bug.reload')}
            </Button>
            <Button onPress={copy}>{text('bug.copy')}</Button>
          </>
        }
      >
        <p>{text('bug.words')}</p>
        <p>{text('bug.reportWords')}</p>
      </EmptyState>
    </main>
  );
}
