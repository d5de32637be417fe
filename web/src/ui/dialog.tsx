import './dialog.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import X from 'lucide-react/icons/x';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './button.tsx';
import { ThrowAwayQuestion } from './throw-away-question.tsx';
import { useWording } from './use-text.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons in reading order: the way out first, the deed last. */
  readonly actions?: ReactNode;
  /** Asks before something is lost: only a button closes it. */
  readonly isAlert?: boolean;
  /** Typed words are not saved yet: a tap beside it does nothing, Escape and the cross ask first. */
  readonly hasTyped?: boolean;
  /** On a phone as high as the screen, however little is in it. */
  readonly isTall?: boolean;
}

/** Open as long as it is rendered; gives the focus back to where it came from. */
export function Dialog({
  title,
  onClose,
  children,
  actions,
  isAlert = false,
  hasTyped = false,
  isTall = false,
}: DialogProps): ReactNode {
  const { text, language } = useWording();
  const [isAsking, setAsking] = useState(false);
  // A second Escape is the answer that loses nothing.
  const leave = hasTyped ? () => setAsking(!isAsking) : onClose;
  return (
    <I18nProvider locale={language}>
      <ModalOverlay
        isOpen
        className="dialog-scrim"
        isDismissable={!isAlert && !hasTyped}
        onOpenChange={(isOpen) => {
          if (!isOpen) leave();
        }}
      >
        <Modal className={isTall ? 'dialog-frame dialog-frame-tall' : 'dialog-frame'}>
          <AriaDialog className="dialog" role={isAlert ? 'alertdialog' : 'dialog'}>
            <header className="dialog-header">
              <Heading slot="title" className="dialog-title">
                {title}
              </Heading>
              {isAlert ? null : <IconButton icon={X} label={text('ui.close')} onPress={leave} />}
            </header>
            <DialogBody>{children}</DialogBody>
            {isAsking && hasTyped ? (
              <ThrowAwayQuestion onKeep={() => setAsking(false)} onThrowAway={onClose} />
            ) : actions === undefined ? null : (
              <footer className="dialog-actions">{actions}</footer>
            )}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
}

/** What does not fit is scrolled by keys too, so it takes the focus, and only then. */
function DialogBody({ children }: { readonly children: ReactNode }): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = body.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.scrollHeight > element.clientHeight) element.setAttribute('tabindex', '0');
      else element.removeAttribute('tabindex');
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={body} className="dialog-body">
      {children}
    </div>
  );
}
