import './series-strip.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import Star from 'lucide-react/icons/star';
import { IconButton } from '../../ui/button.tsx';
import { useText } from '../../ui/use-text.ts';
import { useThumbnail } from '../../live/use-thumbnail.ts';
import { thumbnailIdOf } from '../session/complete-thumbnails.ts';
import { useMarkBook, usePanes, useSession, useViewer } from '../session/viewer-context.ts';
import { useSeriesDrag } from '../session/use-series-drag.ts';
import { findFrame, type FrameStack } from '../stack/frame-stack.ts';
import { KeyStrip } from './key-strip.tsx';

/** The stacks of the study with their pictures; the one on the screen is marked and kept in sight. */
export function SeriesStrip(): ReactNode {
  const text = useText();
  const stacks = useViewer((state) => state.stacks);
  const stackIndex = useViewer((state) => state.stackIndex);
  const isAlone = usePanes((state) => state.shown.length === 1);
  const hasKeyImages = useMarkBook((state) => state.keyImages.length > 0);
  const [isKeyOnly, setKeyOnly] = useState(false);
  if (stacks.length < 2 && isAlone) return null;
  // With the last star its strip goes, too: an empty one would hide the series.
  const showsKeys = isKeyOnly && hasKeyImages;
  return (
    <nav className="series-strip" aria-label={text('viewer.series')}>
      <ul className="series-list">
        {hasKeyImages ? (
          <li className="series-filter">
            <IconButton
              icon={Star}
              label={text('keyImage.only')}
              isPressed={showsKeys}
              onPress={() => setKeyOnly(!showsKeys)}
            />
          </li>
        ) : null}
        {showsKeys ? <KeyStrip /> : null}
        {showsKeys
          ? null
          : stacks.map((stack, index) => (
              <SeriesItem
                key={stack.id}
                stack={stack}
                index={index}
                isCurrent={index === stackIndex}
              />
            ))}
      </ul>
    </nav>
  );
}

/** RTSTRUCT and its like are wider than a small picture: they may break after the RT. */
function brokenModality(Modality: string): string {
  return Modality.replace(/^RT(?=.)/, 'RT\u200B');
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
  const keyImages = useMarkBook((state) => state.keyImages);
  const keyCount = keyImages.filter(
    ({ SOPInstanceUID, frameNumber }) =>
      findFrame([stack], SOPInstanceUID, frameNumber - 1) !== null,
  ).length;
  const label = text('viewer.seriesLabel', { n: index + 1, name, count });
  return (
    <li ref={item}>
      <button
        type="button"
        className="series-item"
        aria-current={isCurrent}
        aria-label={
          keyCount === 0 ? label : `${label}, ${text('keyImage.count', { count: keyCount })}`
        }
        onClick={() => model.openStack(index)}
        {...useSeriesDrag(index)}
      >
        <span className="series-picture">
          {url === null ? (
            <span className="series-modality" data-words={brokenModality(Modality)} />
          ) : (
            <img src={url} alt="" draggable={false} />
          )}
          {keyCount > 0 ? (
            <span className="series-key" aria-hidden data-words={keyCount > 1 ? keyCount : ''}>
              <Star className="icon-small" />
            </span>
          ) : null}
          {count > 1 ? <span className="series-count" data-words={count} /> : null}
        </span>
        <span className="series-name">{name}</span>
      </button>
    </li>
  );
}
