import './viewports.css';
import type { ReactNode } from 'react';
import { useText } from '../../ui/use-text.ts';
import { usePanes, ViewerContext } from '../session/viewer-context.ts';
import { Viewport } from './viewport.tsx';

/** All panes of the screen. One alone has no frame: there is nothing to tell it from. */
export function Viewports(): ReactNode {
  const text = useText();
  const layout = usePanes((state) => state.layout);
  const shown = usePanes((state) => state.shown);
  const active = usePanes((state) => state.active);
  const count = shown.length;
  return (
    <div className={`viewports viewports-${layout}`}>
      {shown.map((pane, index) => (
        <ViewerContext key={pane.model.paneId} value={pane}>
          <Viewport
            label={
              count === 1 ? text('viewer.viewport') : text('viewer.pane', { n: index + 1, count })
            }
            isActive={count > 1 && pane === active}
          />
        </ViewerContext>
      ))}
    </div>
  );
}
