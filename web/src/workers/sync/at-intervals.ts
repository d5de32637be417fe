/** Passes a value on at most once in a time, the first and every later one that comes after a pause. */
export function atIntervals<Value>(
  intervalMs: number,
  tell: (value: Value) => void,
): (value: Value) => void {
  let lastMs = -Infinity;
  return (value) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < intervalMs) return;
    lastMs = nowMs;
    tell(value);
  };
}
