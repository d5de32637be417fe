import './button.css';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
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
  /** Work goes on: the button keeps focus, shows it, and takes no second press. */
  readonly isPending?: boolean;
  readonly autoFocus?: boolean;
  readonly describedBy?: string;
  readonly form?: string;
}

export function Button({
  children,
  variant = 'secondary',
  icon: ButtonIcon,
  className = '',
  describedBy,
  onPress,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <AriaButton
      className={`button button-${variant} ${className}`}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      {...(onPress === undefined ? {} : { onPress: () => onPress() })}
      {...rest}
    >
      {ButtonIcon === undefined ? null : <ButtonIcon className="icon-small" aria-hidden />}
      <span className="button-label">{children}</span>
    </AriaButton>
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

export function IconButton({
  icon: ButtonIcon,
  label,
  variant = 'quiet',
  className = '',
  isPressed,
  isTabStop = true,
  onPress,
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <span className="icon-button-frame" title={label}>
      <AriaButton
        className={`button icon-button button-${variant} ${className}`}
        aria-label={label}
        {...(isTabStop ? {} : { excludeFromTabOrder: true })}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        {...(onPress === undefined ? {} : { onPress: () => onPress() })}
        {...rest}
      >
        <ButtonIcon className="icon" aria-hidden />
      </AriaButton>
    </span>
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
export function LinkButton({
  href,
  children,
  icon: ButtonIcon,
  variant = 'secondary',
  className = '',
}: LinkButtonProps): ReactNode {
  return (
    <a href={href} className={`button button-${variant} ${className}`}>
      {ButtonIcon === undefined ? null : <ButtonIcon className="icon-small" aria-hidden />}
      <span className="button-label">{children}</span>
    </a>
  );
}
