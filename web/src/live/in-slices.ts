/** Shorter than a frame, so that a finger and the picture under it are never kept waiting. */
const sliceMs = 8;

/**
 * Runs work that pauses at each step, letting the browser do what it has to in between. Answers null where
 * `isWanted` says in between that nobody wants it any more.
 */
export async function inSlices<Value>(
  steps: Generator<void, Value>,
  isWanted: () => boolean,
): Promise<Value | null> {
  let endMs = performance.now() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < endMs) continue;
    await nextTask();
    if (!isWanted()) return null;
    endMs = performance.now() + sliceMs;
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
