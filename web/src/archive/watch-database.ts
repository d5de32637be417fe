import { liveQuery } from 'dexie';
import { retryDelayMs } from './retry-delay.ts';

/**
 * Calls back with the answer of a query of Dexie alone, and again whenever any tab or worker changes what
 * it has looked at; gives what ends it. Where the connection is lost under a query it is asked again after
 * a pause: Dexie's own observable ends silently then, and what it shows would stay as it was for good.
 */
export function watchDatabase<Value>(
  query: () => Promise<Value>,
  onValue: (value: Value) => void,
): () => void {
  let isEnded = false;
  let failedCount = 0;
  let askedCount = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leave = (): void => undefined;
  const askAgain = (): void => {
    if (isEnded) return;
    leave();
    clearTimeout(timer);
    failedCount += 1;
    timer = setTimeout(ask, retryDelayMs(failedCount));
  };
  const ask = (): void => {
    const subscription = liveQuery(() => {
      askedCount += 1;
      const asked = askedCount;
      const answer = query();
      // One that a newer one has taken the place of may fail as it likes.
      answer.then(undefined, () => asked === askedCount && askAgain());
      return answer;
    }).subscribe({
      next(value) {
        failedCount = 0;
        onValue(value);
      },
      // Told by the query itself.
      error: () => undefined,
    });
    leave = () => subscription.unsubscribe();
  };
  ask();
  return () => {
    isEnded = true;
    clearTimeout(timer);
    leave();
  };
}
