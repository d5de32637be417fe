import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../../ui/use-text.ts';
import { afterWrong, noTries, parseTries, type Tries, waitMsOf } from './throttle.ts';

const triesKey = 'satchel.tries';

export interface Throttle {
  readonly count: number;
  /** Seconds until the next try is taken. */
  readonly waitS: number;
  readonly wrong: () => void;
  readonly right: () => void;
}

/** Counts wrong tries across reloads and windows of this device. */
export function useThrottle(): Throttle {
  const [tries, setTries] = useState(readTries);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const waitMs = waitMsOf(tries, nowMs);
  useEffect(() => {
    if (waitMs === 0) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, [waitMs]);
  const keep = (next: Tries): void => {
    try {
      localStorage.setItem(triesKey, `${next.count} ${next.untilMs}`);
    } catch {
      // Refused: it then holds until the page is loaded anew.
    }
    setTries(next);
    setNowMs(Date.now());
  };
  return {
    count: tries.count,
    waitS: Math.ceil(waitMs / 1000),
    // Another window may have counted since.
    wrong: () => keep(afterWrong(readTries(), Date.now())),
    right: () => keep(noTries),
  };
}

function readTries(): Tries {
  try {
    return parseTries(localStorage.getItem(triesKey));
  } catch {
    return noTries;
  }
}

/** Why nothing is taken now, and what can be done meanwhile. */
export function ThrottleWords({ throttle }: { readonly throttle: Throttle }): ReactNode {
  const text = useText();
  const { waitS, count } = throttle;
  return (
    <p className="form-error" role="status">
      {waitS === 0 ? '' : text('lock.tooMany', { count, seconds: waitS })}
    </p>
  );
}
