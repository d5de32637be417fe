export interface AheadLimits<Item> {
  readonly countMax: number;
  readonly bytesMax: number;
  readonly bytesOf: (item: Item) => number;
}

/**
 * Works on some items while earlier ones are still being used, giving the results in order. Holds at most
 * `countMax` items, and no more than `bytesMax` of them unless a single one is larger.
 */
export async function* mapAhead<Item, Value>(
  items: AsyncIterable<Item>,
  limits: AheadLimits<Item>,
  work: (item: Item) => Promise<Value>,
): AsyncGenerator<Value> {
  const iterator = items[Symbol.asyncIterator]();
  const running: { readonly result: Promise<Value>; readonly bytes: number }[] = [];
  let bytes = 0;
  let isDone = false;
  try {
    for (;;) {
      while (!isDone && running.length < limits.countMax && bytes < limits.bytesMax) {
        const next = await iterator.next();
        if (next.done === true) isDone = true;
        else {
          const taken = limits.bytesOf(next.value);
          const result = work(next.value);
          // Looked at in its turn; until then its failing is no unhandled rejection.
          result.catch(() => undefined);
          running.push({ result, bytes: taken });
          bytes += taken;
        }
      }
      const first = running.shift();
      if (first === undefined) return;
      const value = await first.result;
      bytes -= first.bytes;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
