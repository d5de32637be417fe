import './switch.css';
import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';

interface SwitchProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
}

export function Switch({ children, ...rest }: SwitchProps): ReactNode {
  return (
    <AriaSwitch className="switch" {...rest}>
      <span className="switch-label">{children}</span>
      <span className="switch-track" aria-hidden>
        <span className="switch-knob" />
      </span>
    </AriaSwitch>
  );
}
