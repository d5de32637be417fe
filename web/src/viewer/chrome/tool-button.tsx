import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import type { Icon } from '../../ui/icon.ts';

interface ToolButtonProps {
  readonly icon: Icon;
  readonly label: string;
  readonly onPress?: () => void;
  /** Lit or not; left out for what is no switch. */
  readonly isLit?: boolean;
  readonly isDisabled?: boolean;
  /** Where the label under the icon is too short to be understood alone. */
  readonly name?: string;
  /** A number at the icon. */
  readonly count?: number;
}

/** A tool with its name: an icon alone is a riddle. */
export function ToolButton({
  icon: ToolIcon,
  label,
  onPress,
  isLit,
  isDisabled = false,
  name,
  count = 0,
}: ToolButtonProps): ReactNode {
  return (
    <AriaButton
      className="tool-button"
      isDisabled={isDisabled}
      {...(name === undefined ? {} : { 'aria-label': name })}
      {...(isLit === undefined ? {} : { 'aria-pressed': isLit })}
      {...(onPress === undefined ? {} : { onPress: () => onPress() })}
    >
      <span className="tool-icon">
        <ToolIcon className="icon" aria-hidden />
        {count > 0 ? (
          <span className="tool-count" aria-hidden>
            {count}
          </span>
        ) : null}
      </span>
      <span className="tool-label">{label}</span>
    </AriaButton>
  );
}
