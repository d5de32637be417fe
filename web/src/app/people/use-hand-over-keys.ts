import { useEffect } from 'react';
import { useArchive } from '../../live/archive-provider.tsx';

/**
 * From everywhere, also out of fields and dialogs: Alt+Shift+U hands over. Alt+Shift+L, where there is no lock
 * to close, too: the way to one is in the same dialog (`use-lock-key.ts` closes it).
 */
export function useHandOverKeys(onHandOver: () => void): void {
  const archive = useArchive();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      const isLock = event.code === 'KeyL' && archive.lockState() === 'unlocked-without-lock';
      if (!isLock && event.code !== 'KeyU') return;
      event.preventDefault();
      event.stopPropagation();
      onHandOver();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  });
}
