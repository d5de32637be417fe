import './tool-rail.css';
import type { ReactNode } from 'react';
import Contrast from 'lucide-react/icons/contrast';
import List from 'lucide-react/icons/list';
import Move from 'lucide-react/icons/move';
import Pointer from 'lucide-react/icons/pointer';
import Redo2 from 'lucide-react/icons/redo-2';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Ruler from 'lucide-react/icons/ruler';
import Star from 'lucide-react/icons/star';
import SunMedium from 'lucide-react/icons/sun-medium';
import Undo2 from 'lucide-react/icons/undo-2';
import ZoomIn from 'lucide-react/icons/zoom-in';
import type { Icon } from '../../ui/icon.ts';
import { useText } from '../../ui/use-text.ts';
import type { ToolName } from '../interaction/viewer-keys.ts';
import { useMarkBook, useSession, useViewer } from '../session/viewer-context.ts';
import { lookOf, pictureOf, stackOf } from '../state/viewer-state.ts';
import { useIsKeyImage, useToggleKeyImage } from '../session/use-key-image.ts';
import { LayoutMenu } from './layout-menu.tsx';
import { MeasureMenu } from './measure-menu.tsx';
import { MoreMenu } from './more-menu.tsx';
import { TextLevelButton } from './text-level-button.tsx';
import { ToolButton } from './tool-button.tsx';
import { WindowMenu } from './window-menu.tsx';

interface ToolRailProps {
  readonly areMarksOpen: boolean;
  readonly onToggleMarks: () => void;
  readonly onHelp: () => void;
  readonly onAttributes: () => void;
}

const tools: readonly {
  readonly name: ToolName;
  readonly icon: Icon;
  readonly isWideOnly: boolean;
}[] = [
  { name: 'navigate', icon: Pointer, isWideOnly: false },
  { name: 'window', icon: SunMedium, isWideOnly: false },
  { name: 'zoom', icon: ZoomIn, isWideOnly: true },
  { name: 'pan', icon: Move, isWideOnly: true },
  { name: 'length', icon: Ruler, isWideOnly: false },
];

/**
 * The tools: beside the thumb on a tablet; on a phone at the lower edge, as many as have room for their
 * whole names, the others in the menu. A lit tool pressed again is put away.
 */
export function ToolRail({
  areMarksOpen,
  onToggleMarks,
  onHelp,
  onAttributes,
}: ToolRailProps): ReactNode {
  const text = useText();
  const { model } = useSession();
  const tool = useViewer((state) => state.tool);
  // A report or a plan has nothing to draw on.
  const isImage = useViewer((state) => stackOf(state)?.kind !== 'not-an-image');
  const markCount = useMarkBook((state) => state.visible.length + state.keyImages.length);
  return (
    <div className="tool-rail" role="group" aria-label={text('viewer.tools')}>
      {tools.map(({ name, icon, isWideOnly }) => (
        <div key={name} className={isWideOnly ? 'tool-slot tool-wide' : 'tool-slot'}>
          <ToolButton
            icon={icon}
            label={text(`viewer.tool.${name}`)}
            isLit={tool === name && isImage}
            isDisabled={!isImage}
            reason={text('viewer.noImageForTool')}
            onPress={() => model.setTool(tool === name ? 'navigate' : name)}
          />
        </div>
      ))}
      <div className="tool-slot">
        <MeasureMenu isDisabled={!isImage} />
      </div>
      <DeedButtons />
      <hr className="tool-rule tool-wide" aria-hidden />
      <ViewButtons isImage={isImage} />
      <div className="tool-slot tool-wide">
        <ToolButton
          icon={List}
          label={text('mark.button')}
          name={text('viewer.marks')}
          count={markCount}
          isLit={areMarksOpen}
          onPress={onToggleMarks}
        />
      </div>
      <div className="tool-slot tool-last">
        <MoreMenu onHelp={onHelp} onAttributes={onAttributes} onToggleMarks={onToggleMarks} />
      </div>
    </div>
  );
}

/** Back, forth again, and the star. */
function DeedButtons(): ReactNode {
  const text = useText();
  const { book } = useSession();
  const canUndo = useMarkBook((state) => state.canUndo);
  const canRedo = useMarkBook((state) => state.canRedo);
  const hasPicture = useViewer((state) => pictureOf(state) !== null);
  const isKeyImage = useIsKeyImage();
  const toggleKeyImage = useToggleKeyImage();
  return (
    <>
      <div className="tool-slot">
        <ToolButton
          icon={Undo2}
          label={text('viewer.undo')}
          isDisabled={!canUndo}
          onPress={() => void book.undo()}
        />
      </div>
      <div className="tool-slot tool-wide tool-tall">
        <ToolButton
          icon={Redo2}
          label={text('viewer.redo')}
          isDisabled={!canRedo}
          onPress={() => void book.redo()}
        />
      </div>
      <div className="tool-slot tool-wide">
        <ToolButton
          icon={Star}
          label={text('keyImage.button')}
          isLit={isKeyImage}
          isDisabled={!hasPicture}
          onPress={toggleKeyImage}
        />
      </div>
    </>
  );
}

/** How the images lie and look. */
function ViewButtons({ isImage }: { readonly isImage: boolean }): ReactNode {
  const text = useText();
  const { model } = useSession();
  const isInverted = useViewer((state) => lookOf(state).isInverted);
  return (
    <>
      <div className="tool-slot">
        <WindowMenu />
      </div>
      <div className="tool-slot tool-wide">
        <LayoutMenu />
      </div>
      <div className="tool-slot tool-wide">
        <TextLevelButton />
      </div>
      <div className="tool-slot tool-wide">
        <ToolButton
          icon={Contrast}
          label={text('viewer.invert')}
          isLit={isInverted}
          isDisabled={!isImage}
          onPress={() => model.toggleInvert()}
        />
      </div>
      <div className="tool-slot tool-wide">
        <ToolButton
          icon={RotateCcw}
          label={text('viewer.reset')}
          isDisabled={!isImage}
          onPress={() => model.resetLook()}
        />
      </div>
    </>
  );
}
