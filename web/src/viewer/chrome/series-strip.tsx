import './series-strip.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../../ui/use-text.ts';
import { useThumbnail } from '../../live/use-thumbnail.ts';
import { thumbnailIdOf } from '../session/complete-thumbnails.ts';
import { usePanes, useSession, useViewer } from '../session/viewer-context.ts';
import { useSeriesDrag } from '../session/use-series-drag.ts';
import type { FrameStack } from '../stack/frame-stack.ts';

/** The stacks of the study with their pictures; the one on the screen is marked and kept in sight. */
export function SeriesStrip(): ReactNode {
  const text = useText();
  const stacks = useViewer((state) => state.stacks);
  const stackIndex = useViewer((state) => state.stackIndex);
  const isAlone = usePanes((state) => state.shown.length === 1);
  if (stacks.length < 2 && isAlone) return null;
  return (
    <nav className="series-strip" aria-label={text('viewer.series')}>
      <ul className="series-list">
        {stacks.map((stack, index) => (
          <SeriesItem key={stack.id} stack={stack} index={index} isCurrent={index === stackIndex} />
        ))}
      </ul>
    </nav>
  );
}

interface SeriesItemProps {
  readonly stack: FrameStack;
  readonly index: number;
  readonly isCurrent: boolean;
}

function SeriesItem({ stack, index, isCurrent }: SeriesItemProps): ReactNode {
  const text = useText();
  const { model } = useSession();
  const item = useRef<HTMLLIElement>(null);
  const url = useThumbnail(thumbnailIdOf(stack));
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isCurrent]);
  const { SeriesDescription, Modality } = stack.series;
  const name = SeriesDescription || Modality;
  const count = stack.frames.length;
  return (
    <li ref={item}>
      <button
        type="button"
        className="series-item"
        aria-current={isCurrent}
        aria-label={text('viewer.seriesLabel', { n: index + 1, name, count })}
        onClick={() => model.openStack(index)}
        {...useSeriesDrag(index)}
      >
        <span className="series-picture">
          {url === null ? (
            <span className="series-modality">{Modality}</span>
          ) : (
            <img src={url} alt="" draggable={false} />
          )}
          {count > 1 ? <span className="series-count">{count}</span> : null}
        </span>
        <span className="series-name">{name}</span>
      </button>
    </li>
  );
}
