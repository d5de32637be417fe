import type { ReactNode } from 'react';
import MapPinOff from 'lucide-react/icons/map-pin-off';
import { LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/use-text.ts';

export function NotFound(): ReactNode {
  const text = useText();
  return (
    <main className="centred-screen">
      <EmptyState
        isScreen
        icon={MapPinOff}
        title={text('app.notFoundTitle')}
        actions={<LinkButton href="/">{text('app.toList')}</LinkButton>}
      />
    </main>
  );
}
