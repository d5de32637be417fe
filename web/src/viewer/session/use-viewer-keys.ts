import { useEffect } from 'react';
import { keyCommandOf } from '../interaction/viewer-keys.ts';
import { useCommands } from './use-commands.ts';
import { useSession } from './viewer-context.ts';

/** Elements that have a use for keys of their own. */
const ownKeys =
  'input, textarea, select, [role="menu"], [role="dialog"], [role="alertdialog"], [role="slider"]';

/** Listens to the keys of the viewer wherever the focus is, but in menus, dialogs and fields. */
export function useViewerKeys(onHelp: () => void, onAttributes: () => void): void {
  const { model } = useSession();
  const run = useCommands();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(ownKeys) !== null && target !== null) return;
      // Space and Enter press the button that has the focus.
      if (event.key === ' ' && target?.closest('button, a') !== null && target !== null) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null)
        return;
      const command = keyCommandOf(event, model.state.aim !== null);
      if (command === null) return;
      event.preventDefault();
      if (command.kind === 'help') onHelp();
      else if (command.kind === 'attributes') onAttributes();
      else run(command);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [model, run, onHelp, onAttributes]);
}
