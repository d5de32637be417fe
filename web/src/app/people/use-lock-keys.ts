import { useEffect } from 'react';
import { lockArchive } from '../../archive/lock-archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';

/** From everywhere, also out of fields and dialogs: Alt+Shift+L locks, Alt+Shift+U hands over. */
export function useLockKeys(onHandOver: () => void): void {
  const archive = useArchive();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      const isLock = event.code === 'KeyL' && archive.lockState() === 'unlocked';
      if (!isLock && event.code !== 'KeyU' && event.code !== 'KeyL') return;
      event.preventDefault();
      event.stopPropagation();
      if (isLock) lockArchive(archive);
      // Without a lock the way to one is in the same dialog.
      else onHandOver();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  });
}
