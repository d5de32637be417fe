/**
 * Lets calls of the same moment share one transaction: what arrives while the last one is flushed to the
 * disk is committed together by the next. A call resolves when its own items are durable; when the
 * transaction fails, all that share it fail.
 */
export function groupCommit<Item, Outcome>(
  commit: (items: readonly Item[]) => readonly Outcome[],
): (items: readonly Item[]) => Promise<readonly Outcome[]> {
  interface Call {
    readonly items: readonly Item[];
    readonly resolve: (outcomes: readonly Outcome[]) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Call[] = [];
  const flush = (): void => {
    const calls = waiting;
    waiting = [];
    try {
      const outcomes = commit(calls.flatMap((call) => call.items));
      let at = 0;
      for (const call of calls) call.resolve(outcomes.slice(at, (at += call.items.length)));
    } catch (error) {
      for (const call of calls) call.reject(error);
    }
  };
  return (items) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ items, resolve, reject });
    });
}
