import { type ReactNode, useEffect, useState } from 'react';
import type { Archive } from '../../archive/archive.ts';
import { lockArchive } from '../../archive/lock-archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { isExporting } from '../../live/export-trace.ts';
import { useSetting } from '../../live/use-setting.ts';
import { autoLockMinutesOf, autoLockSetting, coverHiddenSetting } from './auto-lock-settings.ts';
import { coverView, uncoverView } from './cover.ts';
import { IdleClock } from './idle-clock.ts';
import { keepLastInput, readLastInput } from './last-input.ts';
import { LockWarning } from './lock-warning.tsx';

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

/** Before the lock ends an export it says so, for so long at most. */
const warnMsMax = 60_000;

/**
 * Locks when nobody has touched any tab for as long as was chosen; mounted while the lock is open. Draws nothing
 * but the warning before it ends an export.
 */
export function AutoLock(): ReactNode {
  const archive = useArchive();
  const minutes = autoLockMinutesOf(useSetting(autoLockSetting));
  const coversHidden = useSetting(coverHiddenSetting) !== false;
  const [leftS, setLeftS] = useState<number | null>(null);
  useEffect(
    () => (minutes === 0 ? undefined : lockWhenIdle(archive, minutes * 60_000, setLeftS)),
    [archive, minutes],
  );
  useEffect(() => (coversHidden ? coverWhenHidden() : undefined), [coversHidden]);
  // Any touch has set the clock back before the button hears of it.
  return leftS === null ? null : <LockWarning leftS={leftS} onStay={() => setLeftS(null)} />;
}

function lockWhenIdle(
  archive: Archive,
  limitMs: number,
  /** Seconds left where the lock would end an export soon; null else. */
  warn: (leftS: number | null) => void,
): () => void {
  const clock = new IdleClock({
    wallMs: () => Date.now(),
    steadyMs: () => performance.now(),
    readShared: readLastInput,
    keepShared: keepLastInput,
  });
  // Somebody has just opened the lock, or chosen another time.
  clock.touched();
  const look = (): boolean => {
    const leftMs = limitMs - clock.idleMs();
    const isOver = leftMs <= 0;
    const isNear = leftMs <= Math.min(warnMsMax, limitMs / 2);
    warn(isNear && isExporting() ? Math.max(1, Math.ceil(leftMs / 1000)) : null);
    if (isOver) lockArchive(archive);
    return isOver;
  };
  // The touch that wakes a tablet comes before any timer does.
  const touched = (): void => {
    if (look()) return;
    clock.touched();
    warn(null);
  };
  const timer = setInterval(look, 1000);
  const ended = new AbortController();
  const options = { capture: true, passive: true, signal: ended.signal };
  for (const input of inputs) window.addEventListener(input, touched, options);
  for (const waking of ['pageshow', 'focus']) window.addEventListener(waking, look, options);
  for (const waking of ['visibilitychange', 'resume']) {
    document.addEventListener(waking, look, options);
  }
  return () => {
    clearInterval(timer);
    ended.abort();
    warn(null);
  };
}

function coverWhenHidden(): () => void {
  const follow = (): void => {
    if (document.visibilityState === 'hidden') coverView();
    else uncoverView();
  };
  document.addEventListener('visibilitychange', follow);
  // Some systems take their picture of a page that they only put away; what comes back is uncovered as shown.
  addEventListener('pagehide', coverView);
  addEventListener('pageshow', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    removeEventListener('pagehide', coverView);
    removeEventListener('pageshow', follow);
    uncoverView();
  };
}
