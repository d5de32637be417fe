import './frame-scrubber.css';
import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useText } from '../../ui/use-text.ts';
import { indexAtShare } from '../interaction/drag-scroll.ts';
import { useSession, useViewer } from '../session/viewer-context.ts';
import { stackOf } from '../state/viewer-state.ts';

/** The strip under the thumb: its upper end is the first frame, its lower the last. */
export function FrameScrubber(): ReactNode {
  const text = useText();
  const { model } = useSession();
  const track = useRef<HTMLDivElement>(null);
  const knob = useRef<HTMLDivElement>(null);
  const frameCount = useViewer((state) =>
    state.shown.kind === 'object' ? 0 : (stackOf(state)?.frames.length ?? 0),
  );
  const shownIndex = useViewer((state) => state.shown.index);
  const share = frameCount > 1 ? shownIndex / (frameCount - 1) : 0;
  useEffect(() => {
    // A custom property set by script: the CSP forbids style attributes, not this.
    knob.current?.style.setProperty('--share', String(share));
  }, [share]);
  if (frameCount < 2) return null;

  const goToPointer = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.height <= 0) return;
    model.goTo(indexAtShare((event.clientY - box.top) / box.height, frameCount));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    model.goTo(step === 'first' ? 0 : step === 'last' ? frameCount - 1 : shownIndex + step);
  };
  return (
    <div
      className="scrubber"
      role="slider"
      tabIndex={0}
      aria-label={text('viewer.scrub')}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={frameCount}
      aria-valuenow={shownIndex + 1}
      aria-valuetext={text('viewer.frameLabel', { n: shownIndex + 1, count: frameCount })}
      data-testid="scrubber"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        goToPointer(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) goToPointer(event);
      }}
    >
      <div ref={track} className="scrubber-track">
        <div ref={knob} className="scrubber-knob" />
      </div>
    </div>
  );
}

const steps: Readonly<Record<string, number | 'first' | 'last' | undefined>> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: 'first',
  End: 'last',
};
