import './virtual-list.css';
import { type ReactNode, useRef } from 'react';
import { useRowKeys } from './use-row-keys.ts';
import { useRowView } from './use-row-view.ts';
import { virtualWindow } from './virtual-window.ts';

interface VirtualListProps<Item> {
  /** Names the list for people who do not see it. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** `isActive`: the row whose controls the Tab key reaches. */
  readonly renderRow: (item: Item, isActive: boolean) => ReactNode;
  readonly className?: string;
  /** Its rows take no focus: the list itself does, to be scrolled by keys. */
  readonly isOnlyRead?: boolean;
  /** Where it was scrolled to when it was last on the screen. */
  readonly initialScrollTopPx?: number;
  readonly onScrollTop?: (scrollTopPx: number) => void;
}

/**
 * A list that draws only the rows in sight, all as high as the style sheet's `--row-height`. Keys move the
 * focus to a row's element with `data-row-focus`.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>): ReactNode {
  const { label, items, keyOf, renderRow, className = '' } = props;
  const { initialScrollTopPx = 0, isOnlyRead = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const view = useRowView({ scroller, probe, initialScrollTopPx });
  const active = useRowKeys({ scroller, view, rowCount: items.length, isOnlyRead });
  const { start, end } = virtualWindow(view.scrollTopPx, view.heightPx, view.rowPx, items.length);
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
            >
              {renderRow(item, index === active)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
