import type { ReactNode } from 'react';
import { Popover } from 'react-aria-components/Popover';
import { useIsNarrow } from '../session/use-is-narrow.ts';

/** Opens over the image, not over the other tools. */
export function ToolPopover({ children }: { readonly children: ReactNode }): ReactNode {
  const isNarrow = useIsNarrow();
  const isLeftHanded = document.documentElement.dataset['hand'] === 'left';
  const beside = isLeftHanded ? 'right' : 'left';
  return (
    <Popover
      className="viewer-popover"
      placement={isNarrow ? 'top' : beside}
      containerPadding={8}
      offset={6}
    >
      {children}
    </Popover>
  );
}
