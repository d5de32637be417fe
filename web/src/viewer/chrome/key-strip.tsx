import { useEffect, useRef, useState, type ReactNode } from 'react';
import { unwindowedVoi } from '#shared/pixel/auto-voi.ts';
import { useText } from '../../ui/use-text.ts';
import { goToPlace } from '../session/go-to-place.ts';
import { keyPlacesOf, type KeyPlace } from '../session/key-places.ts';
import { useMarkBook, useSession, useViewer } from '../session/viewer-context.ts';
import { paintLens } from '../stage/paint-lens.ts';
import type { Picture } from '../stage/picture.ts';
import { fitView, imageToView } from '../stage/view-transform.ts';
import { firstLook, voiInForce, type StackLook } from '../state/stack-look.ts';

/** CSS pixels of the canvas; the style sheet makes it as wide as the strip. */
const sizePx = 96;

type Queue = (work: () => Promise<void>) => void;

function createQueue(): Queue {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    last = last.then(work);
  };
}

/** The key images of the study as pictures, in place of the series. */
export function KeyStrip(): ReactNode {
  const stacks = useViewer((state) => state.stacks);
  const keyImages = useMarkBook((state) => state.keyImages);
  // One after another: the frame on the screen must not wait for small pictures.
  const [queue] = useState(createQueue);
  return keyPlacesOf(stacks, keyImages).map((place) => (
    <KeyItem key={place.keyImage.id} place={place} queue={queue} />
  ));
}

interface KeyItemProps {
  readonly place: KeyPlace;
  readonly queue: Queue;
}

function KeyItem({ place, queue }: KeyItemProps): ReactNode {
  const text = useText();
  const { model } = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { stackIndex, index } = place;
  const stack = useViewer((state) => state.stacks[stackIndex]);
  const isShown = useViewer(
    (state) => state.stackIndex === stackIndex && state.shown.index === index,
  );
  useEffect(() => {
    let isGone = false;
    queue(async () => {
      if (isGone || stack === undefined) return;
      const state = await model.frames.load(stack, index);
      const context = canvas.current?.getContext('2d', { alpha: false }) ?? null;
      if (isGone || state.kind !== 'ready' || context === null) return;
      paintSmall(context, state.picture, model.state.looks.get(stack.id) ?? firstLook);
    });
    return () => {
      isGone = true;
    };
  }, [model, stack, index, queue]);
  const label = text('keyImage.stripLabel', { series: stackIndex + 1, frame: index + 1 });
  return (
    <li>
      <button
        type="button"
        className="series-item"
        aria-current={isShown}
        aria-label={label}
        onClick={() => goToPlace(model, place)}
      >
        <span className="series-picture">
          <canvas ref={canvas} className="key-picture" width={sizePx} height={sizePx} />
        </span>
        <span className="series-name">{`${stackIndex + 1} · ${index + 1}`}</span>
      </button>
    </li>
  );
}

function paintSmall(context: CanvasRenderingContext2D, picture: Picture, look: StackLook): void {
  const { record, frameIndex, frame, shape, pipeline } = picture;
  const size = { width: sizePx, height: sizePx, devicePixelRatio: 1 };
  const unwindowed = (): StackLook['firstAuto'] =>
    pipeline.kind === 'grey' ? unwindowedVoi(record.dataset, frameIndex, frame) : null;
  const voi = voiInForce(picture, look) ?? unwindowed()?.voi ?? null;
  // Turned and mirrored as the reader left it: it must be known again.
  const view = { ...look.view, zoom: fitView.zoom, panX: 0, panY: 0 };
  const affine = imageToView(view, shape, size);
  const { isInverted } = look;
  paintLens(context, { picture, voi, isInverted, imageToView: affine, smoothing: 'linear' }, size);
}
