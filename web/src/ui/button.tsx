import './button.css';
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Icon } from './icon.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

interface PressProps {
  readonly onPress?: () => void;
  readonly variant?: ButtonVariant;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

interface ButtonProps extends PressProps {
  readonly children: ReactNode;
  readonly icon?: Icon;
  readonly type?: 'button' | 'submit';
  /** Work goes on: the button keeps the focus, shows it, and takes no second press. */
  readonly isPending?: boolean;
  readonly takesFocus?: boolean;
}

/**
 * The browser's own button: it presses by finger, key and voice without a line of code, and the first
 * screen needs nothing heavier. Dialogs, fields and choices are React Aria's.
 */
export function Button(props: ButtonProps): ReactNode {
  const { children, variant = 'secondary', icon: ButtonIcon, className = '', onPress } = props;
  const { type = 'button', isDisabled = false, isPending = false, takesFocus = false } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  const press = (event: MouseEvent): void => {
    // A pending submit button would send its form a second time.
    if (isPending) event.preventDefault();
    else onPress?.();
  };
  return (
    <button
      ref={button}
      type={type}
      className={`button button-${variant} ${className}`}
      disabled={isDisabled}
      aria-disabled={isPending}
      aria-busy={isPending}
      onClick={press}
    >
      {ButtonIcon === undefined ? null : <ButtonIcon className="icon-small" aria-hidden />}
      <span className="button-label">{children}</span>
    </button>
  );
}

interface IconButtonProps extends PressProps {
  readonly icon: Icon;
  /** Read out, and shown as a tool tip. */
  readonly label: string;
  readonly isPressed?: boolean;
  /** False where a list moves the focus by arrow keys. */
  readonly isTabStop?: boolean;
}

export function IconButton(props: IconButtonProps): ReactNode {
  const { icon: ButtonIcon, label, variant = 'quiet', className = '', onPress } = props;
  const { isDisabled = false, isPressed, isTabStop = true } = props;
  return (
    <button
      type="button"
      className={`button icon-button button-${variant} ${className}`}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => onPress?.()}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    >
      <ButtonIcon className="icon" aria-hidden />
    </button>
  );
}

interface LinkButtonProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly icon?: Icon;
  readonly variant?: ButtonVariant;
  readonly className?: string;
}

/** A link that looks like a button: it leads somewhere, so it opens in a tab of its own when asked to. */
export function LinkButton(props: LinkButtonProps): ReactNode {
  const { href, children, icon: ButtonIcon, variant = 'secondary', className = '' } = props;
  return (
    <a href={href} className={`button button-${variant} ${className}`}>
      {ButtonIcon === undefined ? null : <ButtonIcon className="icon-small" aria-hidden />}
      <span className="button-label">{children}</span>
    </a>
  );
}
