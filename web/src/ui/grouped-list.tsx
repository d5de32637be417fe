import './virtual-list.css';
import './grouped-list.css';
import { type ReactNode, useMemo, useRef } from 'react';
import { layOutGroups, partsInSight, placeOfLine } from './group-layout.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useRowView } from './use-row-view.ts';

export interface ListGroup<Item> {
  readonly key: string;
  readonly items: readonly Item[];
}

interface GroupedListProps<Item, Group extends ListGroup<Item>> {
  /** Names the list for people who do not see it. */
  readonly label: string;
  readonly groups: readonly Group[];
  readonly keyOf: (item: Item) => string;
  readonly isOpen: (group: Group) => boolean;
  /** `isActive`: the one whose controls the Tab key reaches. */
  readonly renderHead: (group: Group, isActive: boolean) => ReactNode;
  readonly renderRow: (item: Item, isActive: boolean) => ReactNode;
  readonly className?: string;
  readonly initialScrollTopPx?: number;
  readonly onScrollTop?: (scrollTopPx: number) => void;
}

/**
 * A long list in groups, of which only what is in sight is drawn. The head of a group stays at the upper
 * edge as long as something of the group is below it. Rows are as high as the style sheet's `--row-height`,
 * heads as `--head-height`; keys move over both.
 */
export function GroupedList<Item, Group extends ListGroup<Item>>(
  props: GroupedListProps<Item, Group>,
): ReactNode {
  const { groups, isOpen, className = '', initialScrollTopPx = 0 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const headProbe = useRef<HTMLDivElement>(null);
  const view = useRowView({ scroller, probe, headProbe, initialScrollTopPx });
  const { headPx } = view;
  const layout = useMemo(
    () =>
      layOutGroups(
        groups.map((group) => (isOpen(group) ? group.items.length : 0)),
        headPx,
        view.rowPx,
      ),
    [groups, isOpen, headPx, view.rowPx],
  );
  const rowCount = layout.firstLines.at(-1) ?? 0;
  const placeOf = (line: number) => placeOfLine(layout, line);
  const active = useRowKeys({ scroller, view, rowCount, isOnlyRead: false, placeOf });
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
      <div ref={headProbe} className="grouped-list-head-probe" />
      <ul
        className="virtual-list-rows"
        aria-label={props.label}
        style={{ blockSize: layout.topsPx.at(-1) ?? 0 }}
      >
        {partsInSight(layout, view.scrollTopPx, view.heightPx).map(({ group: at, from, to }) => {
          const group = groups[at];
          if (group === undefined) return null;
          const topPx = layout.topsPx[at] ?? 0;
          const firstLine = layout.firstLines[at] ?? 0;
          return (
            <li
              key={group.key}
              className="grouped-list-group"
              aria-setsize={groups.length}
              aria-posinset={at + 1}
              style={{ insetBlockStart: topPx, blockSize: (layout.topsPx[at + 1] ?? 0) - topPx }}
            >
              <div className="grouped-list-head" data-row={firstLine}>
                {props.renderHead(group, firstLine === active)}
              </div>
              <GroupRows
                {...props}
                {...{ group, from, to, headPx, active, firstLine }}
                rowPx={view.rowPx}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface GroupRowsProps<Item> {
  readonly group: ListGroup<Item>;
  readonly from: number;
  readonly to: number;
  readonly headPx: number;
  readonly rowPx: number;
  readonly active: number;
  readonly firstLine: number;
  readonly keyOf: (item: Item) => string;
  readonly renderRow: (item: Item, isActive: boolean) => ReactNode;
}

function GroupRows<Item>(props: GroupRowsProps<Item>): ReactNode {
  const { group, from, to, headPx, rowPx, active, firstLine, keyOf, renderRow } = props;
  if (to <= from) return null;
  return (
    <ul>
      {group.items.slice(from, to).map((item, offset) => {
        const row = from + offset;
        const line = firstLine + 1 + row;
        return (
          <li
            key={keyOf(item)}
            className="virtual-list-row"
            data-row={line}
            aria-setsize={group.items.length}
            aria-posinset={row + 1}
            style={{ insetBlockStart: headPx + row * rowPx }}
          >
            {renderRow(item, line === active)}
          </li>
        );
      })}
    </ul>
  );
}
