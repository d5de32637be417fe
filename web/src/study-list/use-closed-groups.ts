import { useCallback, useMemo } from 'react';
import { usePersonSetting } from '../live/use-person-setting.ts';
import { type ClosedGroups, parseClosedGroups, withToggled } from './group-studies.ts';
import type { ListChoice } from './list-choice.ts';

interface OwnClosedGroups {
  readonly isRead: boolean;
  readonly closed: ClosedGroups;
  readonly isOpen: (group: { readonly key: string }) => boolean;
  readonly toggle: (key: string) => void;
  readonly save: (closed: ClosedGroups) => void;
}

/** Which groups this person has closed; kept for each way of grouping. */
export function useClosedGroups(grouping: ListChoice['grouping']): OwnClosedGroups {
  const { isRead, value, save: keep } = usePersonSetting(`list.closed.${grouping}`);
  const closed = useMemo(() => parseClosedGroups(value), [value]);
  const isOpen = useMemo(() => {
    const except = new Set(closed.except);
    return ({ key }: { readonly key: string }) => closed.isAllClosed === except.has(key);
  }, [closed]);
  // Not kept (a full device): the group stays as it is, and the person sees that.
  const save = useCallback((next: ClosedGroups) => void keep(next), [keep]);
  const toggle = useCallback((key: string) => save(withToggled(closed, key)), [closed, save]);
  return { isRead, closed, isOpen, toggle, save };
}
