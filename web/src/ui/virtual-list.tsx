import './virtual-list.css';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useRowView } from './use-row-view.ts';
import { rowAfterKey, virtualWindow } from './virtual-window.ts';

interface VirtualListProps<Item> {
  /** Names the list for people who do not see it. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** `isActive`: the row whose controls the Tab key reaches. */
  readonly renderRow: (item: Item, isActive: boolean) => ReactNode;
  readonly className?: string;
  /** Where it was scrolled to when it was last on the screen. */
  readonly initialScrollTopPx?: number;
  readonly onScrollTop?: (scrollTopPx: number) => void;
}

/**
 * A list that draws only the rows in sight, all as high as the style sheet's `--row-height`. Arrow keys,
 * Home, End and the page keys move the focus to a row's element with `data-row-focus`.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>): ReactNode {
  const { label, items, keyOf, renderRow, className = '', initialScrollTopPx = 0 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const view = useRowView({ scroller, probe, initialScrollTopPx });
  const [activeIndex, setActiveIndex] = useState(0);
  const active = Math.min(activeIndex, Math.max(0, items.length - 1));
  const { start, end } = virtualWindow(view.scrollTopPx, view.heightPx, view.rowPx, items.length);
  const moveByKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const pageRows = Math.max(1, Math.floor(view.heightPx / view.rowPx) - 1);
    const next = rowAfterKey(event.key, active, pageRows, items.length);
    if (next === null) return;
    event.preventDefault();
    setActiveIndex(next);
    view.focusRow(next);
  };
  return (
    <div
      ref={scroller}
      className={`virtual-list ${className}`}
      onScroll={() => {
        view.look();
        props.onScrollTop?.(scroller.current?.scrollTop ?? 0);
      }}
    >
      <div ref={probe} className="virtual-list-probe" />
      <ul
        className="virtual-list-rows"
        aria-label={label}
        style={{ blockSize: items.length * view.rowPx }}
        onKeyDown={moveByKey}
      >
        {items.slice(start, end).map((item, offset) => {
          const index = start + offset;
          return (
            <li
              key={keyOf(item)}
              className="virtual-list-row"
              data-row={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ insetBlockStart: index * view.rowPx }}
              onFocus={() => setActiveIndex(index)}
            >
              {renderRow(item, index === active)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
