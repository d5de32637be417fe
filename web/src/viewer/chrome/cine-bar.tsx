import './cine-bar.css';
import { useMemo, type ReactNode } from 'react';
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import StepBack from 'lucide-react/icons/step-back';
import StepForward from 'lucide-react/icons/step-forward';
import { frameRateOf } from '#shared/pixel/frame-rate.ts';
import { IconButton } from '../../ui/button.tsx';
import { useText } from '../../ui/use-text.ts';
import { stackFramesPerSecond } from '../cine/cine-plan.ts';
import { useSession, useViewer } from '../session/viewer-context.ts';
import { pictureOf, stackOf } from '../state/viewer-state.ts';

const speeds = [
  [0.25, '¼'],
  [0.5, '½'],
  [1, '1'],
  [2, '2'],
] as const;

/** Plays a clip, or leafs through a stack, at a rate that is always said. */
export function CineBar(): ReactNode {
  const text = useText();
  const { model } = useSession();
  const stack = useViewer(stackOf);
  const picture = useViewer(pictureOf);
  const { isPlaying, speed } = useViewer((state) => state.cine);
  const isMultiFrame = stack?.isMultiFrame === true;
  const dataset = picture?.record.dataset;
  const frameCount = stack?.frames.length ?? 0;
  const rate = useMemo(
    () => (isMultiFrame && dataset !== undefined ? frameRateOf(dataset, frameCount) : null),
    [isMultiFrame, dataset, frameCount],
  );
  if (stack === null || (!isMultiFrame && !isPlaying)) return null;
  const perSecond = (rate?.framesPerSecond ?? stackFramesPerSecond) * speed;
  const shownRate = Math.round(perSecond * 10) / 10;
  const isAssumed = rate === null || rate.source === 'assumed';
  return (
    <div className="cine-bar" role="group" aria-label={text('viewer.cine')}>
      <IconButton
        icon={StepBack}
        label={text('viewer.previousFrame')}
        onPress={() => model.step(-1)}
      />
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={text(isPlaying ? 'viewer.pause' : 'viewer.play')}
        onPress={() => model.toggleCine(performance.now())}
      />
      <IconButton
        icon={StepForward}
        label={text('viewer.nextFrame')}
        onPress={() => model.step(1)}
      />
      <div className="cine-speeds" role="group" aria-label={text('viewer.speed')}>
        {speeds.map(([factor, name]) => (
          <button
            key={factor}
            type="button"
            className="cine-speed"
            aria-pressed={speed === factor}
            onClick={() => model.setCineSpeed(factor, performance.now())}
          >
            {text('viewer.speedValue', { factor: name })}
          </button>
        ))}
      </div>
      <span className="cine-rate" data-testid="cine-rate">
        {text(isAssumed ? 'viewer.rateAssumed' : 'viewer.rate', { rate: shownRate })}
      </span>
    </div>
  );
}
