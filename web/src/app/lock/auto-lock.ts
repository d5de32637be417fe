import { useEffect } from 'react';
import type { Archive } from '../../archive/archive.ts';
import { lockArchive } from '../../archive/lock-archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useSetting } from '../../live/use-setting.ts';
import { autoLockMinutesOf, autoLockSetting, coverHiddenSetting } from './auto-lock-settings.ts';
import { coverView, uncoverView } from './cover.ts';
import { IdleClock } from './idle-clock.ts';
import { keepLastInput, readLastInput } from './last-input.ts';

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

/** Locks when nobody has touched any tab for as long as was chosen; mounted while the lock is open, draws nothing. */
export function AutoLock(): null {
  const archive = useArchive();
  const minutes = autoLockMinutesOf(useSetting(autoLockSetting));
  const coversHidden = useSetting(coverHiddenSetting) !== false;
  useEffect(
    () => (minutes === 0 ? undefined : lockWhenIdle(archive, minutes * 60_000)),
    [archive, minutes],
  );
  useEffect(() => (coversHidden ? coverWhenHidden() : undefined), [coversHidden]);
  return null;
}

function lockWhenIdle(archive: Archive, limitMs: number): () => void {
  const clock = new IdleClock({
    wallMs: () => Date.now(),
    steadyMs: () => performance.now(),
    readShared: readLastInput,
    keepShared: keepLastInput,
  });
  // Somebody has just opened the lock, or chosen another time.
  clock.touched();
  const look = (): boolean => {
    const isOver = clock.idleMs() >= limitMs;
    if (isOver) lockArchive(archive);
    return isOver;
  };
  // The touch that wakes a tablet comes before any timer does.
  const touched = (): void => {
    if (!look()) clock.touched();
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
