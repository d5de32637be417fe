import { useEffect } from 'react';
import type { Archive } from '../../archive/archive.ts';
import { lockArchive } from '../../archive/lock-archive.ts';

/** Alt+Shift+L locks at once: out of fields and dialogs, and while one screen gives way to another. */
export function useLockKey(archive: Archive): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { code, altKey, shiftKey, ctrlKey, metaKey } = event;
      if (code !== 'KeyL' || !altKey || !shiftKey || ctrlKey || metaKey) return;
      if (archive.lockState() !== 'unlocked') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      lockArchive(archive);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [archive]);
}
