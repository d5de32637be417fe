/** What a page holds, seen from outside by the browser's own counters: no hook in the app. */
import type { Page } from '@playwright/test';

/** Bytes of the page's own thread, after its garbage was collected; workers have heaps of their own. */
export interface HeldMemory {
  /** Objects, strings, code. */
  readonly heap: number;
  /** What array buffers hold outside the heap: decoded frames, above all. */
  readonly buffers: number;
}

/** Collects the garbage and counts what is left. */
export async function heldMemory(page: Page): Promise<HeldMemory> {
  const session = await page.context().newCDPSession(page);
  try {
    // What only a finished task let go of is collected by the second round.
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
    return { heap: usedSize, buffers: backingStorageSize };
  } finally {
    await session.detach();
  }
}
