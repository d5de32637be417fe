import type { ReactNode } from 'react';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/use-text.ts';

/** Over plain HTTP and a name of the network a browser has no encryption, no service worker, no safe store. */
export function InsecureAddress(): ReactNode {
  const text = useText();
  return (
    <main className="centred-screen">
      <EmptyState isScreen icon={ShieldAlert} title={text('insecure.title')}>
        <p>{text('insecure.words')}</p>
        <p>{text('insecure.nextStep')}</p>
      </EmptyState>
    </main>
  );
}
