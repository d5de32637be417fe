/** What the page may give to one piece of work before it lets a key press or a frame through, milliseconds. */
const sliceMs = 12;

/**
 * Takes what `wanted` keeps out of many, letting the page breathe every few milliseconds; what takes no longer
 * than one such time is given at once. The function it gives back ends the work: then `done` is not called.
 */
export function inSlices<Item>(
  items: Iterable<Item>,
  isWanted: (item: Item) => boolean,
  done: (kept: readonly Item[]) => void,
  clock: () => number = () => performance.now(),
): () => void {
  const iterator = items[Symbol.iterator]();
  const kept: Item[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const work = (): void => {
    const until = clock() + sliceMs;
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      if (isWanted(next.value)) kept.push(next.value);
      if (clock() > until) {
        timer = setTimeout(work);
        return;
      }
    }
    done(kept);
  };
  work();
  return () => clearTimeout(timer);
}
