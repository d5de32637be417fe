import { describe, expect, it } from 'vitest';
import { inSlices } from './in-slices.ts';

/** Steps that take a millisecond each. */
function* slowSteps(count: number): Generator<void, string> {
  for (let step = 0; step < count; step += 1) {
    const endMs = performance.now() + 1;
    while (performance.now() < endMs);
    yield;
  }
  return 'done';
}

describe('work in slices', () => {
  it('lets others run before it is done', async () => {
    const order: string[] = [];
    const work = inSlices(slowSteps(40), () => true).then((value) => order.push(String(value)));
    setTimeout(() => order.push('another'));
    await work;
    expect(order).toEqual(['another', 'done']);
  });

  it('is left where nobody wants it any more', async () => {
    let isWanted = true;
    setTimeout(() => (isWanted = false));
    expect(await inSlices(slowSteps(1000), () => isWanted)).toBeNull();
  });
});
