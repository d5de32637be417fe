import './people.css';
import { type ReactNode, useState } from 'react';
import { useCurrentPerson } from '../../live/use-person-setting.ts';
import { useText } from '../../ui/use-text.ts';
import { lazyScreen } from '../lazy-screen.tsx';
import { initialsOf } from './initials.ts';
import { useHandOverKeys } from './use-hand-over-keys.ts';

const PeopleDialog = lazyScreen(async () => (await import('./people-dialog.tsx')).PeopleDialog);

/** Who is using the device, on every screen: leads to the next person and to the lock. */
export function PersonButton(): ReactNode {
  const text = useText();
  const current = useCurrentPerson();
  const [isOpen, setIsOpen] = useState(false);
  useHandOverKeys(() => setIsOpen(true));
  const label = text('app.person', { name: current?.name ?? '' });
  return (
    <>
      <button
        type="button"
        className="person-button"
        aria-haspopup="dialog"
        aria-label={label}
        aria-keyshortcuts="Alt+Shift+U"
        title={label}
        onClick={() => setIsOpen(true)}
      >
        {/* Drawn by the style sheet: letters in the page would have to stand in the button's name (WCAG 2.5.3). */}
        <span className="person-mark" data-initials={initialsOf(current?.name ?? '')} aria-hidden />
      </button>
      {isOpen ? <PeopleDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
