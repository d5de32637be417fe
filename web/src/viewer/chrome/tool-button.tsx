import type { ReactNode } from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
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
  /** Why it is disabled; said to a screen reader, and where a mouse rests. */
  readonly reason?: string;
  /** Opens a menu: a small arrow says so. */
  readonly hasMenu?: boolean;
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
  reason = '',
  hasMenu = false,
  count = 0,
}: ToolButtonProps): ReactNode {
  const spoken = isDisabled && reason !== '' ? `${name ?? label}: ${reason}` : name;
  return (
    <AriaButton
      className="tool-button"
      isDisabled={isDisabled}
      {...(spoken === undefined ? {} : { 'aria-label': spoken })}
      {...(isLit === undefined ? {} : { 'aria-pressed': isLit })}
      {...(onPress === undefined ? {} : { onPress: () => onPress() })}
    >
      <span className="tool-icon">
        <ToolIcon className="icon" aria-hidden />
        {hasMenu ? <ChevronDown className="tool-menu-sign" aria-hidden /> : null}
        {count > 0 ? <span className="tool-count" aria-hidden data-count={count} /> : null}
      </span>
      <span className="tool-label">{label}</span>
    </AriaButton>
  );
}
