import './row-gestures.css';
import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { useText } from '../ui/use-text.ts';
import type { MenuPlace } from './row-menu.tsx';
import { listenToRows } from './row-touch.ts';
import { deedOf } from './swipe.ts';
import { useStudyDeeds } from './use-study-deeds.ts';

interface RowGesturesProps {
  readonly area: RefObject<HTMLElement | null>;
  readonly studyOf: (key: string) => StudySummary | undefined;
  /** False while studies are being selected. */
  readonly isOn: boolean;
  readonly onMenu: (study: StudySummary, place: MenuPlace) => void;
}

/**
 * The menu of a row by the second button of a mouse, by Shift+F10 and by a long press; and swipes of a
 * finger: forward (to the right, where one reads to the right) keeps, back hands out. Everything a swipe does is in the menu, too, and can
 * be taken back.
 */
export function RowGestures(props: RowGesturesProps): null {
  const { area } = props;
  const text = useText();
  const deeds = useStudyDeeds();
  const swiped = useEffectEvent((study: StudySummary, side: 'left' | 'right') => {
    if (deedOf(side, isMirrored()) === 'export') deeds.exportThem([study]);
    else if (!study.isSample) void deeds.keep([study], !deeds.areKept([study]));
  });
  const wordsOf = useEffectEvent((study: StudySummary, side: 'left' | 'right'): string => {
    if (deedOf(side, isMirrored()) === 'export') return text('export.open');
    if (study.isSample) return '';
    return text(deeds.areKept([study]) ? 'deed.releaseMany' : 'choose.keepMany');
  });
  const openMenu = useEffectEvent((study: StudySummary, place: MenuPlace) =>
    props.onMenu(study, place),
  );
  const rowAt = useEffectEvent((target: EventTarget | null) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-study]') : null;
    const study = row === null ? undefined : props.studyOf(row.dataset['study'] ?? '');
    return props.isOn && row !== null && study !== undefined ? { row, study } : null;
  });
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    return listenToRows(element, {
      rowAt: (target) => rowAt(target),
      openMenu: (study, place) => openMenu(study, place),
      swiped: (study, side) => swiped(study, side),
      wordsOf: (study, side) => wordsOf(study, side),
    });
  }, [area]);
  return null;
}

function isMirrored(): boolean {
  return document.documentElement.dir === 'rtl';
}
