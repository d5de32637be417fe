import { useCallback } from 'react';
import type { KeyCommand, ToolName } from '../interaction/viewer-keys.ts';
import { nudgeAim, setPointByKey } from '../marks/keyboard-aim.ts';
import { showToast } from '../../ui/toast-queue.ts';
import { useText } from '../../ui/use-text.ts';
import { fitView, flipView, oneToOne, rotateView } from '../stage/view-transform.ts';
import { nextTextLevel, stackOf } from '../state/viewer-state.ts';
import { deleteSelected } from './delete-selected.ts';
import { stepKeyImage } from './go-to-place.ts';
import type { ViewerSession } from './open-session.ts';
import { toggleKeyImage } from './use-key-image.ts';
import { stepLook } from './step-look.ts';
import { useSession } from './viewer-context.ts';

/** Carries out what a key or a menu asks for; `help` belongs to the screen. */
export function useCommands(): (command: KeyCommand) => void {
  const session = useSession();
  const text = useText();
  return useCallback((command: KeyCommand) => runCommand(session, command, text), [session, text]);
}

type Text = ReturnType<typeof useText>;

function runCommand(session: ViewerSession, command: KeyCommand, text: Text): void {
  const { model, marks, book, study } = session;
  switch (command.kind) {
    case 'step':
      return model.step(command.by);
    case 'go': {
      const frameCount = stackOf(model.state)?.frames.length ?? 1;
      return model.goTo(command.to === 'first' ? 0 : frameCount - 1);
    }
    case 'series':
      return model.openNeighbour(command.by);
    case 'pane':
      return study.panes.activateNeighbour(command.by);
    case 'tool':
      return lightTool(session, command.tool);
    case 'preset':
      return model.chooseVoi(command.number);
    case 'cine':
      return model.toggleCine(performance.now());
    case 'invert':
      return model.toggleInvert();
    case 'zoom-by':
    case 'pan-by':
    case 'window-by':
      return stepLook(model, command);
    case 'fit':
      return model.setView((view) => ({
        ...view,
        zoom: null,
        panX: fitView.panX,
        panY: fitView.panY,
      }));
    case 'one-to-one':
      return model.setView((view, { shape }) => oneToOne(view, shape, model.state.size));
    case 'rotate':
      return model.setView(rotateView);
    case 'flip-x':
      return model.setView((view) => flipView(view, 'x'));
    case 'flip-y':
      return model.setView((view) => flipView(view, 'y'));
    case 'undo':
      return void book.undo();
    case 'redo':
      return void book.redo();
    case 'loupe':
      return model.store.set({ isLoupeOn: !model.state.isLoupeOn });
    case 'key-step':
      return stepKeyImage(session, command.by);
    case 'key-image':
      return toggleKeyImage(session);
    case 'point':
      return setPointByKey(model, marks);
    case 'nudge':
      return nudgeAim(model, marks, command.dx, command.dy);
    case 'delete':
      return deleteByKey(session, text);
    case 'escape':
      if (study.panes.state.isFullScreen) return study.panes.setFullScreen(false);
      return marks.putAway();
    case 'full-screen':
      return study.panes.setFullScreen(!study.panes.state.isFullScreen);
    case 'layout':
      return study.panes.nextLayout();
    case 'texts':
      return model.store.set({ textLevel: nextTextLevel(model.state.textLevel) });
    case 'attributes':
    case 'help':
      return undefined;
  }
}

function deleteByKey(session: ViewerSession, text: Text): void {
  if (deleteSelected(session) === 'shown') showToast(text('mark.shownFirst'));
}

/** A lit tool pressed again is put away. Nothing can be drawn on what is no image; the rail says so. */
function lightTool({ model }: ViewerSession, tool: ToolName): void {
  if (stackOf(model.state)?.kind === 'not-an-image' && tool !== 'navigate') return;
  model.setTool(model.state.tool === tool ? 'navigate' : tool);
}
