import type { ReactNode } from 'react';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import Crosshair from 'lucide-react/icons/crosshair';
import MoveUpRight from 'lucide-react/icons/move-up-right';
import PencilRuler from 'lucide-react/icons/pencil-ruler';
import Ruler from 'lucide-react/icons/ruler';
import SquareDashed from 'lucide-react/icons/square-dashed';
import TriangleRight from 'lucide-react/icons/triangle-right';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { isMarkKind, type MarkKind } from '#shared/annotation/mark.ts';
import type { Icon } from '../../ui/icon.ts';
import { useText } from '../../ui/use-text.ts';
import { useSession, useViewer } from '../session/viewer-context.ts';
import { ToolButton } from './tool-button.tsx';
import { ToolPopover } from './tool-popover.tsx';

const tools: readonly { readonly kind: MarkKind; readonly icon: Icon; readonly key: string }[] = [
  { kind: 'length', icon: Ruler, key: 'M' },
  { kind: 'angle', icon: TriangleRight, key: 'A' },
  { kind: 'ellipse', icon: CircleDashed, key: 'E' },
  { kind: 'rectangle', icon: SquareDashed, key: 'B' },
  { kind: 'arrow', icon: MoveUpRight, key: 'G' },
  { kind: 'probe', icon: Crosshair, key: 'X' },
];

/**
 * All tools that make marks. Once one is lit that has no button of its own, this one carries its name: the
 * tool that a finger holds is never a secret.
 */
export function MeasureMenu({ isDisabled }: { readonly isDisabled: boolean }): ReactNode {
  const text = useText();
  const { model } = useSession();
  const tool = useViewer((state) => state.tool);
  const lit = tools.find(({ kind }) => kind === tool && kind !== 'length');
  return (
    <MenuTrigger>
      <ToolButton
        icon={lit?.icon ?? PencilRuler}
        label={lit === undefined ? text('viewer.measure') : text(`viewer.tool.${lit.kind}`)}
        {...(lit === undefined || isDisabled ? {} : { isLit: true })}
        isDisabled={isDisabled}
        reason={text('viewer.noImageForTool')}
        hasMenu
      />
      <ToolPopover>
        <Menu
          className="viewer-menu"
          aria-label={text('viewer.measure')}
          selectionMode="single"
          selectedKeys={isMarkKind(tool) ? [tool] : []}
          onAction={(key) => {
            if (isMarkKind(key)) model.setTool(tool === key ? 'navigate' : key);
          }}
        >
          {tools.map(({ kind, icon: ToolIcon, key }) => {
            const name = text(`viewer.tool.${kind}`);
            return (
              <MenuItem key={kind} id={kind} className="viewer-menu-item" textValue={name}>
                <ToolIcon className="icon" aria-hidden />
                <span className="viewer-menu-name">{name}</span>
                <kbd className="viewer-menu-key">{key}</kbd>
              </MenuItem>
            );
          })}
        </Menu>
      </ToolPopover>
    </MenuTrigger>
  );
}
