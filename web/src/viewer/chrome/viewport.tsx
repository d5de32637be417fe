import './viewport.css';
import './overlay-text.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { listenToViewport } from '../interaction/viewport-events.ts';
import { Loupe } from '../marks/loupe.tsx';
import { MarkLayer } from '../marks/mark-layer.tsx';
import { usePanes, useSession, useViewer } from '../session/viewer-context.ts';
import { createCanvasStage } from '../stage/canvas-stage.ts';
import { driveStage } from '../stage/drive-stage.ts';
import { CineBar } from './cine-bar.tsx';
import { CornerTexts } from './corner-texts.tsx';
import { FrameNotice } from './frame-notice.tsx';
import { FrameScrubber } from './frame-scrubber.tsx';
import { OrientationLetters } from './orientation-letters.tsx';
import { ScaleBarView } from './scale-bar-view.tsx';
import { ToolHint } from './tool-hint.tsx';
import { UnsavedNotice } from './unsaved-notice.tsx';

interface ViewportProps {
  /** What a screen reader calls it. */
  readonly label: string;
  /** One of several, and the one that tools and keys speak to. */
  readonly isActive: boolean;
}

/** The image of one pane with everything that lies over it. */
export function Viewport({ label, isActive }: ViewportProps): ReactNode {
  const session = useSession();
  const host = useRef<HTMLDivElement>(null);
  const pixels = useRef<HTMLDivElement>(null);
  const tool = useViewer((state) => state.tool);
  const isAlone = usePanes((state) => state.shown.length === 1);

  useEffect(() => {
    if (host.current === null || pixels.current === null) return undefined;
    const stop = driveStage(session.model, createCanvasStage(pixels.current), host.current);
    const disconnect = listenToViewport(host.current, session.gestures);
    return () => {
      disconnect();
      stop();
    };
  }, [session]);

  return (
    <section
      className={isActive ? 'viewport viewport-active' : 'viewport'}
      aria-label={label}
      aria-current={isActive}
      data-pane={session.model.paneId}
      // Before the gesture itself is heard: what is touched is what the tool works on.
      onPointerDownCapture={() => session.study.panes.activate(session)}
      onFocusCapture={() => session.study.panes.activate(session)}
    >
      <div className="viewport-stage">
        <div
          ref={host}
          className={`viewport-image viewport-tool-${tool}`}
          data-testid="viewport"
          // Among several, the Tab key goes from pane to pane.
          {...(isAlone ? {} : { tabIndex: 0, role: 'group', 'aria-label': label })}
        >
          <div ref={pixels} className="viewport-pixels" data-testid="pixels" />
          <MarkLayer />
        </div>
        <OrientationLetters />
        <CornerTexts />
        <ScaleBarView />
        <ToolHint />
        <FrameNotice />
        <UnsavedNotice />
        <FrameScrubber />
        <Loupe />
      </div>
      <CineBar />
    </section>
  );
}
