import type { ReactNode } from 'react';
import Columns2 from 'lucide-react/icons/columns-2';
import Grid2x2 from 'lucide-react/icons/grid-2x2';
import Rows2 from 'lucide-react/icons/rows-2';
import Square from 'lucide-react/icons/square';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import type { Icon } from '../../ui/icon.ts';
import { useText } from '../../ui/use-text.ts';
import { usePanes, useSession } from '../session/viewer-context.ts';
import { layouts, type Layout } from '../state/pane-set.ts';
import { ToolButton } from './tool-button.tsx';
import { ToolPopover } from './tool-popover.tsx';

const icons: Readonly<Record<Layout, Icon>> = {
  '1x1': Square,
  '1x2': Columns2,
  '2x1': Rows2,
  '2x2': Grid2x2,
};

/** How many images stand side by side. */
export function LayoutMenu(): ReactNode {
  const text = useText();
  const { study } = useSession();
  const layout = usePanes((state) => state.layout);
  return (
    <MenuTrigger>
      <ToolButton icon={icons[layout]} label={text('viewer.layout')} />
      <ToolPopover>
        <Menu
          className="viewer-menu"
          aria-label={text('viewer.layout')}
          selectionMode="single"
          selectedKeys={[layout]}
          onAction={(key) => {
            const chosen = layouts.find((one) => one === key);
            if (chosen !== undefined) study.panes.setLayout(chosen);
          }}
        >
          {layouts.map((one) => {
            const LayoutIcon = icons[one];
            const name = text(`viewer.layout.${one}`);
            return (
              <MenuItem key={one} id={one} className="viewer-menu-item" textValue={name}>
                <LayoutIcon className="icon" aria-hidden />
                <span className="viewer-menu-name">{name}</span>
              </MenuItem>
            );
          })}
        </Menu>
      </ToolPopover>
    </MenuTrigger>
  );
}
