import './toast-region.css';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import X from 'lucide-react/icons/x';
import { Button, IconButton } from './button.tsx';
import { closeToast, readToasts, subscribeToasts, type Toast } from './toast-queue.ts';
import { useText } from './use-text.ts';

/** Long enough to read two lines and reach for "Undo"; stops while the focus is on it. */
const shownForMs = 10_000;

/** A pointer that rests on it may have been forgotten there, and something lies under it. */
const shownUnderPointerForMs = 20_000;

export function ToastRegion(): ReactNode {
  const text = useText();
  const toasts = useSyncExternalStore(subscribeToasts, readToasts);
  return (
    <section className="toast-region" aria-label={text('ui.messages')} aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }): ReactNode {
  const text = useText();
  const [isFocused, setIsFocused] = useState(false);
  const [isPointedAt, setIsPointedAt] = useState(false);
  useEffect(() => {
    if (isFocused) return undefined;
    const ms = isPointedAt ? shownUnderPointerForMs : shownForMs;
    const timer = setTimeout(() => closeToast(toast.id), ms);
    return () => clearTimeout(timer);
  }, [isFocused, isPointedAt, toast.id]);
  const { action } = toast;
  return (
    <div
      className={`toast toast-${toast.tone}`}
      onPointerEnter={() => setIsPointedAt(true)}
      onPointerLeave={() => setIsPointedAt(false)}
      onFocus={() => setIsFocused(true)}
      onBlur={() => setIsFocused(false)}
    >
      {toast.tone === 'failed' ? <CircleAlert className="icon toast-icon" aria-hidden /> : null}
      <p className="toast-words">{toast.words}</p>
      {action === null ? null : (
        <Button
          variant="quiet"
          className="toast-action"
          onPress={() => {
            closeToast(toast.id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={text('ui.close')} onPress={() => closeToast(toast.id)} />
    </div>
  );
}
